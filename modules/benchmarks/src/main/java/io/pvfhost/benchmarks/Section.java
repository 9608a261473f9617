package io.pvfhost.benchmarks;

import io.vertx.core.json.JsonObject;

import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one subject. */
final class Section {

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /** Adds one round's value. */
  Section add(String name, String unit, double value) {
    figures.computeIfAbsent(name, key -> new Figure(key, unit)).add(value);
    return this;
  }

  /** Adds p50, p99 and p99.9 of one round, in milliseconds. */
  Section add(Latencies latencies) {
    return add("p50", "ms", latencies.millis(50)).add("p99", "ms", latencies.millis(99))
        .add("p99.9", "ms", latencies.millis(99.9));
  }

  /** States what a figure is compared with. */
  Section aim(String name, String text) {
    figures.get(name).aim(text);
    return this;
  }

  /** The value of a figure in the latest round. */
  double last(String name) {
    return figures.get(name).last();
  }

  void appendTo(StringBuilder text) {
    figures.values().forEach(figure -> text.append(figure.toText()).append('\n'));
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    figures.forEach((name, figure) -> json.put(name, figure.toJson()));
    return json;
  }
}
