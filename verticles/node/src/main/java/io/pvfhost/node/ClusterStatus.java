package io.pvfhost.node;

import io.pvfhost.api.HostReport;
import io.pvfhost.api.StatusReply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * A cluster at one moment, for people and programs.
 *
 * @param hosts by name
 * @param others names of members that have not been heard as hosts: they run no jobs, or are silent
 */
record ClusterStatus(List<HostReport> hosts, List<String> others) {

  private static final String ALIVE = "alive";
  private static final int MAX_VERSION = 24;

  /** Whether some host can take jobs and said so itself. */
  boolean isUsable() {
    return hosts.stream().anyMatch(host -> host.state().equals(ALIVE) && host.status().isPresent());
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("hosts", new JsonArray(hosts.stream().map(HostReport::toJson).toList()))
        .put("others", new JsonArray(others))
        .put("totals", new JsonObject()
            .put("hosts", hosts.size())
            .put("alive", hosts.stream().filter(host -> host.state().equals(ALIVE)).count())
            .put("workers", sum(HostReport::workers))
            .put("idle", sum(HostReport::idle))
            .put("parked", sum(HostReport::parked))
            .put("jobs", new JsonObject()
                .put("valid", told(status -> status.jobs().valid()))
                .put("invalid", told(status -> status.jobs().invalid()))
                .put("none", told(status -> status.jobs().none())))
            .put("respawns", told(StatusReply::respawns))
            .put("artifacts", told(StatusReply::artifacts))
            .put("artifactBytes", told(StatusReply::artifactBytes)));
  }

  /** A table with a line for each host and one for all. */
  String toText() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("HOST", "STATE", "WORKERS", "IDLE", "WAITING", "VALID", "INVALID", "NONE", "ARTIFACTS", "HEARD MS",
        "PROTOCOL", "RULES", "WORKER"));
    hosts.forEach(host -> rows.add(row(host)));
    rows.add(List.of("all " + hosts.size(), "", text(sum(HostReport::workers)), text(sum(HostReport::idle)),
        text(sum(HostReport::parked)), text(told(status -> status.jobs().valid())),
        text(told(status -> status.jobs().invalid())), text(told(status -> status.jobs().none())),
        text(told(StatusReply::artifacts)), "", "", "", ""));
    List<Integer> widths = widths(rows);
    String table = rows.stream().map(row -> line(row, widths)).collect(Collectors.joining(System.lineSeparator()));
    return others.isEmpty() ? table
        : table + System.lineSeparator() + "without workers, or silent: " + String.join(", ", others);
  }

  private static List<String> row(HostReport host) {
    return List.of(host.name(), host.state(), text(host.workers()), text(host.idle()), text(host.parked()),
        told(host, status -> status.jobs().valid()), told(host, status -> status.jobs().invalid()),
        told(host, status -> status.jobs().none()), told(host, StatusReply::artifacts),
        text(host.millisSinceAdvert()), host.protocols(), host.rules(), cut(host.workerVersion()));
  }

  private static String told(HostReport host, ToLongFunction<StatusReply> figure) {
    Optional<StatusReply> status = host.status();
    return status.isEmpty() ? "-" : text(figure.applyAsLong(status.get()));
  }

  private long told(ToLongFunction<StatusReply> figure) {
    return hosts.stream().flatMap(host -> host.status().stream()).mapToLong(figure).sum();
  }

  private long sum(ToLongFunction<HostReport> figure) {
    return hosts.stream().mapToLong(figure).sum();
  }

  private static String text(long figure) {
    return Long.toString(figure);
  }

  private static String cut(String version) {
    return version.length() <= MAX_VERSION ? version : version.substring(0, MAX_VERSION - 3) + "...";
  }

  private static List<Integer> widths(List<List<String>> rows) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < rows.get(0).size(); column++) {
      int each = column;
      widths.add(rows.stream().mapToInt(row -> row.get(each).length()).max().orElseThrow());
    }
    return widths;
  }

  // Words to the left, figures to the right.
  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      boolean word = column < 2 || column == row.size() - 1;
      line.append(String.format(Locale.ROOT, "%" + (word ? "-" : "") + widths.get(column) + "s  ", row.get(column)));
    }
    return line.toString().stripTrailing();
  }
}
