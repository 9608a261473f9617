package io.pvfhost.benchmarks.schemes;

import java.util.function.Function;

/** A way to bring jobs to workers on several nodes. */
public enum Scheme {

  /** The event bus's own choice among nodes. */
  ROUND_ROBIN("round robin", RoundRobin::new),

  /** Consumers registered for idle workers only. */
  IDLE_TOKENS("idle tokens", IdleTokens::new),

  /** Hazelcast's distributed queue. */
  SHARED_QUEUE("IQueue", SharedQueue::new),

  /** This project's: capacity advertised, late binding at two hosts. */
  OURS("ours", Ours::new);

  private final String label;
  private final Function<Party.Setting, Party> party;

  Scheme(String label, Function<Party.Setting, Party> party) {
    this.label = label;
    this.party = party;
  }

  /** Name in reports and plots. */
  public String label() {
    return label;
  }

  Party party(Party.Setting setting) {
    return party.apply(setting);
  }
}
