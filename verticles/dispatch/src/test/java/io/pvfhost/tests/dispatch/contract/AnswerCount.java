package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.PvfAddresses;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryContext;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import static io.pvfhost.tests.dispatch.contract.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Counts what is sent back for each job that a client sends: the client itself would not notice a second answer, for
 * nobody listens any more.
 */
final class AnswerCount {

  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

  AnswerCount(Vertx vertx) {
    Handler<DeliveryContext<Object>> watch = this::watch;
    vertx.eventBus().addOutboundInterceptor(watch);
  }

  private void watch(DeliveryContext<Object> sending) {
    String address = sending.message().address();
    AtomicInteger count = answers.get(address);
    if (count != null) {
      count.incrementAndGet();
    } else if (PvfAddresses.EXECUTE.equals(address)) {
      answers.put(sending.message().replyAddress(), new AtomicInteger());
    }
    sending.next();
  }

  /** Checks that every job sent since the last check has been answered, and once only. */
  void checkAndForget() {
    Collection<AtomicInteger> counts = answers.values();
    try {
      await("an answer for each job").until(() -> counts.stream().allMatch(count -> count.get() > 0));
      counts.forEach(count -> assertEquals(1, count.get(), "answers of one job"));
    } finally {
      answers.clear();
    }
  }
}
