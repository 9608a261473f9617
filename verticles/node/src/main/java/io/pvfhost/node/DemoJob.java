package io.pvfhost.node;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.scale.Bytes;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/**
 * One job of the demo and what must come out.
 *
 * @param name for people
 * @param request the job
 * @param expected reason, which decides the verdict
 * @param expectedHead head of a valid candidate
 */
record DemoJob(String name, ExecuteRequest request, ReasonCode expected, Optional<Bytes> expectedHead) {

  /** What differs from the expectation; empty if nothing does. */
  Optional<String> deviation(ExecuteReply reply) {
    if (reply.reason().code() != expected) {
      return Optional.of("expected " + expected.verdict().wireName() + ", " + expected.wireName());
    }
    Optional<Bytes> head = reply.result().map(result -> result.headData());
    if (!head.equals(expectedHead)) {
      return Optional.of("expected head 0x" + expectedHead.map(Bytes::toHex).orElse("") + ", got 0x"
          + head.map(Bytes::toHex).orElse(""));
    }
    return Optional.empty();
  }

  /** The reply with the job's name and expectation. */
  JsonObject toJson(ExecuteReply reply) {
    return new JsonObject()
        .put("job", name)
        .put("expected", new JsonObject()
            .put("verdict", expected.verdict().wireName())
            .put("reason", expected.wireName())
            .put("headData", expectedHead.map(head -> "0x" + head.toHex()).orElse(null)))
        .put("asExpected", deviation(reply).isEmpty())
        .mergeIn(reply.toJson());
  }
}
