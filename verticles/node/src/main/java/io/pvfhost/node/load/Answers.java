package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteReply;

/** Answers in a few words. */
final class Answers {

  private Answers() {
  }

  static String describe(ExecuteReply reply) {
    String text = reply.verdict().wireName() + ", " + reply.reason().code().wireName();
    if (!reply.reason().message().isEmpty()) {
      text += " (" + reply.reason().message() + ")";
    }
    return text + reply.result().map(result -> " with head 0x" + result.headData().toHex()).orElse("");
  }
}
