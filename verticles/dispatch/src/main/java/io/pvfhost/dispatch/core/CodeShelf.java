package io.pvfhost.dispatch.core;

import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The validation code of the jobs that are outstanding, for hosts that fetch it. Each code is held once. */
final class CodeShelf {

  private static final class Entry {
    private final Bytes blob;
    private int users = 1;

    Entry(Bytes blob) {
      this.blob = blob;
    }
  }

  private final Map<Hash, Entry> entries = new HashMap<>();

  /** Bytes that holding a code would add. */
  long cost(ValidationCode code) {
    return code.blob().isEmpty() || entries.containsKey(code.hash()) ? 0 : code.blob().get().length();
  }

  /** Holds the code of a job until {@link #drop}; does nothing for code that is known by its hash only. */
  void hold(ValidationCode code) {
    code.blob().ifPresent(blob -> {
      Entry entry = entries.putIfAbsent(code.hash(), new Entry(blob));
      if (entry != null) {
        entry.users++;
      }
    });
  }

  /**
   * Ends what {@link #hold} began.
   *
   * @return bytes that this gives back
   */
  long drop(ValidationCode code) {
    if (code.blob().isEmpty()) {
      return 0;
    }
    Entry entry = entries.get(code.hash());
    entry.users--;
    if (entry.users > 0) {
      return 0;
    }
    entries.remove(code.hash());
    return entry.blob.length();
  }

  Optional<Bytes> get(Hash hash) {
    return Optional.ofNullable(entries.get(hash)).map(entry -> entry.blob);
  }
}
