package io.pvfhost.tests.benchmarks;

import io.pvfhost.benchmarks.sim.Network;
import io.pvfhost.benchmarks.sim.Scenario;
import io.pvfhost.benchmarks.sim.Simulation;
import io.pvfhost.benchmarks.workload.Shape;
import io.pvfhost.dispatch.core.DispatchStats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Clusters on a simulated clock: no test here depends on how fast the machine is. */
@Timeout(120)
class SimulationTest {

  private static Scenario scenario(int hosts, Network network, int kills) {
    Shape shape = new Shape(Collections.nCopies(hosts, 2), 4, 0.8, Duration.ofSeconds(1), Duration.ofSeconds(8),
        Shape.MEAN_SERVICE, Shape.LONGEST_SERVICE, 8);
    return new Scenario(shape, network, kills, Scenario.DETECTION, Duration.ofSeconds(12));
  }

  private static List<Object> all(Simulation.Result result) {
    return List.of(result.outcomes().jobs(), result.outcomes().lost(), result.outcomes().millis(50),
        result.outcomes().millis(99), result.outcomes().millis(100), result.messagesPerJob(),
        result.advertsPublished(), result.advertsHeard(), result.stats(), result.left());
  }

  @Test
  void theSeedDecidesEverything() {
    Scenario scenario = scenario(10, new Network(Duration.ofNanos(100_000), Duration.ofNanos(150_000), 0.01), 2);
    assertEquals(all(Simulation.run(scenario, 5)), all(Simulation.run(scenario, 5)));
    assertNotEquals(all(Simulation.run(scenario, 5)), all(Simulation.run(scenario, 6)));
  }

  @Test
  void everyJobIsAnsweredOnceAndNothingIsLeft() {
    Simulation.Result result = Simulation.run(scenario(10, Network.LOCAL, 0), 1);
    assertEquals(0, result.outcomes().lost() + result.outcomes().wrong() + result.outcomes().twice());
    assertEquals(List.of(), result.left());
    assertTrue(result.outcomes().millis(50) >= result.ideal().millis(50), "nothing is better than the ideal queue");
    assertTrue(result.outcomes().millis(99) >= result.ideal().millis(99), "nothing is better than the ideal queue");
    assertTrue(result.idealHandedOver().millis(99) > result.ideal().millis(99), "messages take time");
  }

  @Test
  void deadHostsAndLostMessagesLoseNoJob() {
    Network lossy = new Network(Duration.ofNanos(100_000), Duration.ofNanos(150_000), 0.005);
    Simulation.Result result = Simulation.run(scenario(12, lossy, 3), 2);
    assertEquals(0, result.outcomes().lost() + result.outcomes().wrong() + result.outcomes().twice());
    assertEquals(List.of(), result.left());
    assertTrue(result.stats().stream().mapToLong(DispatchStats::totalRedispatched).sum() > 0,
        "jobs of the dead hosts were given to others");
  }

  @Test
  void aJobTakesNoMoreMessagesInALargeCluster() {
    double few = Simulation.run(scenario(8, Network.LOCAL, 0), 1).totalMessagesPerJob();
    double many = Simulation.run(scenario(80, Network.LOCAL, 0), 1).totalMessagesPerJob();
    assertTrue(many <= few, () -> few + " messages for a job with 8 hosts, " + many + " with 80");
  }
}
