package io.pvfhost.host;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.pvfhost.host.SpawnException.Step;
import io.pvfhost.host.impl.Rendezvous;
import io.pvfhost.host.impl.Trees;
import io.pvfhost.host.impl.WorkerChannel;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.wire.Dialect;
import io.pvfhost.wire.ExecuteHandshake;
import io.pvfhost.wire.Payload;
import io.pvfhost.wire.SecurityStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * One start of one worker, from nothing to idle. On failure everything that it made is gone before the future fails.
 */
final class WorkerStart {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MAX_TRIES = 50;

  private final HostLoop loop;
  private final WorkerSpawner spawner;
  private final WorkerHostOptions options;
  private final WorkerProgram program;
  private final ExecutorParams params;
  private WorkerDir dir;
  private Path socket;
  private Rendezvous rendezvous;
  private WorkerHandle handle;

  WorkerStart(HostLoop loop, WorkerSpawner spawner, WorkerHostOptions options, WorkerProgram program,
      ExecutorParams params) {
    this.loop = loop;
    this.spawner = spawner;
    this.options = options;
    this.program = program;
    this.params = params;
  }

  Future<IdleWorker> run() {
    return makePlaces()
        .compose(made -> bind())
        .compose(bound -> startProcess())
        .compose(process -> awaitConnection(process))
        .compose(this::shakeHands)
        .transform(this::tidy);
  }

  private Future<Void> makePlaces() {
    return loop.<Void>blocking(() -> {
      Files.createDirectories(options.socketDirectory());
      socket = freeSocketPath();
      dir = WorkerDir.create(options.cacheDirectory(), program.kind());
      return null;
    }).recover(e -> failed(Step.WORKER_DIR, "cannot make a worker directory in " + options.cacheDirectory()
        + " or a socket in " + options.socketDirectory(), e));
  }

  private Path freeSocketPath() throws IOException {
    for (int attempt = 0; attempt < MAX_TRIES; attempt++) {
      Path path = options.socketDirectory().resolve(
          "pvf-host-" + program.kind().word() + "-" + Trees.randomName(RANDOM, 10));
      int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
      if (bytes > WorkerHostOptions.MAX_SOCKET_PATH_BYTES) {
        throw new IOException("the socket path " + path + " has " + bytes + " bytes, at most "
            + WorkerHostOptions.MAX_SOCKET_PATH_BYTES + " are possible: choose a shorter socket directory");
      }
      if (Files.notExists(path)) {
        return path;
      }
    }
    throw new IOException("no free socket name after " + MAX_TRIES + " tries");
  }

  private Future<Void> bind() {
    return Rendezvous.bind(loop, socket).<Void>map(bound -> {
      rendezvous = bound;
      return null;
    }).recover(e -> failed(Step.BIND, "cannot bind " + socket, e));
  }

  private Future<WorkerProcess> startProcess() {
    WorkerLaunch launch = new WorkerLaunch(program, socket, dir.path());
    return loop.blocking(() -> spawner.spawn(launch))
        .recover(e -> failed(Step.PROCESS, "cannot start " + program.command().get(0), e));
  }

  private Future<Channel> awaitConnection(WorkerProcess process) {
    handle = new WorkerHandle(loop, program, params, process, spawner.confinement(), dir);
    Promise<Channel> first = loop.promise();
    long timer = loop.timer(options.acceptTimeout(), () -> first.tryFail(new SpawnException(Step.ACCEPT_TIMEOUT,
        program.command().get(0) + " did not connect within " + options.acceptTimeout().toMillis() + " ms", null)));
    handle.exit().onSuccess(exit -> first.tryFail(new SpawnException(Step.EXITED, program.command().get(0) + " "
        + exit.describe() + " before it connected; its last output: " + exit.lastOutput(), null)));
    rendezvous.worker().onSuccess(first::tryComplete);
    rendezvous.expect(process.pid());
    return first.future().onComplete(any -> loop.cancelTimer(timer));
  }

  private Future<IdleWorker> shakeHands(Channel accepted) {
    WorkerChannel channel = WorkerChannel.open(loop, accepted, options.maxFrameBytes(), handle.owner());
    handle.attach(channel);
    Promise<IdleWorker> done = loop.promise();
    ChannelFuture sent = channel.send(handshake().stream().map(Payload::of).toList(), Unpooled.EMPTY_BUFFER);
    sent.addListener(result -> loop.run(() -> {
      if (result.isSuccess()) {
        done.tryComplete(new IdleWorker(handle));
      } else {
        done.tryFail(result.cause());
      }
    }));
    handle.ended().onSuccess(end -> done.tryFail(new IOException(end.reason())));
    return done.future().recover(e -> failed(Step.HANDSHAKE, "cannot send the handshake to " + handle, e));
  }

  private List<byte[]> handshake() {
    Dialect dialect = program.dialect();
    List<byte[]> frames = new ArrayList<>();
    frames.add(dialect.encodeSecurityStatus(SecurityStatus.NONE));
    if (program.kind() == WorkerKind.EXECUTE) {
      frames.add(dialect.encodeExecuteHandshake(new ExecuteHandshake(params)));
    }
    return frames;
  }

  /** Removes what is not needed any more: the rendezvous in any case, and everything else after a failure. */
  private Future<IdleWorker> tidy(AsyncResult<IdleWorker> result) {
    if (rendezvous != null) {
      rendezvous.close();
    }
    Future<?> gone = result.succeeded() || handle == null ? loop.succeeded(null) : handle.kill();
    return gone.compose(any -> loop.blocking(() -> {
      if (socket != null) {
        Files.deleteIfExists(socket);
      }
      if (result.failed() && handle == null && dir != null) {
        dir.delete();
      }
      return null;
    })).transform(removed -> result.succeeded()
        ? loop.succeeded(result.result())
        : Future.failedFuture(result.cause()));
  }

  private static <T> Future<T> failed(Step step, String what, Throwable cause) {
    return Future.failedFuture(new SpawnException(step, what + ": " + cause.getMessage(), cause));
  }
}
