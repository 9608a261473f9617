package io.pvfhost.tests.node.campaign;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.PvfAddresses;
import io.pvfhost.api.PvfClient;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.DispatchVerticle;
import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.ClusteredVertx;
import io.pvfhost.node.load.AdderJobs;
import io.pvfhost.node.load.CpuJobs;
import io.pvfhost.node.load.InvalidJobs;
import io.pvfhost.node.load.LargeJobs;
import io.pvfhost.node.load.LoadJob;
import io.pvfhost.node.load.LoadMix;
import io.pvfhost.node.load.ResidueJobs;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryContext;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A requester without workers. First it finds out how many jobs a second the cluster does for it, by having so many in
 * flight all the time; then it sends at a share of that rate, so many in flight at most, until its standard input ends;
 * then it waits for the answers to come, and ends. Everything but the counting of answers happens on one thread.
 */
final class RequesterMain {

  /** Enough time for every job to see a host lost twice. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);
  /** Mostly computing of up to some 50 ms, so that workers are busy with jobs, not with changing between them. */
  private static final LoadMix MIX = new LoadMix(List.of(
      new LoadMix.Part(new CpuJobs(12_000_000), 70),
      new LoadMix.Part(new AdderJobs(), 10),
      new LoadMix.Part(new ResidueJobs(), 5),
      new LoadMix.Part(new InvalidJobs(), 10),
      new LoadMix.Part(new LargeJobs(LargeJobs.DEFAULT_BYTES), 5)));

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PvfClient client;
  private final PrintWriter out;
  private final long seed;
  private final int concurrency;
  private final long calibrationNanos;
  private final double share;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Map<String, Running> running = new HashMap<>();
  /** Answers that were sent for each job, by the address that they are sent to. */
  private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
  private int started;
  private int ended;
  private boolean measuring;
  private long measuredSince;
  private int endedBefore;
  /** Between two jobs; none until the rate is known. */
  private long pauseNanos;
  private long nextAt = System.nanoTime();
  private volatile boolean stopping;

  private RequesterMain(ClusteredVertx cluster, Path record, String[] args) throws IOException {
    this.client = PvfClient.create(cluster.vertx());
    this.out = new PrintWriter(Files.newBufferedWriter(record));
    this.seed = Long.parseLong(args[3]);
    this.concurrency = Integer.parseInt(args[4]);
    this.calibrationNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[5]));
    this.share = Integer.parseInt(args[6]) / 100.0;
    cluster.vertx().eventBus().addOutboundInterceptor(this::count);
  }

  private record Running(LoadJob job, long start) {
  }

  /** One of reply and failure is there. */
  private record Answer(String id, ExecuteReply reply, Throwable failure, long end) {
  }

  /** Name, members to join, file of the record, seed, jobs in flight, ms of calibration, per cent of the rate found. */
  public static void main(String[] args) throws Exception {
    ClusterOptions options = new ClusterOptions().setId(args[0]).setJoin(List.of(args[1].split(","))).setLite(true)
        .setPort(0);
    ClusteredVertx cluster = ClusteredVertx.join(new VertxOptions(), options, JOIN_LIMIT).await();
    cluster.vertx().deployVerticle(new DispatchVerticle(new DispatchOptions(), cluster.node())).await();
    RequesterMain requester = new RequesterMain(cluster, Path.of(args[2]), args);
    System.out.println("joined");
    Thread stdin = new Thread(requester::awaitEndOfInput, "input");
    stdin.setDaemon(true);
    stdin.start();
    requester.run();
    cluster.close().await();
  }

  private void awaitEndOfInput() {
    try {
      System.in.transferTo(System.out);
    } catch (IOException e) {
      System.out.println("input ended: " + e);
    }
    stopping = true;
  }

  private void count(DeliveryContext<Object> sending) {
    String address = sending.message().address();
    AtomicInteger known = sent.get(address);
    if (known != null) {
      known.incrementAndGet();
    } else if (PvfAddresses.EXECUTE.equals(address)) {
      sent.put(sending.message().replyAddress(), new AtomicInteger());
    }
    sending.next();
  }

  private void run() throws InterruptedException {
    while (!stopping || !running.isEmpty()) {
      calibrate(System.nanoTime());
      long now = System.nanoTime();
      boolean room = !stopping && running.size() < concurrency;
      if (room && now >= nextAt) {
        // What could not be sent in time for lack of room is not made up for.
        nextAt = Math.max(nextAt, now - pauseNanos) + pauseNanos;
        send();
      } else {
        take(room ? nextAt - now : POLL_NANOS);
      }
    }
    out.close();
    System.out.println("answers other than one each: "
        + sent.values().stream().filter(count -> count.get() != 1).count() + " of " + sent.size());
  }

  /** The first jobs wait for code to be prepared and for hosts to be heard of: they do not count. */
  private void calibrate(long now) {
    if (!measuring && ended >= 2 * concurrency) {
      measuring = true;
      measuredSince = now;
      endedBefore = ended;
    } else if (measuring && pauseNanos == 0 && now - measuredSince >= calibrationNanos && ended > endedBefore) {
      double perSecond = (ended - endedBefore) * 1e9 / (now - measuredSince);
      pauseNanos = (long) (1e9 / (perSecond * share));
      nextAt = now;
      System.out.printf("calibrated: %.1f jobs/s, sends %.1f%n", perSecond, perSecond * share);
    }
  }

  private void send() {
    LoadJob job = MIX.job(seed, started);
    String id = "campaign-" + seed + "-" + started;
    started++;
    running.put(id, new Running(job, System.currentTimeMillis()));
    client.execute(job.request().toBuilder().jobId(id).deadline(DEADLINE).build()).onComplete(
        reply -> answers.add(new Answer(id, reply, null, System.currentTimeMillis())),
        failure -> answers.add(new Answer(id, null, failure, System.currentTimeMillis())));
  }

  private void take(long nanos) throws InterruptedException {
    Answer answer = answers.poll(nanos, TimeUnit.NANOSECONDS);
    while (answer != null) {
      ended++;
      out.println(record(running.remove(answer.id()), answer).toLine());
      answer = answers.poll();
    }
  }

  private JobRecord record(Running job, Answer answer) {
    if (answer.reply() == null) {
      return new JobRecord(job.start(), answer.end(), JobRecord.NONE, 0, 0,
          job.job().kind() + " failed: " + answer.failure());
    }
    ExecuteReply reply = answer.reply();
    Optional<String> deviation = reply.verdict() == Verdict.NONE ? Optional.of("no verdict: " + reply)
        : job.job().expected().deviation(reply);
    String outcome = deviation.isEmpty() ? JobRecord.RIGHT
        : reply.verdict() == Verdict.NONE ? JobRecord.NONE : JobRecord.WRONG;
    return new JobRecord(job.start(), answer.end(), outcome, reply.attempts().size(),
        redispatched(reply.attempts()), deviation.map(text -> job.job().kind() + " " + text)
            .orElseGet(() -> reply.host().orElse("-")));
  }

  private static int redispatched(List<Attempt> attempts) {
    int count = 0;
    for (int i = 1; i < attempts.size(); i++) {
      Attempt before = attempts.get(i - 1);
      if (!attempts.get(i).host().equals(before.host()) || before.reason().code() == ReasonCode.HOST_LOST) {
        count++;
      }
    }
    return count;
  }
}
