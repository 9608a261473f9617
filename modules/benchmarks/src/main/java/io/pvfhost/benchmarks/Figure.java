package io.pvfhost.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One quantity, measured once a round. */
final class Figure {

  private final String name;
  private final String unit;
  private final List<Double> values = new ArrayList<>();
  private String aim = "";

  Figure(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  void add(double value) {
    values.add(value);
  }

  /** States what the figure is compared with. */
  void aim(String text) {
    aim = text;
  }

  double last() {
    return values.get(values.size() - 1);
  }

  double median() {
    List<Double> sorted = sorted();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  double min() {
    return Collections.min(values);
  }

  double max() {
    return Collections.max(values);
  }

  private List<Double> sorted() {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }

  /** One line: name, unit, median, least, most, each value, aim. */
  String toText() {
    StringBuilder runs = new StringBuilder();
    values.forEach(value -> runs.append(' ').append(number(value)));
    String line = String.format(Locale.ROOT, "  %-34s %10s %10s %10s %-8s [%s ]", name, number(median()), number(min()),
        number(max()), unit, runs);
    return aim.isEmpty() ? line : line + "  " + aim;
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject().put("unit", unit).put("median", median()).put("min", min()).put("max", max())
        .put("runs", new JsonArray(List.copyOf(values)));
    return aim.isEmpty() ? json : json.put("aim", aim);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
