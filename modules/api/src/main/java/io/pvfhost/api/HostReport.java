package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

import java.util.Objects;
import java.util.Optional;

/**
 * One host of a cluster as another node sees it.
 *
 * @param name the operator's name for the host
 * @param id of the process, new after a restart
 * @param state {@code alive}, {@code draining}, {@code degraded} or {@code silent}
 * @param workers jobs that it runs at the same time
 * @param idle workers that neither run a job nor are reserved
 * @param parked probes that wait for a worker there
 * @param workerVersion version of its worker program
 * @param rules label of the rule set by which its workers judge
 * @param protocols versions of the peer protocol that it understands, such as {@code 1-2}
 * @param millisSinceAdvert time since it was last heard of
 * @param status what it says itself; empty when it did not answer
 */
public record HostReport(String name, String id, String state, long workers, long idle, long parked,
    String workerVersion, String rules, String protocols, long millisSinceAdvert, Optional<StatusReply> status) {

  public HostReport {
    Checks.name(name, "name");
    Checks.name(id, "id");
    Checks.name(state, "state");
    Checks.notNegative(workers, "workers");
    Checks.notNegative(idle, "idle");
    Checks.notNegative(parked, "parked");
    Checks.name(workerVersion, "workerVersion");
    Checks.name(rules, "rules");
    Checks.name(protocols, "protocols");
    Checks.notNegative(millisSinceAdvert, "millisSinceAdvert");
    Objects.requireNonNull(status, "status");
  }

  /** @return all components by name; {@code status} is null when the host did not answer */
  public JsonObject toJson() {
    return new JsonObject()
        .put("name", name)
        .put("id", id)
        .put("state", state)
        .put("workers", workers)
        .put("idle", idle)
        .put("parked", parked)
        .put("workerVersion", workerVersion)
        .put("rules", rules)
        .put("protocols", protocols)
        .put("millisSinceAdvert", millisSinceAdvert)
        .put("status", status.map(StatusReply::toJson).orElse(null));
  }
}
