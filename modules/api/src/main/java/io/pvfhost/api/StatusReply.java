package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

import java.util.Objects;

/**
 * How a host is doing at one moment.
 *
 * @param hostId name of the host
 * @param accepting whether new jobs are taken; false while draining
 * @param executeWorkers the execute workers
 * @param prepareWorkers the prepare workers
 * @param queueLength jobs waiting for an execute worker
 * @param queueLimit most jobs that may wait
 * @param jobs executions answered since the start, by verdict
 * @param respawns workers of both kinds started since the start, those in place of dead ones included
 * @param artifacts artifacts ready for use
 * @param artifactBytes their size together
 * @param rules label of the rule set by which the workers judge, such as {@code 2603}
 */
public record StatusReply(String hostId, boolean accepting, Workers executeWorkers, Workers prepareWorkers,
    long queueLength, long queueLimit, Jobs jobs, long respawns, long artifacts, long artifactBytes, String rules) {

  public StatusReply {
    Checks.name(hostId, "hostId");
    Objects.requireNonNull(executeWorkers, "executeWorkers");
    Objects.requireNonNull(prepareWorkers, "prepareWorkers");
    Checks.notNegative(queueLength, "queueLength");
    Checks.notNegative(queueLimit, "queueLimit");
    Objects.requireNonNull(jobs, "jobs");
    Checks.notNegative(respawns, "respawns");
    Checks.notNegative(artifacts, "artifacts");
    Checks.notNegative(artifactBytes, "artifactBytes");
    Checks.name(rules, "rules");
  }

  /** @return all components by name, workers and jobs as objects of their own */
  public JsonObject toJson() {
    return new JsonObject()
        .put("hostId", hostId)
        .put("accepting", accepting)
        .put("executeWorkers", executeWorkers.toJson())
        .put("prepareWorkers", prepareWorkers.toJson())
        .put("queueLength", queueLength)
        .put("queueLimit", queueLimit)
        .put("jobs", jobs.toJson())
        .put("respawns", respawns)
        .put("artifacts", artifacts)
        .put("artifactBytes", artifactBytes)
        .put("rules", rules);
  }

  /**
   * Workers of one kind.
   *
   * @param max most that may have a job at a time; a host may keep spare ones beyond
   * @param live connected ones, idle or busy
   * @param idle those waiting for a job
   * @param busy those with a job
   * @param spawning those started and not connected yet
   */
  public record Workers(long max, long live, long idle, long busy, long spawning) {

    /** No worker of the kind, and none allowed. */
    public static final Workers NONE = new Workers(0, 0, 0, 0, 0);

    public Workers {
      Checks.notNegative(max, "max");
      Checks.notNegative(live, "live");
      Checks.notNegative(idle, "idle");
      Checks.notNegative(busy, "busy");
      Checks.notNegative(spawning, "spawning");
    }

    /** @return all components by name */
    public JsonObject toJson() {
      return new JsonObject().put("max", max).put("live", live).put("idle", idle).put("busy", busy)
          .put("spawning", spawning);
    }
  }

  /**
   * Executions answered.
   *
   * @param valid with verdict valid
   * @param invalid with verdict invalid
   * @param none without a verdict
   */
  public record Jobs(long valid, long invalid, long none) {

    public Jobs {
      Checks.notNegative(valid, "valid");
      Checks.notNegative(invalid, "invalid");
      Checks.notNegative(none, "none");
    }

    /** @return all components by name */
    public JsonObject toJson() {
      return new JsonObject().put("valid", valid).put("invalid", invalid).put("none", none);
    }
  }
}
