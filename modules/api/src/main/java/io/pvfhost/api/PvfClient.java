package io.pvfhost.api;

import io.pvfhost.api.impl.PvfClientImpl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Sends jobs to a PVF host over the event bus. May be used from any thread; results arrive on the caller's context.
 *
 * <p>A job that was taken on ends in a reply, whatever its verdict. The future fails, always with a {@link
 * PvfException}, when the job was refused, or when no answer came: every request carries a time limit on the sending
 * side, so a lost host never leaves a future open. A failed future says nothing about the candidate.
 *
 * <pre>{@code
 * PvfClient client = PvfClient.create(vertx);
 * client.execute(request).onSuccess(reply -> {
 *   if (reply.verdict() == Verdict.VALID) {
 *     accept(reply.result().get());
 *   }
 * });
 * }</pre>
 */
public interface PvfClient {

  /**
   * @param vertx the instance whose event bus is used; the codecs are registered with it when they are not yet
   * @return a client with default options
   */
  static PvfClient create(Vertx vertx) {
    return create(vertx, new PvfClientOptions());
  }

  /**
   * @param vertx the instance whose event bus is used; the codecs are registered with it when they are not yet
   * @param options the options; copied
   * @return a client
   */
  static PvfClient create(Vertx vertx, PvfClientOptions options) {
    return new PvfClientImpl(vertx, options);
  }

  /**
   * Validates a candidate. A request without a deadline is sent with {@link PvfClientOptions#getDefaultDeadline()}.
   *
   * @param request the candidate
   * @return the outcome
   */
  Future<ExecuteReply> execute(ExecuteRequest request);

  /**
   * Prepares code, or prechecks it when the request says so.
   *
   * @param request the code
   * @return the outcome
   */
  Future<PrepareReply> prepare(PrepareRequest request);

  /**
   * Prechecks code, whether the request says so or not.
   *
   * @param request the code
   * @return the outcome; its {@link PrepareReply#precheckVerdict()} is the vote
   */
  Future<PrepareReply> precheck(PrepareRequest request);

  /** @return how the host is doing */
  Future<StatusReply> status();

  /** @return all hosts as this node's dispatcher sees them; UNAVAILABLE where there is no dispatcher */
  Future<ClusterReply> cluster();
}
