package io.pvfhost.api.impl;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ClusterRequest;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareReply;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfClientOptions;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.StatusRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The client: checks sizes before sending, bounds what is outstanding, and turns every failure into a {@link
 * PvfException}.
 */
public final class PvfClientImpl implements PvfClient {

  private final EventBus eventBus;
  private final PvfClientOptions options;
  private final AtomicInteger outstanding = new AtomicInteger();

  public PvfClientImpl(Vertx vertx, PvfClientOptions options) {
    ApiCodecs.register(vertx);
    this.eventBus = vertx.eventBus();
    this.options = new PvfClientOptions(options);
  }

  @Override
  public Future<ExecuteReply> execute(ExecuteRequest request) {
    try {
      request.validate();
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
    Duration deadline = request.deadline().orElse(options.getDefaultDeadline());
    ExecuteRequest bounded = request.deadline().isPresent() ? request : request.toBuilder().deadline(deadline).build();
    return bounded(PvfAddresses.EXECUTE, bounded, deadline, ExecuteReply.class);
  }

  @Override
  public Future<PrepareReply> prepare(PrepareRequest request) {
    try {
      request.validate();
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
    Duration wallLimit = request.cpuBudget().multipliedBy(PvfLimits.WALL_CLOCK_FACTOR);
    return bounded(PvfAddresses.PREPARE, request, wallLimit, PrepareReply.class);
  }

  @Override
  public Future<PrepareReply> precheck(PrepareRequest request) {
    return prepare(request.asPrecheck());
  }

  @Override
  public Future<StatusReply> status() {
    return send(PvfAddresses.STATUS, new StatusRequest(), options.getStatusTimeout(), StatusReply.class);
  }

  @Override
  public Future<ClusterReply> cluster() {
    return send(PvfAddresses.CLUSTER, new ClusterRequest(), options.getStatusTimeout(), ClusterReply.class);
  }

  private <A> Future<A> bounded(String address, Object request, Duration limit, Class<A> answerType) {
    if (outstanding.incrementAndGet() > options.getMaxOutstanding()) {
      outstanding.decrementAndGet();
      return Future.failedFuture(new PvfException(FailureCode.OVERLOADED,
          "requests of this client outstanding: limit " + options.getMaxOutstanding() + " reached"));
    }
    return send(address, request, limit.plus(options.getReplyMargin()), answerType)
        .andThen(ended -> outstanding.decrementAndGet());
  }

  private <A> Future<A> send(String address, Object request, Duration timeout, Class<A> answerType) {
    DeliveryOptions delivery = new DeliveryOptions().setSendTimeout(atLeastOneMilli(timeout));
    return request(address, request, delivery).transform(answer -> answer.succeeded()
        ? read(address, answer.result(), answerType)
        : Future.failedFuture(typed(address, timeout, answer.cause())));
  }

  // A bus that is closed or has no codec throws; for the caller that is a failed request like any other.
  private Future<Message<Object>> request(String address, Object request, DeliveryOptions delivery) {
    try {
      return eventBus.request(address, request, delivery);
    } catch (RuntimeException notSent) {
      return Future.failedFuture(notSent);
    }
  }

  private static <A> Future<A> read(String address, Message<Object> answer, Class<A> answerType) {
    try {
      return Future.succeededFuture(answerType.cast(answer.body()));
    } catch (PvfException | ClassCastException unreadable) {
      return Future.failedFuture(new PvfException(FailureCode.HOST_FAULT,
          "answer of " + address + " cannot be read: " + unreadable.getMessage(), unreadable));
    }
  }

  private static PvfException typed(String address, Duration timeout, Throwable failure) {
    if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return new PvfException(FailureCode.UNAVAILABLE, "nobody serves " + address
          + ": no host is deployed here, or it is stopping", reply);
    }
    if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
      return new PvfException(FailureCode.DEADLINE, "no answer of " + address + " within " + timeout.toMillis()
          + " ms; the host is lost or stuck", reply);
    }
    return PvfException.of(failure);
  }

  private static long atLeastOneMilli(Duration timeout) {
    return Math.max(1, timeout.toMillis());
  }
}
