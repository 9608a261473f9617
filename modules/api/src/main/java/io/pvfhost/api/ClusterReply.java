package io.pvfhost.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Objects;

/**
 * The cluster as one node sees it at one moment.
 *
 * @param self name of the node that answers
 * @param hosts all hosts that it knows
 * @param dispatch its own dispatcher
 */
public record ClusterReply(String self, List<HostReport> hosts, DispatchReport dispatch) {

  public ClusterReply {
    Checks.name(self, "self");
    hosts = Checks.atMost(PvfLimits.MAX_HOSTS, hosts, "hosts");
    Objects.requireNonNull(dispatch, "dispatch");
  }

  /** @return all components by name */
  public JsonObject toJson() {
    return new JsonObject()
        .put("self", self)
        .put("hosts", new JsonArray(hosts.stream().map(HostReport::toJson).toList()))
        .put("dispatch", dispatch.toJson());
  }
}
