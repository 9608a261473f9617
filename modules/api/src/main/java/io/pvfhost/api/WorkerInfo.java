package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

/**
 * The worker process that did a job.
 *
 * @param version version of the worker program
 * @param dialect name of the worker protocol spoken with it
 * @param pid process id on its host
 * @param rules label of the rule set by which the worker judges, such as {@code 2603}
 * @param confinement what keeps the worker from the rest of the machine, such as {@code none}
 */
public record WorkerInfo(String version, String dialect, String rules, long pid, String confinement) {

  public WorkerInfo {
    Checks.name(version, "version");
    Checks.name(dialect, "dialect");
    Checks.name(rules, "rules");
    Checks.notNegative(pid, "pid");
    Checks.name(confinement, "confinement");
  }

  /** @return {@code {"version", "dialect", "rules", "pid", "confinement"}} */
  public JsonObject toJson() {
    return new JsonObject().put("version", version).put("dialect", dialect).put("rules", rules)
        .put("pid", pid).put("confinement", confinement);
  }
}
