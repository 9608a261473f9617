package io.pvfhost.tests.api;

import io.pvfhost.api.ApiCodecs;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static io.pvfhost.tests.api.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertSame;

/** Within one JVM, with the codecs as they are. */
class PvfClientLocalTest extends PvfClientContract {

  @Override
  void prepareBus(Vertx vertx) {
    ApiCodecs.register(vertx);
    ApiCodecs.register(vertx);
  }

  @Test
  void requestAndReplyTravelByReference() throws Exception {
    ExecuteReply reply = Messages.valid("job-1");
    serve(PvfAddresses.EXECUTE, ExecuteRequest.class, request -> Future.succeededFuture(reply));
    ExecuteRequest request = Messages.request().deadline(Duration.ofSeconds(30)).build();
    assertSame(reply, await(client.execute(request)));
    assertSame(request, received.get(0));
  }
}
