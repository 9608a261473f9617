package io.pvfhost.execute.grants;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** A requester that has, or had a moment ago, something here. Owned by the {@link GrantBook}. */
final class Requester {

  final UUID id;
  final Set<Hold> holds = new LinkedHashSet<>();
  int parked;
  /** When it was last heard of, on the book's clock. */
  long heard;
  boolean watched;

  Requester(UUID id) {
    this.id = id;
  }
}
