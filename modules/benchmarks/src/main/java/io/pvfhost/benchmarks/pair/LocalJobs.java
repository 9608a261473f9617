package io.pvfhost.benchmarks.pair;

import io.pvfhost.api.PvfClient;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;

/** Asks for jobs at the other node, which run there as well, when this node says so. */
public final class LocalJobs extends VerticleBase {

  private static final String ADDRESS = "bench.local-jobs";
  private static final int FAILED = 1;
  private static final long LIMIT_MILLIS = 300_000;

  private final String host;
  private PvfClient client;

  /**
   * @param host name of the host that is to run the jobs
   */
  LocalJobs(String host) {
    this.host = host;
  }

  @Override
  public Future<?> start() {
    client = PvfClient.create(vertx);
    return vertx.eventBus().consumer(ADDRESS, this::onOrder).completion();
  }

  private void onOrder(Message<Buffer> order) {
    JobSequence.run(client, host, order.body().getInt(0), order.body().getInt(Integer.BYTES)).onComplete(nanos -> {
      Buffer answer = Buffer.buffer();
      for (long each : nanos) {
        answer.appendLong(each);
      }
      order.reply(answer);
    }, failure -> order.fail(FAILED, failure.toString()));
  }

  /** {@link JobSequence#run} at the other node. */
  public static Future<long[]> order(Vertx vertx, int bytes, int jobs) {
    return vertx.eventBus().<Buffer>request(ADDRESS, Buffer.buffer().appendInt(bytes).appendInt(jobs),
        new DeliveryOptions().setSendTimeout(LIMIT_MILLIS)).map(answer -> {
          long[] nanos = new long[jobs];
          for (int i = 0; i < jobs; i++) {
            nanos[i] = answer.body().getLong(i * Long.BYTES);
          }
          return nanos;
        });
  }
}
