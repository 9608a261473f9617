package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Execute.Streamed;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.samples.Adder;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.tests.execute.TestNode.Reservation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.Optional;
import java.util.Random;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Block data that comes beside the event bus, after the grant. */
@Timeout(120)
class MemberStreamTest {

  private static final ValidationCode ADDER = ValidationCode.of(Sample.ADDER.code());
  private static final ValidationCode ECHO = ValidationCode.of(Sample.ECHO.code());
  private static final Bytes ADDED = Adder.block(0, 512);
  private static TestHost host;
  private static TestNode alpha;
  private static TestNode beta;
  private static ExecuteVerticle verticle;

  @BeforeAll
  static void start() throws Exception {
    host = TestHost.configure(execute -> execute.setWorkers(1).setSpares(0).setLeaseTime(3000), prepare -> { });
    host.deployPrepare();
    alpha = TestNode.open(host.vertx, "alpha");
    verticle = host.deployMember(alpha.node);
    beta = TestNode.open(host.vertx, "beta").keepAlive(alpha);
    // What comes first takes longer than what follows: no lease of a test shall end meanwhile.
    Jobs.assertAdded(beta.run(alpha, Jobs.adder().build()).reply());
    Reservation first = reserve(ADDER, ADDED.length());
    beta.send(first.granted().ticket().orElseThrow(), ADDED);
    first.release();
  }

  @AfterAll
  static void stop() throws Exception {
    host.stop();
    alpha.close();
    beta.close();
    host.close();
  }

  /** Neither memory nor a worker is lost, however the test ended. */
  @AfterEach
  void nothingIsHeld() throws Exception {
    await().until(() -> alpha.reservedBytes() == 0);
    assertEquals(1, beta.run(alpha, Jobs.adder().build()).capacity().idle());
  }

  private static ExecuteRequest withoutBlockData(ValidationCode code) {
    return Jobs.of(code, Adder.genesisHead(), Bytes.EMPTY).build();
  }

  private static Optional<Streamed> streamed(Bytes data) {
    return Optional.of(new Streamed(data.length(), sha256(data)));
  }

  private static Hash sha256(Bytes data) {
    return Hash.of(Digests.sha2_256(data.array()));
  }

  private static Reservation reserve(ValidationCode code, long bytes) {
    return beta.reserve(alpha, code.hash(), TestNode.TTL, bytes);
  }

  @Test
  void aJobRunsOnTheBlockDataThatWasStreamed() throws Exception {
    Reservation reservation = reserve(ADDER, ADDED.length());
    assertEquals(sha256(ADDED), beta.send(reservation.granted().ticket().orElseThrow(), ADDED));
    Jobs.assertAdded(TestHost.get(reservation.execute(withoutBlockData(ADDER), streamed(ADDED))).reply());
  }

  @Test
  void largeBlockDataReachesTheWorkerUnchanged() throws Exception {
    byte[] data = new byte[3 << 20];
    new Random(7).nextBytes(data);
    Bytes block = Bytes.wrap(data);
    ExecuteReply inOneMessage = beta.run(alpha, Jobs.of(ECHO, Adder.genesisHead(), block).build()).reply();
    assertOutcome(ReasonCode.OK, inOneMessage);
    Reservation reservation = reserve(ECHO, block.length());
    beta.send(reservation.granted().ticket().orElseThrow(), block);
    assertTrue(alpha.reservedBytes() >= block.length());
    assertEquals(inOneMessage.result(),
        TestHost.get(reservation.execute(withoutBlockData(ECHO), streamed(block))).reply().result());
  }

  @Test
  void otherBlockDataThanAnnouncedIsRefused() throws Exception {
    Reservation reservation = reserve(ADDER, ADDED.length());
    beta.send(reservation.granted().ticket().orElseThrow(), Adder.block(0, 513));
    long before = verticle.counters().getOrDefault("block_data_wrong", 0L);
    TestHost.refusal(FailureCode.MALFORMED, reservation.execute(withoutBlockData(ADDER), streamed(ADDED)));
    assertEquals(before + 1, verticle.counters().get("block_data_wrong"));
  }

  @Test
  void aStreamThatTheOrderDoesNotKnowOfIsRefusedAndTheOtherWayRound() throws Exception {
    Reservation reservation = reserve(ADDER, ADDED.length());
    beta.send(reservation.granted().ticket().orElseThrow(), ADDED);
    TestHost.refusal(FailureCode.MALFORMED, reservation.execute(withoutBlockData(ADDER)));
    TestHost.refusal(FailureCode.MALFORMED,
        reserve(ADDER, 0).execute(withoutBlockData(ADDER), streamed(ADDED)));
  }

  @Test
  void aStreamThatIsLateIsAwaited() throws Exception {
    Reservation reservation = reserve(ADDER, ADDED.length());
    var answer = reservation.execute(withoutBlockData(ADDER), streamed(ADDED));
    beta.send(reservation.granted().ticket().orElseThrow(), ADDED);
    Jobs.assertAdded(TestHost.get(answer).reply());
  }

  @Test
  void aStreamThatNeverComesEndsTheJob() throws Exception {
    Reservation reservation = reserve(ADDER, ADDED.length());
    TestHost.refusal(FailureCode.UNAVAILABLE, reservation.execute(withoutBlockData(ADDER), streamed(ADDED)));
  }

  @Test
  void theMemoryOfAReservationThatIsNotUsedIsGivenBack() throws Exception {
    Reservation unused = reserve(ADDER, ADDED.length());
    beta.send(unused.granted().ticket().orElseThrow(), ADDED);
    await().until(() -> alpha.reservedBytes() == 0);
    Reservation released = reserve(ADDER, ADDED.length());
    beta.send(released.granted().ticket().orElseThrow(), ADDED);
    released.release();
  }

  @Test
  void theMemoryOfAWithdrawnJobIsGivenBack() throws Exception {
    ValidationCode endless = Jobs.endless().build().code();
    Reservation reservation = reserve(endless, ADDED.length());
    beta.send(reservation.granted().ticket().orElseThrow(), ADDED);
    var answer = reservation.execute(withoutBlockData(endless), streamed(ADDED));
    host.workerWithJob();
    reservation.cancel();
    assertOutcome(ReasonCode.CANCELLED, TestHost.get(answer).reply());
  }

  @Test
  void blockDataAboveTheLimitOfTheChainIsInvalidWithoutAWorker() throws Exception {
    Reservation reservation = reserve(ADDER, ADDED.length());
    beta.send(reservation.granted().ticket().orElseThrow(), ADDED);
    ExecuteRequest limited = ExecuteRequest.builder(ADDER,
        new PersistedValidationData(Adder.genesisHead(), 1, Hash.ZERO, ADDED.length()), new PoV(Bytes.EMPTY)).build();
    assertOutcome(ReasonCode.PARAMS_TOO_LARGE, TestHost.get(reservation.execute(limited, streamed(ADDED))).reply());
  }
}
