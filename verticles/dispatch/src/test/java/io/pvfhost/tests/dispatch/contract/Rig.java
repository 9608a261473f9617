package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.api.ClusterReply;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.HostReport;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.StatusReply;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.dispatch.core.DispatchStats;
import io.vertx.core.Future;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import static io.pvfhost.tests.dispatch.contract.Awaits.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * A requester without workers, {@code alpha}, and two hosts of one worker each, {@code beta} and {@code gamma}. Gamma's
 * node is also used as a second requester.
 */
final class Rig implements AutoCloseable {

  private static final Duration STATUS_LIMIT = Duration.ofSeconds(30);

  final Setting setting;
  final Setting.Node alpha;
  final ContractHost beta;
  final ContractHost gamma;
  final Peer peer;
  final PvfClient client;
  private final Path sockets;
  private final AnswerCount answers;
  private DispatchVerticle dispatch;
  private String dispatchId;
  private boolean isDefault;

  Rig(Setting setting, Path dir) throws Exception {
    this.setting = setting;
    // Not below the test's directory: the path of a socket is limited to some hundred bytes.
    this.sockets = Files.createTempDirectory(Path.of("/tmp"), "pvf-test");
    this.alpha = setting.open("alpha");
    this.beta = new ContractHost(setting.open("beta"), dir, sockets);
    this.gamma = new ContractHost(setting.open("gamma"), dir, sockets);
    this.peer = new Peer(gamma.node, beta.node, gamma.node);
    this.client = PvfClient.create(alpha.vertx());
    this.answers = new AnswerCount(alpha.vertx());
    Awaits.get(ContractHost.deployPrepare(beta.node.vertx(), dir, "beta", sockets));
    if (gamma.node.vertx() != beta.node.vertx()) {
      Awaits.get(ContractHost.deployPrepare(gamma.node.vertx(), dir, "gamma", sockets));
    }
    beta.start();
    gamma.start();
    dispatchByDefault();
  }

  /** Deploys a dispatcher in place of the one that is there, and awaits that it knows both hosts. */
  void dispatch(Consumer<DispatchOptions> change) throws Exception {
    dispatchWithoutHosts(change);
    awaitIdle("beta", "gamma");
  }

  /** Deploys a dispatcher in place of the one that is there. */
  void dispatchWithoutHosts(Consumer<DispatchOptions> change) throws Exception {
    Awaits.get(stopDispatch());
    DispatchOptions options = new DispatchOptions();
    change.accept(options);
    dispatch = new DispatchVerticle(options, alpha.cluster());
    dispatchId = Awaits.get(alpha.vertx().deployVerticle(dispatch));
    isDefault = false;
  }

  private void dispatchByDefault() throws Exception {
    dispatch(options -> { });
    isDefault = true;
  }

  Future<Void> stopDispatch() {
    String id = dispatchId;
    dispatchId = null;
    return id == null ? Future.succeededFuture() : alpha.vertx().undeploy(id);
  }

  DispatchStats stats() {
    return dispatch.stats();
  }

  Future<ExecuteReply> send(ExecuteRequest.Builder request) {
    return client.execute(request.build());
  }

  ExecuteReply run(ExecuteRequest.Builder request) throws Exception {
    return Awaits.get(send(request));
  }

  /** What a host itself says. */
  StatusReply status(ContractHost host) throws Exception {
    return Awaits.get(alpha.cluster().bus().status(host.node.cluster().identity().id(), STATUS_LIMIT));
  }

  /** Waits until the requester knows of just these hosts that take jobs, and that their workers are idle. */
  void awaitIdle(String... names) {
    await("idle: " + List.of(names)).until(() -> {
      ClusterReply cluster = Awaits.get(client.cluster());
      return cluster.hosts().stream().filter(host -> host.state().equals("alive") && host.idle() == 1)
          .map(HostReport::name).toList().equals(List.of(names));
    });
  }

  /** Every job has its one answer, every worker, every probe and all memory is given back; all is as at the start. */
  void awaitAndCheckQuiet() throws Exception {
    peer.releaseAll();
    answers.checkAndForget();
    await("streams").until(() -> alpha.cluster().streams().reservedBytes() == 0
        && beta.node.cluster().streams().reservedBytes() == 0 && gamma.node.cluster().streams().reservedBytes() == 0);
    if (dispatchId == null || !isDefault) {
      dispatchByDefault();
    } else {
      awaitIdle("beta", "gamma");
    }
    DispatchStats stats = stats();
    assertEquals(0, stats.outstanding());
    assertEquals(0, stats.waiting());
    assertEquals(0, stats.bytes());
    assertEquals(stats.accepted(), stats.answered());
    await("probes").until(() -> stats().probesParked() == 0);
  }

  @Override
  public void close() throws Exception {
    peer.close();
    Awaits.get(stopDispatch());
    Awaits.get(beta.stop());
    Awaits.get(gamma.stop());
    setting.close();
    await("workers").until(() -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    Files.delete(sockets);
  }
}
