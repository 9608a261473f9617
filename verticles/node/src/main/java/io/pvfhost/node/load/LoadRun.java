package io.pvfhost.node.load;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.vertx.core.Future;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Sends the jobs of a load, so many in flight, and judges the answers. All state belongs to the thread that calls
 * {@link #run}, which is none of Vert.x: answers come to it through a queue that holds at most one for each job in
 * flight.
 *
 * <p>A job refused as {@link FailureCode#OVERLOADED} is sent again after a pause, as long as its deadline allows, and
 * the refusal is counted. Every other failure ends the job without a verdict, as does the lack of an answer: each job
 * ends at its deadline and the margin at the latest, whatever becomes of the hosts.
 */
public final class LoadRun {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final int MOST_DOUBLINGS = 6;
  private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Function<ExecuteRequest, Future<ExecuteReply>> hosts;
  private final LoadMix mix;
  private final LoadOptions options;
  private final LoadObserver observer;
  private final LoadTally tally;
  /** Makes job ids unique among runs with the same seed. */
  private final String prefix = "load-" + UUID.randomUUID() + "-";
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  /** Jobs that have not ended, eldest first, which is the order of their deadlines. */
  private final Set<Running> running = new LinkedHashSet<>();
  private final PriorityQueue<Running> pausing = new PriorityQueue<>(Comparator.comparingLong(job -> job.resendAt));
  private int started;

  /**
   * @param hosts sends a job; may be called again for the same job
   * @param mix what the jobs are
   * @param options how many, how fast
   * @param observer is told how it goes
   */
  public LoadRun(Function<ExecuteRequest, Future<ExecuteReply>> hosts, LoadMix mix, LoadOptions options,
      LoadObserver observer) {
    this.hosts = hosts;
    this.mix = mix;
    this.options = options;
    this.observer = observer;
    this.tally = new LoadTally(options);
  }

  /** A job between its first sending and its end. */
  private static final class Running {

    private final String id;
    private final LoadJob job;
    private final long since;
    private final long deadline;
    private int refusals;
    private long resendAt;

    Running(String id, LoadJob job, long since, long deadline) {
      this.id = id;
      this.job = job;
      this.since = since;
      this.deadline = deadline;
    }
  }

  /** What became of one sending; exactly one of reply and failure is there. */
  private record Answer(Running to, ExecuteReply reply, Throwable failure, long at) {
  }

  /**
   * Runs the load. May be called once.
   *
   * @return what came of it
   * @throws InterruptedException if the thread is interrupted; answers to come are of no interest then
   */
  public LoadReport run() throws InterruptedException {
    tally.begin(System.nanoTime());
    while (started < options.jobs() || !running.isEmpty()) {
      startWhatFits();
      take();
      long now = System.nanoTime();
      resend(now);
      giveUp(now);
    }
    return tally.report(System.nanoTime());
  }

  private void startWhatFits() {
    while (started < options.jobs() && running.size() < options.concurrency()) {
      LoadJob job = mix.job(options.seed(), started);
      long now = System.nanoTime();
      Running next = new Running(prefix + started, job, now, now + options.deadline().toNanos());
      started++;
      running.add(next);
      send(next, now);
    }
  }

  private void send(Running job, long now) {
    ExecuteRequest request = job.job.request().toBuilder().jobId(job.id)
        .deadline(Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), job.deadline - now))).build();
    hosts.apply(request).onComplete(
        reply -> answers.add(new Answer(job, reply, null, System.nanoTime())),
        failure -> answers.add(new Answer(job, null, failure, System.nanoTime())));
  }

  /** Waits for an answer or the next thing due, and takes all answers there are. */
  private void take() throws InterruptedException {
    Answer answer = answers.poll(timeToWait(), TimeUnit.NANOSECONDS);
    if (answer == null) {
      tell();
    }
    while (answer != null) {
      take(answer);
      answer = answers.poll();
    }
  }

  private long timeToWait() {
    long now = System.nanoTime();
    long wait = TICK_NANOS;
    if (!pausing.isEmpty()) {
      wait = Math.min(wait, pausing.peek().resendAt - now);
    }
    if (!running.isEmpty()) {
      wait = Math.min(wait, endOf(running.iterator().next()) - now);
    }
    return Math.max(0, wait);
  }

  private void take(Answer answer) {
    if (!running.contains(answer.to)) {
      tally.late();
    } else if (answer.reply != null) {
      tally.answered(answer.to.job, answer.reply, answer.at - answer.to.since);
      end(answer.to);
    } else {
      failed(answer.to, PvfException.of(answer.failure), answer.at);
    }
  }

  private void failed(Running job, PvfException failure, long now) {
    if (failure.code() == FailureCode.OVERLOADED) {
      tally.overloaded();
      long pause = FIRST_PAUSE.toNanos() << Math.min(job.refusals, MOST_DOUBLINGS);
      job.refusals++;
      job.resendAt = now + pause;
      if (job.resendAt < job.deadline) {
        pausing.add(job);
        return;
      }
    }
    tally.failed(job.job, failure);
    end(job);
  }

  private void resend(long now) {
    while (!pausing.isEmpty() && pausing.peek().resendAt <= now) {
      send(pausing.remove(), now);
    }
  }

  private void giveUp(long now) {
    for (Iterator<Running> eldest = running.iterator(); eldest.hasNext(); ) {
      Running job = eldest.next();
      if (endOf(job) > now) {
        return;
      }
      eldest.remove();
      tally.unanswered(job.job);
      tell();
    }
  }

  private long endOf(Running job) {
    return job.deadline + options.margin().toNanos();
  }

  private void end(Running job) {
    running.remove(job);
    tell();
  }

  private void tell() {
    observer.progress(tally.ended(), tally.wrong(), tally.none());
  }
}
