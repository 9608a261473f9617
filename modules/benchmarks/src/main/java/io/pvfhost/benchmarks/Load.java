package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Asks for a number of jobs, so many at a time, from one event loop; each answer is the signal for the next request.
 * All state belongs to that loop.
 */
final class Load {

  private final BenchHost host;
  private final int jobs;
  private final IntFunction<ExecuteRequest> requests;
  private final BiConsumer<Integer, ExecuteReply> check;
  private final Latencies total;
  private final Latencies inHost;
  private final Latencies inWorker;
  private final Promise<Void> done = Promise.promise();
  private int asked;
  private int answered;

  private Load(BenchHost host, int jobs, IntFunction<ExecuteRequest> requests,
      BiConsumer<Integer, ExecuteReply> check) {
    this.host = host;
    this.jobs = jobs;
    this.requests = requests;
    this.check = check;
    this.total = new Latencies(jobs);
    this.inHost = new Latencies(jobs);
    this.inWorker = new Latencies(jobs);
  }

  /**
   * What a load took.
   *
   * @param jobs number of jobs
   * @param total from request to reply, as the asking verticle sees it
   * @param inHost the part between the grant of a worker and the end of its job, clean-up not included
   * @param inWorker CPU time of the job as the worker measures it
   * @param seconds from the first request to the last reply
   * @param hostCpuSeconds CPU time of this JVM meanwhile, the asking included
   * @param workerCpuSeconds CPU time of all worker processes meanwhile, in steps of 10 ms
   */
  record Result(int jobs, Latencies total, Latencies inHost, Latencies inWorker, double seconds, double hostCpuSeconds,
      double workerCpuSeconds) {

    double rate() {
      return jobs / seconds;
    }

    double hostCpuMillis() {
      return hostCpuSeconds * 1e3 / jobs;
    }

    double workerCpuMillis() {
      return workerCpuSeconds * 1e3 / jobs;
    }
  }

  /** Runs a load of jobs that must all be valid, and waits for its end. */
  static Result run(BenchHost host, int jobs, int inFlight, IntFunction<ExecuteRequest> requests)
      throws TimeoutException {
    return run(host, jobs, inFlight, requests, (number, reply) -> BenchHost.requireValid(reply));
  }

  /** Runs a load, gives each reply to {@code check} on the loop, and waits for its end. */
  static Result run(BenchHost host, int jobs, int inFlight, IntFunction<ExecuteRequest> requests,
      BiConsumer<Integer, ExecuteReply> check) throws TimeoutException {
    Load load = new Load(host, jobs, requests, check);
    long pid = ProcessHandle.current().pid();
    double hostCpu = cpuSeconds(pid);
    List<Long> workers = Proc.children();
    double workerCpu = workers.stream().mapToDouble(Load::cpuSeconds).sum();
    long start = System.nanoTime();
    BenchHost.await(host.loop().call(() -> load.start(inFlight)));
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Result(jobs, load.total, load.inHost, load.inWorker, seconds, cpuSeconds(pid) - hostCpu,
        workers.stream().mapToDouble(Load::cpuSeconds).sum() - workerCpu);
  }

  private static double cpuSeconds(long pid) {
    return Proc.cpuTime(pid).toNanos() / 1e9;
  }

  private Future<Void> start(int inFlight) {
    for (int i = 0; i < inFlight; i++) {
      next();
    }
    return done.future();
  }

  private void next() {
    if (asked == jobs) {
      return;
    }
    int number = asked++;
    ExecuteRequest request = requests.apply(number);
    long start = System.nanoTime();
    host.client().execute(request).onComplete(reply -> {
      total.add(System.nanoTime() - start);
      onReply(number, reply);
      next();
    }, done::tryFail);
  }

  private void onReply(int number, ExecuteReply reply) {
    inHost.add(reply.attempts().stream().mapToLong(attempt -> attempt.wallTime().toNanos()).sum());
    inWorker.add(reply.cpuTime().toNanos());
    try {
      check.accept(number, reply);
    } catch (RuntimeException wrong) {
      done.tryFail(wrong);
    }
    answered++;
    if (answered == jobs) {
      done.tryComplete();
    }
  }
}
