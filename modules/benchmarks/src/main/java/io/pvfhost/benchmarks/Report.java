package io.pvfhost.benchmarks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark found, on which machine, and how to find it again. */
final class Report {

  private final String benchmark;
  private final String command;
  private final Machine machine;
  private final Map<String, Section> sections = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  Report(String benchmark, String command, Machine machine) {
    this.benchmark = benchmark;
    this.command = command;
    this.machine = machine;
  }

  /** The section of a subject, made when first asked for. */
  Section section(String subject) {
    return sections.computeIfAbsent(subject, key -> new Section());
  }

  /** Adds a remark that the reader of the figures needs. */
  void note(String text) {
    notes.add(text);
  }

  /** Records something that had to hold and does not. */
  void check(boolean holds, String failure) {
    if (!holds) {
      failures.add(failure);
    }
  }

  boolean failed() {
    return !failures.isEmpty();
  }

  String toText() {
    StringBuilder text = new StringBuilder();
    text.append(benchmark).append('\n').append("  ").append(machine.toText()).append('\n')
        .append("  load average at the end ").append(Machine.loadAverage()).append('\n')
        .append("  repeat with: ").append(command).append('\n');
    sections.forEach((subject, section) -> {
      text.append('\n').append(String.format(Locale.ROOT, "%-36s %10s %10s %10s %-8s [ each run ]%n", subject, "median",
          "min", "max", "unit"));
      section.appendTo(text);
    });
    notes.forEach(note -> text.append('\n').append(note).append('\n'));
    failures.forEach(failure -> text.append("\nFAILED: ").append(failure).append('\n'));
    return text.toString();
  }

  JsonObject toJson() {
    JsonObject figures = new JsonObject();
    sections.forEach((subject, section) -> figures.put(subject, section.toJson()));
    return new JsonObject().put("benchmark", benchmark).put("command", command).put("machine", machine.toJson())
        .put("loadAtEnd", Machine.loadAverage()).put("figures", figures).put("notes", new JsonArray(notes))
        .put("failures", new JsonArray(failures));
  }
}
