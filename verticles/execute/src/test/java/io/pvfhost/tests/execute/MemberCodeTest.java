package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.HostOperations;
import io.pvfhost.cluster.InboundStream;
import io.pvfhost.cluster.PeerRole;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.execute.ExecuteVerticle;
import io.pvfhost.samples.Sample;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How a host gets validation code that a job names by its hash only, and keeps it. */
@Timeout(120)
class MemberCodeTest {

  private final Bytes blob = Jobs.variant(Sample.ADDER);
  private final ValidationCode code = ValidationCode.of(blob);
  private final ExecuteRequest job = Jobs.adder(ValidationCode.ofHash(code.hash())).build();
  private TestHost host;
  private TestNode alpha;
  private TestNode beta;
  private ExecuteVerticle verticle;

  @BeforeEach
  void start() throws Exception {
    host = TestHost.configure(
        execute -> execute.setWorkers(2).setSpares(0).setCodeBytes(2 * blob.length() + 1),
        prepare -> { });
    host.deployPrepare();
    alpha = TestNode.open(host.vertx, "alpha");
    verticle = host.deployMember(alpha.node);
    beta = TestNode.open(host.vertx, "beta").asRequester().keepAlive(alpha);
  }

  @AfterEach
  void stop() throws Exception {
    await().until(() -> alpha.reservedBytes() == 0);
    host.stop();
    alpha.close();
    beta.close();
    host.close();
  }

  private long count(String name) {
    return verticle.counters().getOrDefault(name, 0L);
  }

  private Path file(Hash hash) {
    return host.cache.resolve("code").resolve(hash.toHex() + ".wasm");
  }

  private void awaitKept(Hash hash) {
    await().until(() -> Files.exists(file(hash)));
  }

  private void removeArtifacts() throws Exception {
    for (Path artifact : TestHost.entries(host.artifacts())) {
      Files.delete(artifact);
    }
  }

  @Test
  void codeIsGotFromTheRequester() throws Exception {
    beta.codes.put(code.hash(), blob);
    var first = beta.reserve(alpha, code.hash());
    assertFalse(first.granted().haveCode());
    Jobs.assertAdded(TestHost.get(first.execute(job)).reply());
    assertEquals(1, count("code_pulled"));
    awaitKept(code.hash());
    assertArrayEquals(blob.array(), Files.readAllBytes(file(code.hash())));
    var second = beta.reserve(alpha, code.hash());
    assertTrue(second.granted().haveCode());
    Jobs.assertAdded(TestHost.get(second.execute(job)).reply());
    assertEquals(1, beta.codesSent.get());
  }

  @Test
  void jobsThatNeedTheSameCodeShareOnePull() throws Exception {
    beta.codes.put(code.hash(), blob);
    Future<ExecuteAnswer> one = beta.reserve(alpha, code.hash()).execute(job);
    Future<ExecuteAnswer> other = beta.reserve(alpha, code.hash()).execute(job);
    Jobs.assertAdded(TestHost.get(one).reply());
    Jobs.assertAdded(TestHost.get(other).reply());
    assertEquals(1, beta.codesSent.get());
  }

  @Test
  void aRequesterThatSendsOtherCodeIsPassedOverForAHostThatHasIt() throws Exception {
    beta.codes.put(code.hash(), Sample.ECHO.code());
    TestNode gamma = TestNode.open(host.vertx, "gamma");
    gamma.codes.put(code.hash(), blob);
    TestHost.get(gamma.node.bus().serveHost(new CodeShelf(gamma)));
    gamma.node.bus().publish(advert(gamma));
    await().until(() -> alpha.advertOf(gamma).isPresent());
    Jobs.assertAdded(beta.run(alpha, job).reply());
    assertEquals(1, count("code_wrong"));
    assertEquals(1, count("code_pulled"));
    assertEquals(1, gamma.codesSent.get());
    gamma.close();
  }

  private Advert advert(TestNode node) {
    long prefix = Long.parseUnsignedLong(code.hash().toHex().substring(0, 16), 16);
    return new Advert(node.node.identity(), 1, 1, "1", "2603", new Capacity(1, 1, 1, 0, false, false, Duration.ZERO),
        List.of(prefix));
  }

  @Test
  void codeThatNobodyHasIsRefused() throws Exception {
    TestHost.refusal(FailureCode.CODE_UNKNOWN, beta.reserve(alpha, code.hash()).execute(job));
    assertEquals(1, count("code_not_found"));
    beta.codes.put(code.hash(), blob);
    Jobs.assertAdded(beta.run(alpha, job).reply());
  }

  @Test
  void codeThatCameWithAJobIsKeptForLaterOnesAndForOtherNodes() throws Exception {
    Jobs.assertAdded(beta.run(alpha, Jobs.adder(code).build()).reply());
    awaitKept(code.hash());
    await().until(() -> TestHost.get(beta.node.bus().codeLength(PeerRole.HOST, alpha.id(), code.hash(),
        TestNode.TTL)) == blob.length());
    InboundStream stream = beta.node.streams().expect(blob.length(), Duration.ofSeconds(10));
    TestHost.get(beta.node.bus().sendCode(PeerRole.HOST, alpha.id(), new CodeTransfer(code.hash(), stream.ticket()),
        TestNode.TTL));
    var received = TestHost.get(stream.received());
    assertEquals(blob, received.copy());
    received.release();
    TestHost.refusal(FailureCode.CODE_UNKNOWN,
        beta.node.bus().codeLength(PeerRole.HOST, alpha.id(), Hash.ZERO, TestNode.TTL));
  }

  @Test
  void keptCodeMakesAnArtifactThatWasLost() throws Exception {
    Jobs.assertAdded(beta.run(alpha, Jobs.adder(code).build()).reply());
    awaitKept(code.hash());
    removeArtifacts();
    Jobs.assertAdded(beta.run(alpha, job).reply());
    assertEquals(0, count("code_pulled"));
  }

  @Test
  void keptCodeIsThereAfterARestart() throws Exception {
    Jobs.assertAdded(beta.run(alpha, Jobs.adder(code).build()).reply());
    awaitKept(code.hash());
    TestHost.get(host.stopExecute());
    removeArtifacts();
    host.deployMember(alpha.node);
    var reservation = beta.reserve(alpha, code.hash());
    assertTrue(reservation.granted().haveCode());
    Jobs.assertAdded(TestHost.get(reservation.execute(job)).reply());
  }

  @Test
  void damagedCodeIsRemovedAndGotAgain() throws Exception {
    Jobs.assertAdded(beta.run(alpha, Jobs.adder(code).build()).reply());
    awaitKept(code.hash());
    byte[] damaged = blob.toArray();
    damaged[damaged.length - 1] ^= 1;
    Files.write(file(code.hash()), damaged);
    removeArtifacts();
    beta.codes.put(code.hash(), blob);
    Jobs.assertAdded(beta.run(alpha, job).reply());
    assertEquals(1, count("code_damaged"));
    assertEquals(1, count("code_pulled"));
    await().until(() -> blob.equals(Bytes.wrap(Files.readAllBytes(file(code.hash())))));
  }

  @Test
  void codeUsedLongestAgoMakesRoom() throws Exception {
    Bytes second = Jobs.variant(Sample.ADDER);
    Bytes third = Jobs.variant(Sample.ADDER);
    for (Bytes next : List.of(blob, second, blob, third)) {
      ValidationCode used = ValidationCode.of(next);
      Jobs.assertAdded(beta.run(alpha, Jobs.adder(used).build()).reply());
      awaitKept(used.hash());
    }
    await().until(() -> !Files.exists(file(ValidationCode.of(second).hash())));
    assertTrue(Files.exists(file(code.hash())));
    assertTrue(Files.exists(file(ValidationCode.of(third).hash())));
  }

  /** A host that does nothing but give code. */
  private record CodeShelf(TestNode node) implements HostOperations {

    @Override
    public Future<Long> codeLength(UUID from, Hash hash) {
      return node.codeLength(from, hash);
    }

    @Override
    public Future<Void> sendCode(UUID from, CodeTransfer transfer) {
      return node.sendCode(from, transfer);
    }

    @Override
    public Future<ReserveAnswer> reserve(UUID from, Reserve request) {
      return Future.failedFuture("no workers");
    }

    @Override
    public Future<ExecuteAnswer> execute(UUID from, Execute request) {
      return Future.failedFuture("no workers");
    }

    @Override
    public void release(UUID from, Release request) {
      throw new IllegalStateException("no workers");
    }

    @Override
    public void cancel(UUID from, Cancel request) {
      throw new IllegalStateException("no workers");
    }

    @Override
    public void alive(UUID from) {
      throw new IllegalStateException("no workers");
    }

    @Override
    public Future<StatusReply> status(UUID from) {
      return Future.failedFuture("no workers");
    }
  }
}
