package io.pvfhost.api;

/**
 * Event-bus addresses of a PVF host. The version is part of each address, so that two versions can be served side by
 * side while a cluster is upgraded.
 */
public final class PvfAddresses {

  /** Takes an {@link ExecuteRequest}, answers an {@link ExecuteReply}. */
  public static final String EXECUTE = "pvf.v1.execute";

  /** Takes a {@link PrepareRequest}, answers a {@link PrepareReply}; prechecking is a flag of the request. */
  public static final String PREPARE = "pvf.v1.prepare";

  /** Takes a {@link StatusRequest}, answers a {@link StatusReply}. */
  public static final String STATUS = "pvf.v1.status";

  /** Takes and answers a {@link io.vertx.core.json.JsonObject}; see {@link JsonEdge} for the operations. */
  public static final String JSON = "pvf.v1.json";

  /** Takes a {@link ClusterRequest}, answers a {@link ClusterReply}; served where a dispatcher is deployed. */
  public static final String CLUSTER = "pvf.v1.cluster";

  private PvfAddresses() {
  }
}
