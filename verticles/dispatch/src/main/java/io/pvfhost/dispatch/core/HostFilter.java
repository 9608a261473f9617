package io.pvfhost.dispatch.core;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Which hosts may be asked for one job. */
final class HostFilter {

  private final Optional<String> only;
  private final Predicate<Host> asked;
  private final Set<Host> avoided = new HashSet<>(2);
  private final Set<Host> excluded = new HashSet<>(2);
  private final Predicate<Host> fits = this::isFit;
  private final Predicate<Host> preferred = host -> isFit(host) && !avoided.contains(host);

  /**
   * Hosts for a job.
   *
   * @param only name of the only host that may run it, if there is such
   * @param asked whether a host is being asked already
   */
  HostFilter(Optional<String> only, Predicate<Host> asked) {
    this.only = only;
    this.asked = asked;
  }

  private boolean isFit(Host host) {
    return (only.isEmpty() || only.get().equals(host.name())) && !excluded.contains(host) && !asked.test(host);
  }

  /** A host at which the job came to nothing is asked again only when there is no other. */
  void avoid(Host host) {
    avoided.add(host);
  }

  /** A host that cannot do the job is not asked again. */
  void exclude(Host host) {
    excluded.add(host);
  }

  /** Hosts that may run the job. */
  Predicate<Host> fits() {
    return fits;
  }

  /** Those of them that had no attempt. */
  Predicate<Host> preferred() {
    return preferred;
  }

  boolean avoidsAny() {
    return !avoided.isEmpty();
  }

  boolean excludesAny() {
    return !excluded.isEmpty();
  }

  /** Whether only some hosts may run the job. */
  boolean isBound() {
    return only.isPresent() || excludesAny();
  }
}
