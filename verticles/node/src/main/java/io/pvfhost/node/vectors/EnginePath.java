package io.pvfhost.node.vectors;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.Execution;
import io.pvfhost.engine.ExecutionLimits;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.ValidationParams;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Answers by the engine in this process, without workers: quick, and for code that is trusted to end. */
public final class EnginePath implements VectorPath {

  private static final int CODE_BOMB_LIMIT = 12 << 20;
  /** As workers give it to their jobs: more than the logical limit of the stack ever needs. */
  private static final long HOST_STACK_BYTES = 2L << 20;
  private static final long STACK_BYTES_PER_ITEM = 512;
  /** An engine in this process cannot be stopped; a run that takes so many times its budget is left to itself. */
  private static final int PATIENCE = 10;

  private final PvfEngine engine;
  private final int povBombLimit;

  /** The engine with some rules. */
  public EnginePath(RuleSet rules) {
    this.engine = PvfEngine.create(rules);
    this.povBombLimit = rules.povBombLimit();
  }

  @Override
  public List<Answer> answers(VectorModule module) throws IOException, InterruptedException {
    LoadedPvf pvf;
    try {
      byte[] code = MaybeCompressed.decompress(module.code().array(), CODE_BOMB_LIMIT);
      pvf = engine.load(engine.prepare(code, module.params()).artifact());
    } catch (BlobException e) {
      return same(module, "CouldNotDecompressCodeBlob");
    } catch (PrepareFailure e) {
      return same(module, name(e.kind()));
    } catch (ArtifactException e) {
      throw new IllegalStateException("the engine refuses its own artifact", e);
    }
    List<Answer> answers = new ArrayList<>();
    for (VectorRun run : module.runs()) {
      answers.add(answer(pvf, module.params(), run));
    }
    return answers;
  }

  private static List<Answer> same(VectorModule module, String error) {
    return Collections.nCopies(module.runs().size(), Answer.unprepared(error));
  }

  private static String name(PrepareFailure.Kind kind) {
    StringBuilder name = new StringBuilder();
    for (String word : kind.name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private Answer answer(LoadedPvf pvf, ExecutorParams params, VectorRun run) throws IOException, InterruptedException {
    byte[] blockData;
    try {
      blockData = MaybeCompressed.decompress(run.blockData().read().array(), povBombLimit);
    } catch (BlobException e) {
      return Answer.failed("PoVDecompressionFailure");
    }
    ValidationParams candidate = new ValidationParams(run.parentHead(), Bytes.wrap(blockData),
        run.relayParentNumber(), run.storageRoot(), Optional.empty());
    return onItsOwnThread(pvf, candidate, params, run);
  }

  private static Answer onItsOwnThread(LoadedPvf pvf, ValidationParams candidate, ExecutorParams params,
      VectorRun run) throws InterruptedException {
    AtomicReference<Answer> answer = new AtomicReference<>();
    long stackBytes = HOST_STACK_BYTES
        + Math.min(params.stackNativeMax(), STACK_BYTES_PER_ITEM * params.stackLogicalMax());
    Thread thread = new Thread(null, () -> answer.set(answer(pvf, candidate, params)), run.name(), stackBytes, false);
    thread.setDaemon(true);
    thread.start();
    thread.join(run.cpuBudget().multipliedBy(PATIENCE).toMillis());
    return Optional.ofNullable(answer.get()).orElseGet(() -> Answer.failed("NoAnswer"));
  }

  private static Answer answer(LoadedPvf pvf, ValidationParams candidate, ExecutorParams params) {
    try {
      Execution execution = pvf.execute(candidate, ExecutionLimits.of(params));
      return execution instanceof Execution.Completed completed ? Answer.valid(completed.result())
          : Answer.failed(execution.getClass().getSimpleName());
    } catch (RuntimeException | Error e) {
      return Answer.failed(e.getClass().getName());
    }
  }
}
