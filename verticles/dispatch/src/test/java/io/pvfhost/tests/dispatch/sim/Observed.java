package io.pvfhost.tests.dispatch.sim;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.vertx.core.AsyncResult;

import java.util.ArrayList;
import java.util.List;

/** A job and every answer that it got. */
public final class Observed {

  private final ExecuteRequest request;
  private final long begun;
  private final SimTime time;
  private final List<AsyncResult<ExecuteReply>> answers = new ArrayList<>();
  private long ended;

  private Observed(ExecuteRequest request, SimTime time) {
    this.request = request;
    this.time = time;
    this.begun = time.nanos();
  }

  /** Gives a job to a requester. */
  public static Observed job(SimRequester requester, SimTime time, ExecuteRequest request) {
    Observed job = new Observed(request, time);
    requester.execute(request).onComplete(job::answered);
    return job;
  }

  private void answered(AsyncResult<ExecuteReply> answer) {
    answers.add(answer);
    ended = time.nanos();
  }

  /** Every answer; one is right. */
  public List<AsyncResult<ExecuteReply>> answers() {
    return answers;
  }

  /** The answer. */
  public AsyncResult<ExecuteReply> answer() {
    return answers.get(0);
  }

  /** Nanoseconds from the job to its answer, beyond those that the job was given; negative when it was in time. */
  public long overdue() {
    return ended - begun - request.deadline().orElseThrow().toNanos();
  }

  @Override
  public String toString() {
    return request + ": " + answers;
  }
}
