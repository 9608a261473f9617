package io.pvfhost.tests.node;

import io.pvfhost.api.PvfClient;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.LoadOptions;
import io.pvfhost.node.load.LoadReport;
import io.pvfhost.node.load.LoadRun;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The standard mix on a real host: what the models say is what workers answer. */
class LoadLocalTest {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  @Test
  void aHostAnswersEveryJobOfTheStandardMixRight() throws Exception {
    vertx.deployVerticle(new PrepareVerticle(new PrepareOptions()))
        .compose(id -> vertx.deployVerticle(new ExecuteVerticle(new ExecuteOptions().setWorkers(2).setHostId("one"))))
        .await(60, TimeUnit.SECONDS);
    LoadOptions options = new LoadOptions(300, 16, 1, LoadOptions.DEFAULT_DEADLINE, LoadOptions.DEFAULT_MARGIN);
    LoadReport report = new LoadRun(PvfClient.create(vertx)::execute, LoadMix.standard(), options,
        (ended, wrong, none) -> { }).run();
    assertTrue(report.isRight(), report.toText());
    assertEquals(Map.of("one", options.jobs()), report.hosts());
    assertEquals(options.jobs(), report.attempts());
    assertEquals(5, report.kinds().size());
  }
}
