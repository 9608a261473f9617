package io.pvfhost.benchmarks.sim;

import io.pvfhost.benchmarks.timed.KeptTimes;
import io.pvfhost.benchmarks.timed.TimedRequests;
import io.pvfhost.benchmarks.timed.TimerHost;
import io.pvfhost.benchmarks.workload.Arrival;
import io.pvfhost.benchmarks.workload.CentralQueue;
import io.pvfhost.benchmarks.workload.Outcomes;
import io.pvfhost.benchmarks.workload.Shape;
import io.pvfhost.benchmarks.workload.Workload;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.dispatch.DispatchOptions;
import io.pvfhost.dispatch.core.DispatchStats;
import io.pvfhost.dispatch.core.Dispatcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** One run of a scenario. */
public final class Simulation {

  /** All hosts are known by then. */
  private static final Duration LEAD = Duration.ofSeconds(1);
  /** Time for what is still under way when the last job is answered. */
  private static final Duration SETTLE = Duration.ofSeconds(5);
  /** Hosts do not start at the same moment. */
  private static final Duration STARTS = Duration.ofMillis(500);

  private final Scenario scenario;
  private final Workload workload;
  private final SimClock clock = new SimClock();
  private final SimNetwork network;
  private final SplittableRandom random;
  private final Outcomes outcomes;
  private final TimedRequests requests;
  private final KeptTimes kept;
  private final List<SimHost> hosts = new ArrayList<>();
  private final List<SimNode> asking = new ArrayList<>();
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private int open;

  private Simulation(Scenario scenario, long seed) {
    Shape shape = scenario.shape();
    this.scenario = scenario;
    this.workload = Workload.of(shape, seed);
    this.random = new SplittableRandom(~seed);
    this.network = new SimNetwork(clock, scenario.network(), random.nextLong(),
        shape.workers().size() + shape.requesters());
    this.outcomes = new Outcomes(workload);
    this.requests = new TimedRequests(shape.codes(), scenario.deadline());
    this.kept = new KeptTimes(workload.arrivals().size());
    this.open = workload.arrivals().size();
    shape.workers().forEach(this::addHost);
    IntStream.range(0, shape.requesters()).forEach(this::addRequester);
  }

  /**
   * What a run came to.
   *
   * @param outcomes what became of the jobs
   * @param ideal what a central queue would have made of them, with all hosts alive
   * @param idealHandedOver the same if each job held its worker for two messages more, one that tells its requester of
   *     the worker and one that brings it: what late binding costs on such a network, whatever is decided
   * @param messagesPerJob messages between nodes by kind, adverts not among them, over all jobs
   * @param advertsPublished by a host in a second
   * @param advertsHeard by a requester in a second
   * @param stats of each requester at the end
   * @param left what is still held, parked or outstanding when everything should be over; empty when all is well
   */
  public record Result(Outcomes outcomes, Outcomes ideal, Outcomes idealHandedOver,
      Map<Traffic, Double> messagesPerJob, double advertsPublished, double advertsHeard, List<DispatchStats> stats,
      List<String> left) {

    /** Messages of all kinds. */
    public double totalMessagesPerJob() {
      return messagesPerJob.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /** Runs a scenario; the same one and the same seed lead to the same result. */
  public static Result run(Scenario scenario, long seed) {
    return new Simulation(scenario, seed).run();
  }

  private void addHost(int workers) {
    SimNode node = new SimNode(hosts.size(), "host-" + hosts.size(), clock);
    TimerHost operations = new TimerHost(node.identity(), workers, node.timers(), scenario.shape().workers().size(),
        advert -> publish(node, advert), kept);
    hosts.add(new SimHost(node, operations));
  }

  private void publish(SimNode from, Advert advert) {
    for (int i = 0; i < asking.size(); i++) {
      Dispatcher dispatcher = dispatchers.get(i);
      network.send(from, asking.get(i), Traffic.ADVERT, () -> dispatcher.advert(advert));
    }
  }

  private void addRequester(int number) {
    SimNode node = new SimNode(hosts.size() + number, "requester-" + number, clock);
    asking.add(node);
    dispatchers.add(new Dispatcher(new DispatchOptions().toSettings(), node.identity(),
        new SimCalls(node, network, hosts), new NoStreams(), node.timers(), random.nextLong()));
  }

  private Result run() {
    dispatchers.forEach(Dispatcher::start);
    hosts.forEach(host -> clock.at(random.nextLong(STARTS.toNanos()), host.operations()::start));
    if (!workload.arrivals().isEmpty()) {
      waitFor(0);
    }
    scheduleKills();
    Shape shape = scenario.shape();
    long end = LEAD.plus(shape.warmUp()).plus(shape.duration()).plus(scenario.deadline()).toNanos();
    clock.run(end, () -> open == 0);
    double seconds = clock.now() / 1e9;
    Map<Traffic, Double> perJob = new EnumMap<>(Traffic.class);
    for (Traffic kind : Traffic.values()) {
      perJob.put(kind, (double) network.sent(kind) / workload.arrivals().size());
    }
    perJob.remove(Traffic.ADVERT);
    double heard = network.sent(Traffic.ADVERT) / seconds / asking.size();
    clock.run(clock.now() + SETTLE.toNanos(), () -> false);
    long handOver = scenario.network().meanNanos() * 2;
    return new Result(outcomes, CentralQueue.run(workload),
        CentralQueue.run(workload, job -> job.serviceNanos() + handOver), perJob, heard / hosts.size(), heard,
        dispatchers.stream().map(Dispatcher::stats).toList(), left());
  }

  private void waitFor(int number) {
    Arrival job = workload.arrivals().get(number);
    long arrival = LEAD.toNanos() + job.nanos();
    clock.at(arrival, () -> {
      dispatchers.get(job.requester()).execute(requests.of(job)).onComplete(reply -> {
        if (reply.succeeded() && reply.result().result().isPresent()) {
          outcomes.answered(job, TimedRequests.answer(reply.result()), clock.now() - arrival);
        }
        open--;
      });
      if (number + 1 < workload.arrivals().size()) {
        waitFor(number + 1);
      }
    });
  }

  private void scheduleKills() {
    TreeSet<Integer> victims = new TreeSet<>();
    while (victims.size() < scenario.kills()) {
      victims.add(random.nextInt(hosts.size()));
    }
    long start = LEAD.plus(scenario.shape().warmUp()).toNanos();
    long distance = scenario.shape().duration().toNanos() / (scenario.kills() + 1);
    int number = 0;
    for (int victim : victims) {
      number++;
      clock.at(start + number * distance, () -> kill(hosts.get(victim).node()));
    }
  }

  private void kill(SimNode victim) {
    victim.kill();
    clock.at(clock.now() + scenario.detection().toNanos(), () -> {
      dispatchers.forEach(dispatcher -> dispatcher.left(victim.identity().id()));
      hosts.stream().filter(host -> host.node().alive()).forEach(host -> host.operations()
          .lost(victim.identity().id()));
    });
  }

  private List<String> left() {
    List<String> left = new ArrayList<>();
    for (SimHost host : hosts) {
      Capacity capacity = host.operations().capacity();
      if (host.node().alive() && (capacity.idle() != capacity.workers() || capacity.parked() > 0)) {
        left.add(host.node().identity().name() + " is left with " + capacity);
      }
    }
    for (int i = 0; i < dispatchers.size(); i++) {
      DispatchStats stats = dispatchers.get(i).stats();
      if (stats.outstanding() + stats.waiting() + stats.probesParked() + stats.bytes() > 0) {
        left.add(asking.get(i).identity().name() + " is left with " + stats);
      }
    }
    return left;
  }
}
