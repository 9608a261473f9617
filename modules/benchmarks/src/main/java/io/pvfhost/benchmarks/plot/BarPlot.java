package io.pvfhost.benchmarks.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Groups of bars over a logarithmic axis: a bar up to the median of its values, and a dot for each value.
 */
public final class BarPlot {

  private final String title;
  private final String horizontal;
  private final String vertical;
  private final List<String> series;
  private final List<Group> groups = new ArrayList<>();

  private record Group(String name, String remark, List<List<Double>> values) {
  }

  /**
   * @param title what is shown
   * @param horizontal what the groups are
   * @param vertical what the bars are, with its unit
   * @param series names of the bars of each group
   */
  public BarPlot(String title, String horizontal, String vertical, List<String> series) {
    this.title = title;
    this.horizontal = horizontal;
    this.vertical = vertical;
    this.series = List.copyOf(series);
  }

  /**
   * Adds a group.
   *
   * @param name its name
   * @param remark a second line under the name, or nothing
   * @param values positive values for each of the series
   */
  public void group(String name, String remark, List<List<Double>> values) {
    if (values.size() != series.size() || values.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("group " + name + " has not values for each of " + series);
    }
    groups.add(new Group(name, remark, values));
  }

  /** The picture as an SVG document. */
  public String toSvg() {
    List<Double> all = groups.stream().flatMap(group -> group.values.stream()).flatMap(List::stream).toList();
    if (all.isEmpty()) {
      throw new IllegalStateException("nothing to plot");
    }
    Scale y = Scale.logarithmic(Collections.min(all) / 1.5, Collections.max(all), Frame.BOTTOM, Frame.TOP);
    Svg svg = new Svg(Frame.WIDTH, Frame.HEIGHT);
    Frame.draw(svg, title, vertical, y, series);
    double wide = (Frame.RIGHT - Frame.LEFT) / (double) groups.size();
    for (int i = 0; i < groups.size(); i++) {
      draw(svg, y, groups.get(i), Frame.LEFT + i * wide, wide);
    }
    Frame.drawBase(svg, horizontal);
    return svg.document();
  }

  private void draw(Svg svg, Scale y, Group group, double left, double wide) {
    double bar = wide * 0.8 / series.size();
    for (int i = 0; i < series.size(); i++) {
      List<Double> sorted = group.values.get(i).stream().sorted().toList();
      double top = y.at(sorted.get(sorted.size() / 2));
      double x = left + wide * 0.1 + i * bar;
      svg.rectangle(x, top, bar * 0.9, Frame.BOTTOM - top, Frame.colour(i));
      for (double value : sorted) {
        svg.dot(x + bar * 0.45, y.at(value), 2, Frame.INK);
      }
    }
    svg.text(left + wide / 2, Frame.BOTTOM + 16, Svg.Anchor.MIDDLE, 12, group.name);
    svg.text(left + wide / 2, Frame.BOTTOM + 30, Svg.Anchor.MIDDLE, 11, group.remark);
  }
}
