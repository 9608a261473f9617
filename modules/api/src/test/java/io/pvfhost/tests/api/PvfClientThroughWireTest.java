package io.pvfhost.tests.api;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

import static io.pvfhost.tests.api.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

/** With every message carried through its bytes. */
class PvfClientThroughWireTest extends PvfClientContract {

  @Override
  void prepareBus(Vertx vertx) {
    ThroughWire.register(vertx);
  }

  @Test
  void requestAndReplyAreCopies() throws Exception {
    ExecuteReply reply = Messages.valid("job-1");
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request -> Future.succeededFuture(reply));
    ExecuteReply answer = await(client.execute(Messages.request().build()));
    assertEquals(reply, answer);
    assertNotSame(reply, answer);
  }
}
