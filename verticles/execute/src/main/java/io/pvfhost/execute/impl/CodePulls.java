package io.pvfhost.execute.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.ClusterNode;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.ReceivedStream;
import io.pvfhost.host.HostLoop;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Gets validation code that a host does not have from nodes that do, each code at most once at a time: whoever needs
 * code that is on its way shares it.
 *
 * <p>Asked in turn, until one gives it, are the requesters of the jobs that need it, for they should have what they
 * ask to be run, and then the hosts that say that they have it. What comes is checked against its hash. Owned by one
 * loop.
 */
final class CodePulls {

  private static final Logger LOG = LoggerFactory.getLogger(CodePulls.class);
  /** How long a node may take to say how large some code is. */
  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
  /** How long a stream of code may stand still. */
  private static final Duration STALL_LIMIT = Duration.ofSeconds(2);
  /** How long a node may take to send code, however steadily it comes. */
  private static final Duration TRANSFER_LIMIT = Duration.ofSeconds(30);

  private final HostLoop loop;
  private final ClusterNode node;
  private final CodeCache cache;
  private final PeerView peers;
  private final Counters counters;
  private final Map<Hash, Pull> running = new HashMap<>();

  CodePulls(HostLoop loop, ClusterNode node, CodeCache cache, PeerView peers, Counters counters) {
    this.loop = loop;
    this.node = node;
    this.cache = cache;
    this.peers = peers;
    this.counters = counters;
  }

  /** A node in the role in which it is asked. */
  private record Source(PeerRole role, UUID node) {
  }

  private static final class Pull {
    private final Hash code;
    private final Promise<ValidationCode> done;
    private final Deque<UUID> requesters = new ArrayDeque<>();
    private final Set<Source> asked = new HashSet<>();

    Pull(Hash code, Promise<ValidationCode> done) {
      this.code = code;
      this.done = done;
    }
  }

  /**
   * The code with its bytes, from the cache or from another node.
   *
   * @param requester of the job that needs it
   * @return fails with CODE_UNKNOWN when no node that was asked has given it, OVERLOADED when there is no memory for it
   */
  Future<ValidationCode> fetch(Hash code, UUID requester) {
    Pull shared = running.get(code);
    if (shared != null) {
      shared.requesters.add(requester);
      return shared.done.future();
    }
    Pull pull = new Pull(code, loop.promise());
    pull.requesters.add(requester);
    running.put(code, pull);
    pull.done.future().onComplete(done -> running.remove(code));
    cache.get(code).onComplete(cached -> {
      if (cached.succeeded() && cached.result().isPresent()) {
        pull.done.complete(cached.result().get());
      } else {
        askNext(pull);
      }
    });
    return pull.done.future();
  }

  private void askNext(Pull pull) {
    Optional<Source> next = next(pull);
    if (next.isEmpty()) {
      counters.add("code_not_found");
      pull.done.fail(new PvfException(FailureCode.CODE_UNKNOWN, "no artifact here for code " + pull.code
          + ", and none of " + pull.asked.size() + " nodes asked has given the code"));
      return;
    }
    Source source = next.get();
    pull.asked.add(source);
    pull(pull.code, source).onComplete(
        code -> {
          counters.add("code_pulled");
          // Before those who wait: what they do next finds it in the cache.
          cache.put(code);
          pull.done.complete(code);
        },
        failure -> onFailure(pull, source, PvfException.of(failure)));
  }

  private void onFailure(Pull pull, Source source, PvfException failure) {
    LOG.debug("code {} was not got from {}: {}", pull.code, source, failure.getMessage());
    if (failure.code() == FailureCode.OVERLOADED) {
      pull.done.fail(failure);
    } else {
      askNext(pull);
    }
  }

  private Optional<Source> next(Pull pull) {
    while (!pull.requesters.isEmpty()) {
      Source requester = new Source(PeerRole.REQUESTER, pull.requesters.poll());
      if (!pull.asked.contains(requester)) {
        return Optional.of(requester);
      }
    }
    return peers.holders(pull.code).stream()
        .filter(host -> !host.equals(node.identity().id()))
        .map(host -> new Source(PeerRole.HOST, host))
        .filter(host -> !pull.asked.contains(host))
        .findFirst();
  }

  private Future<ValidationCode> pull(Hash code, Source source) {
    return node.bus().codeLength(source.role(), source.node(), code, CALL_LIMIT).compose(length -> {
      if (length <= 0 || length > PvfLimits.MAX_CODE_BYTES) {
        return Future.failedFuture(new PvfException(FailureCode.TOO_LARGE, "validation code: " + length
            + " bytes, limit " + PvfLimits.MAX_CODE_BYTES));
      }
      return receive(code, source, length);
    });
  }

  private Future<ValidationCode> receive(Hash code, Source source, long length) {
    InboundStream stream = node.streams().expect(length, STALL_LIMIT);
    Promise<ValidationCode> outcome = loop.promise();
    stream.received().compose(content -> loop.blocking(() -> check(code, content)))
        .onComplete(outcome::tryComplete, outcome::tryFail);
    node.bus().sendCode(source.role(), source.node(), new CodeTransfer(code, stream.ticket()), TRANSFER_LIMIT)
        .onFailure(failure -> {
          stream.cancel();
          outcome.tryFail(failure);
        });
    return outcome.future();
  }

  /** Blocking. */
  private ValidationCode check(Hash code, ReceivedStream content) {
    ValidationCode received;
    try {
      received = ValidationCode.of(content.copy());
    } finally {
      content.release();
    }
    if (!received.hash().equals(code)) {
      counters.add("code_wrong");
      throw new PvfException(FailureCode.MALFORMED, "what was sent as code " + code + " is " + received.hash());
    }
    return received;
  }
}
