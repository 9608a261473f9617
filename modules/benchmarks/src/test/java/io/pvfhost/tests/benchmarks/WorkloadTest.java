package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.workload.Arrival;
import io.pvfhost.benchmarks.workload.CentralQueue;
import io.pvfhost.benchmarks.workload.Outcomes;
import io.pvfhost.benchmarks.workload.Shape;
import io.pvfhost.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The jobs that schemes are compared by, the queue they are compared with, and the counting of what became of them. */
class WorkloadTest {

  private static final long MILLI = 1_000_000;

  private static Shape shape(double load, Duration warmUp, Duration duration) {
    return new Shape(List.of(1, 2, 8), 3, load, warmUp, duration, Shape.MEAN_SERVICE, Shape.LONGEST_SERVICE, 8);
  }

  private static Workload handMade(List<Integer> workers, Arrival... arrivals) {
    Shape shape = new Shape(workers, 1, 0.5, Duration.ofMillis(2), Duration.ofSeconds(1), Shape.MEAN_SERVICE,
        Shape.LONGEST_SERVICE, 1);
    return new Workload(shape, 0, List.of(arrivals));
  }

  private static Arrival job(int number, long arrivalMillis, long serviceMillis) {
    return new Arrival(number, 0, arrivalMillis * MILLI, serviceMillis * MILLI, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.7, 0.9})
  void theWorkOffersTheAskedLoad(double load) {
    Duration time = Duration.ofMinutes(10);
    Workload workload = Workload.of(shape(load, Duration.ZERO, time), 7);
    double work = workload.arrivals().stream().mapToLong(Arrival::serviceNanos).sum();
    assertEquals(load, work / time.toNanos() / 11, load * 0.03);
  }

  @Test
  void arrivalsAreAPoissonProcess() {
    Workload workload = Workload.of(shape(0.7, Duration.ZERO, Duration.ofMinutes(10)), 7);
    double[] gaps = IntStream.range(1, workload.arrivals().size())
        .mapToDouble(i -> workload.arrivals().get(i).nanos() - workload.arrivals().get(i - 1).nanos()).toArray();
    double mean = IntStream.range(0, gaps.length).mapToDouble(i -> gaps[i]).average().orElseThrow();
    double variance = IntStream.range(0, gaps.length).mapToDouble(i -> Math.pow(gaps[i] - mean, 2)).average()
        .orElseThrow();
    assertEquals(40.0 * MILLI / 0.7 / 11, mean, mean * 0.03);
    // The deviation of an exponential time is its mean.
    assertEquals(1, Math.sqrt(variance) / mean, 0.03);
    assertTrue(IntStream.range(0, gaps.length).allMatch(i -> gaps[i] >= 0), "in order of arrival");
  }

  @Test
  void serviceTimesAreExponentialAndCut() {
    Workload workload = Workload.of(shape(0.9, Duration.ZERO, Duration.ofMinutes(10)), 3);
    List<Long> millis = workload.arrivals().stream().map(job -> job.serviceNanos() / MILLI).sorted().toList();
    assertTrue(workload.arrivals().stream().allMatch(job -> job.serviceNanos() % MILLI == 0));
    assertTrue(millis.get(0) >= 1 && millis.get(millis.size() - 1) <= 1_000);
    assertEquals(40 * Math.log(2), millis.get(millis.size() / 2), 2);
    assertEquals(40 * Math.log(100), millis.get(millis.size() * 99 / 100), 10);
  }

  @Test
  void requestersAndCodesHaveEqualShares() {
    Workload workload = Workload.of(shape(0.9, Duration.ZERO, Duration.ofMinutes(10)), 3);
    int jobs = workload.arrivals().size();
    for (int requester = 0; requester < 3; requester++) {
      int number = requester;
      assertEquals(jobs / 3.0, (double) workload.arrivals().stream().filter(job -> job.requester() == number).count(),
          jobs * 0.02);
    }
    for (int code = 0; code < 8; code++) {
      int number = code;
      assertEquals(jobs / 8.0, (double) workload.arrivals().stream().filter(job -> job.code() == number).count(),
          jobs * 0.02);
    }
  }

  @Test
  void theSeedDecidesEverything() {
    Shape shape = shape(0.7, Duration.ofSeconds(1), Duration.ofSeconds(10));
    assertEquals(Workload.of(shape, 5).arrivals(), Workload.of(shape, 5).arrivals());
    assertNotEquals(Workload.of(shape, 5).arrivals(), Workload.of(shape, 6).arrivals());
  }

  @Test
  void theCentralQueueServesInOrderOfArrival() {
    Workload workload = handMade(List.of(1, 1), job(0, 3, 10), job(1, 4, 100), job(2, 5, 20), job(3, 6, 1));
    Outcomes outcomes = CentralQueue.run(workload);
    // Latencies: 10, 100; the third waits for the first, until 13, and ends at 33; the fourth waits for that: 28.
    assertEquals(List.of(10.0, 28.0, 28.0, 100.0), List.of(outcomes.millis(25), outcomes.millis(50),
        outcomes.millis(75), outcomes.millis(100)));
    assertEquals(0, outcomes.lost() + outcomes.wrong() + outcomes.twice());
  }

  @Test
  void theCentralQueueAgreesWithTheory() {
    // One worker, Poisson arrivals, exponential service: the time in it is exponential, its mean 40 / (1 - 0.5).
    Shape shape = new Shape(List.of(1), 1, 0.5, Duration.ofSeconds(10), Duration.ofHours(4), Shape.MEAN_SERVICE,
        Shape.LONGEST_SERVICE, 1);
    Outcomes outcomes = CentralQueue.run(Workload.of(shape, 11));
    assertEquals(80 * Math.log(2), outcomes.millis(50), 3);
    assertEquals(80 * Math.log(100), outcomes.millis(99), 20);
  }

  @Test
  void outcomesCountWhatIsLostWrongAndTwice() {
    Workload workload = handMade(List.of(1), job(0, 0, 1), job(1, 3, 1), job(2, 4, 1), job(3, 5, 1), job(4, 6, 1));
    Outcomes outcomes = new Outcomes(workload);
    Arrival wrong = workload.arrivals().get(2);
    Arrival twice = workload.arrivals().get(3);
    Arrival right = workload.arrivals().get(4);
    outcomes.answered(wrong, wrong.answer() + 1, MILLI);
    outcomes.answered(twice, twice.answer(), MILLI);
    outcomes.answered(twice, twice.answer(), 2 * MILLI);
    outcomes.answered(right, right.answer(), 5 * MILLI);
    // The first job arrives in the time that does not count.
    assertEquals(4, outcomes.jobs());
    assertEquals(1, outcomes.lost());
    assertEquals(1, outcomes.wrong());
    assertEquals(1, outcomes.twice());
    assertEquals(5, outcomes.millis(100));
  }
}
