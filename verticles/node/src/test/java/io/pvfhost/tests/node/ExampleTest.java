package io.pvfhost.tests.node;

import examples.ValidatingVerticle;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.StatusReply;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ExampleTest {

  @Test
  void theExampleOfTheReadmeValidatesABlock() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try {
      vertx.deployVerticle(new PrepareVerticle(new PrepareOptions())).await();
      vertx.deployVerticle(new ExecuteVerticle(new ExecuteOptions().setWorkers(1))).await();
      vertx.deployVerticle(new ValidatingVerticle()).await();
      assertEquals(new StatusReply.Jobs(1, 0, 0), PvfClient.create(vertx).status().await().jobs());
    } finally {
      vertx.close().await();
    }
  }
}
