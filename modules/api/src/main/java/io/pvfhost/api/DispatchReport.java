package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a node's dispatcher is doing.
 *
 * @param outstanding jobs that are not answered yet
 * @param dispatched attempts given to hosts since the start
 * @param redispatched those of them that were not the first of their job
 * @param parked probes of this node that wait at hosts
 * @param bytes block data of the outstanding jobs
 * @param answered jobs answered since the start
 * @param refused messages and streams of peers that were refused since the start, by cause; at most
 *     {@link PvfLimits#MAX_CAUSES} causes
 */
public record DispatchReport(long outstanding, long dispatched, long redispatched, long parked, long bytes,
    long answered, Map<String, Long> refused) {

  public DispatchReport {
    Checks.notNegative(outstanding, "outstanding");
    Checks.notNegative(dispatched, "dispatched");
    Checks.notNegative(redispatched, "redispatched");
    Checks.notNegative(parked, "parked");
    Checks.notNegative(bytes, "bytes");
    Checks.notNegative(answered, "answered");
    if (refused.size() > PvfLimits.MAX_CAUSES) {
      throw new IllegalArgumentException("refused: " + refused.size() + ", at most " + PvfLimits.MAX_CAUSES);
    }
    refused.forEach((cause, count) -> Checks.notNegative(count, Checks.name(cause, "cause")));
    // In the order of the causes, on the wire and in JSON.
    refused = Collections.unmodifiableMap(new TreeMap<>(refused));
  }

  /** @return all components by name */
  public JsonObject toJson() {
    JsonObject causes = new JsonObject();
    refused.forEach(causes::put);
    return new JsonObject()
        .put("outstanding", outstanding)
        .put("dispatched", dispatched)
        .put("redispatched", redispatched)
        .put("parked", parked)
        .put("bytes", bytes)
        .put("answered", answered)
        .put("refused", causes);
  }
}
