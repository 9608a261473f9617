package io.pvfhost.api;

import io.vertx.core.json.JsonObject;

/**
 * The worker process that did a job.
 *
 * @param version version of the worker program
 * @param dialect name of the worker protocol spoken with it
 * @param pid process id on its host
 * @param confinement what keeps the worker from the rest of the machine, such as {@code none}
 */
public record WorkerInfo(String version, String dialect, long pid, String confinement) {

  public WorkerInfo {
    Checks.name(version, "version");
    Checks.name(dialect, "dialect");
    Checks.notNegative(pid, "pid");
    Checks.name(confinement, "confinement");
  }

  /** @return {@code {"version", "dialect", "pid", "confinement"}} */
  public JsonObject toJson() {
    return new JsonObject().put("version", version).put("dialect", dialect).put("pid", pid)
        .put("confinement", confinement);
  }
}
