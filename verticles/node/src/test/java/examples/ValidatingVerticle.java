package examples;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.execute.ExecuteOptions;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.execute.PrepareOptions;
import io.pvfhost.execute.PrepareVerticle;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Validates a block of the adder sample when it starts. */
public final class ValidatingVerticle extends VerticleBase {

  /** A host and this verticle in one JVM. */
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    vertx.deployVerticle(new PrepareVerticle(new PrepareOptions()))
        .compose(id -> vertx.deployVerticle(new ExecuteVerticle(new ExecuteOptions().setWorkers(2))))
        .compose(id -> vertx.deployVerticle(new ValidatingVerticle()))
        .onFailure(Throwable::printStackTrace)
        .eventually(vertx::close);
  }

  @Override
  public Future<?> start() {
    ValidationCode code = ValidationCode.of(Sample.ADDER.code());
    PersistedValidationData data =
        new PersistedValidationData(Adder.genesisHead(), 1, Hash.ZERO, PvfLimits.DEFAULT_MAX_POV_SIZE);
    ExecuteRequest request = ExecuteRequest.builder(code, data, new PoV(Adder.block(0, 512))).build();
    return PvfClient.create(vertx).execute(request).onSuccess(reply -> System.out.println(switch (reply.verdict()) {
      case VALID -> "valid, the new head is 0x" + reply.result().orElseThrow().headData().toHex();
      case INVALID -> "invalid: " + reply.reason().code().wireName();
      case NONE -> "no verdict, which is no vote against it: " + reply.reason().code().wireName();
    }));
  }
}
