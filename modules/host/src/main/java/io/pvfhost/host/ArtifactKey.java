package io.pvfhost.host;

import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleWriter;

import java.util.Objects;

/**
 * What an artifact depends on: the code, the executor params that affect preparation, and the program that made it.
 * Artifacts of different keys never stand in for each other.
 *
 * @param codeHash BLAKE2b-256 of the code as received
 * @param prepHash hash of the params that affect preparation
 * @param workerVersion version of the program that prepares
 * @param workerHash identifies the bytes of the program, and with them its engine
 * @param rules label of the rule set that the program was told to apply
 */
public record ArtifactKey(Hash codeHash, Hash prepHash, String workerVersion, Hash workerHash, String rules) {

  /** Checks that everything is there. */
  public ArtifactKey {
    Objects.requireNonNull(codeHash, "codeHash");
    Objects.requireNonNull(prepHash, "prepHash");
    Objects.requireNonNull(workerVersion, "workerVersion");
    Objects.requireNonNull(workerHash, "workerHash");
    Objects.requireNonNull(rules, "rules");
  }

  /** The key of some code under some params for one prepare program. */
  public static ArtifactKey of(Hash codeHash, ExecutorParams params, WorkerProgram program) {
    return new ArtifactKey(codeHash, program.prepHash(params), program.version(), program.contentHash(),
        program.rules());
  }

  /** BLAKE2b-256 of all parts; names the artifact's file. */
  public Hash id() {
    return Hash.blake2b256(
        new ScaleWriter().hash(codeHash).hash(prepHash).string(workerVersion).hash(workerHash).string(rules).toBytes());
  }
}
