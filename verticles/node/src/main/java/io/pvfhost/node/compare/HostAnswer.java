package io.pvfhost.node.compare;

import io.pvfhost.api.ExecuteReply;
import io.vertx.core.json.JsonObject;

import java.util.Objects;

/**
 * What one host answered.
 *
 * @param host its name
 * @param reply its answer; where there was none, the reply form of why
 */
public record HostAnswer(String host, ExecuteReply reply) {

  public HostAnswer {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(reply, "reply");
  }

  /** Whether two hosts say the same: verdict, reason, and every field of the result. */
  boolean agreesWith(HostAnswer other) {
    return reply.reason().code() == other.reply.reason().code() && reply.result().equals(other.reply.result());
  }

  JsonObject toJson() {
    return reply.toJson().put("host", host);
  }
}
