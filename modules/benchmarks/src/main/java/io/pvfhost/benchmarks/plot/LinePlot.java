package io.pvfhost.benchmarks.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lines over a logarithmic horizontal axis; the vertical one begins at zero. */
public final class LinePlot {

  private final String title;
  private final String horizontal;
  private final String vertical;
  private final Map<String, SortedMap<Double, List<Double>>> lines = new LinkedHashMap<>();

  /**
   * @param title what is shown
   * @param horizontal name of the horizontal axis, with its unit
   * @param vertical name of the vertical axis, with its unit
   */
  public LinePlot(String title, String horizontal, String vertical) {
    this.title = title;
    this.horizontal = horizontal;
    this.vertical = vertical;
  }

  /** Adds a value of a line; the line goes through the medians. */
  public void add(String line, double x, double y) {
    lines.computeIfAbsent(line, name -> new TreeMap<>()).computeIfAbsent(x, key -> new ArrayList<>()).add(y);
  }

  /** The picture as an SVG document. */
  public String toSvg() {
    List<Double> xs = lines.values().stream().flatMap(line -> line.keySet().stream()).sorted().distinct().toList();
    List<Double> ys = lines.values().stream().flatMap(line -> line.values().stream()).flatMap(List::stream).toList();
    if (xs.isEmpty()) {
      throw new IllegalStateException("nothing to plot");
    }
    Scale x = Scale.logarithmic(xs.get(0) / 1.5, xs.get(xs.size() - 1) * 1.5, Frame.LEFT, Frame.RIGHT);
    Scale y = Scale.linear(Collections.max(ys), Frame.BOTTOM, Frame.TOP);
    Svg svg = new Svg(Frame.WIDTH, Frame.HEIGHT);
    Frame.draw(svg, title, vertical, y, List.copyOf(lines.keySet()));
    xs.forEach(tick -> svg.text(x.at(tick), Frame.BOTTOM + 16, Svg.Anchor.MIDDLE, 12, Scale.label(tick)));
    int colour = 0;
    for (SortedMap<Double, List<Double>> line : lines.values()) {
      draw(svg, x, y, line, Frame.colour(colour++));
    }
    Frame.drawBase(svg, horizontal);
    return svg.document();
  }

  private static void draw(Svg svg, Scale x, Scale y, SortedMap<Double, List<Double>> line, String colour) {
    String points = line.entrySet().stream()
        .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x.at(point.getKey()), y.at(median(point.getValue()))))
        .collect(Collectors.joining(" "));
    svg.path(points, colour);
    line.forEach((at, values) -> values.forEach(value -> svg.dot(x.at(at), y.at(value), 3, colour)));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
