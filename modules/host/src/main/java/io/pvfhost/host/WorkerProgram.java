package io.pvfhost.host;

import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A worker program that can be started: the command in front of the protocol's own arguments, and what the host must
 * know about it since nothing on the wire tells (protocol, section 0.3).
 *
 * @param kind what the program is started as
 * @param command the program and the arguments before {@code execute-worker} or {@code prepare-worker}, not empty
 * @param version what the program prints for {@code --version}
 * @param dialect the dialect of the worker protocol that it speaks
 * @param rules label of the rule set by which it judges, such as {@code 2603}
 * @param arguments what it is given beyond the protocol's own arguments; empty for a program of somebody else's
 * @param contentHash identifies the program's bytes; artifacts of one program are never given to another
 */
public record WorkerProgram(WorkerKind kind, List<String> command, String version, Dialect dialect, String rules,
    List<String> arguments, Hash contentHash) {

  /** Rule sets by which the limit of the memory is part of what is prepared (protocol, section 3.3). */
  private static final Set<String> MEMORY_LIMIT_PREPARED = Set.of("2509", "2409");

  public WorkerProgram {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(dialect, "dialect");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(contentHash, "contentHash");
    arguments = List.copyOf(arguments);
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command of the " + kind.word() + " worker is empty");
    }
  }

  /** Hash of those executor params that affect an artifact of this program. */
  public Hash prepHash(ExecutorParams params) {
    return MEMORY_LIMIT_PREPARED.contains(rules) ? params.prepHashWithMemoryLimit() : params.prepHash();
  }
}
