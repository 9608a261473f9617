package io.pvfhost.engine.impl.endive;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.PvfEngine;
import io.pvfhost.engine.impl.host.LinkException;
import io.pvfhost.engine.impl.host.Links;
import io.pvfhost.engine.impl.wasm.Entity;
import io.pvfhost.engine.impl.wasm.Import;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.ModuleRewriter;
import io.pvfhost.engine.impl.wasm.WasmOutline;
import io.pvfhost.scale.ExecutorParams;
import run.endive.runtime.Instance;
import run.endive.runtime.Machine;
import run.endive.wasm.MalformedException;

import java.util.function.Function;

/** {@link PvfEngine} on top of Endive. */
public final class EndiveEngine implements PvfEngine {

  private static final String VERSION = EngineVersion.read();

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public PreparedCode prepare(byte[] code, ExecutorParams params) throws PrepareFailure {
    WasmOutline given = outline(code);
    WasmOutline module = outline(ModuleRewriter.normalise(given));
    EndiveCompiler compiled = compile(module);
    byte[] stripped = ModuleRewriter.strip(module, compiled.interpreted()::contains);
    return new PreparedCode(
        new Artifact(stripped, compiled.classes()).encode(VERSION),
        given.definedFunctions(),
        given.imports().stream()
            .filter(entry -> entry.entity() instanceof Entity.Function)
            .map(Import::qualifiedName)
            .toList());
  }

  private static WasmOutline outline(byte[] code) throws PrepareFailure {
    try {
      return WasmOutline.of(code);
    } catch (ModuleException e) {
      throw new PrepareFailure(
          e.isMalformed() ? PrepareFailure.Kind.PREVALIDATION : PrepareFailure.Kind.PREPARATION,
          (e.isMalformed() ? "cannot deserialize module: " : "cannot precompile module: ") + e.getMessage(),
          e);
    }
  }

  private static EndiveCompiler compile(WasmOutline module) throws PrepareFailure {
    try {
      EndiveCompiler compiled = EndiveCompiler.compile(ModuleRewriter.trimTable(module));
      ArtifactClasses.load(compiled.classes()); // what the JVM refuses must fail here, not in front of a candidate
      return compiled;
    } catch (MalformedException e) {
      throw new PrepareFailure(
          PrepareFailure.Kind.PREVALIDATION, "cannot deserialize module: " + e.getMessage(), e);
    } catch (RuntimeException | ReflectiveOperationException | LinkageError | StackOverflowError | AssertionError e) {
      throw new PrepareFailure(PrepareFailure.Kind.PREPARATION, "cannot precompile module: " + e, e);
    }
  }

  @Override
  public void checkLinks(byte[] artifact) throws PrepareFailure {
    try {
      Links.of(WasmOutline.of(Artifact.decode(artifact, VERSION).wasm()));
    } catch (LinkException | ArtifactException | ModuleException e) {
      throw new PrepareFailure(PrepareFailure.Kind.RUNTIME_CONSTRUCTION, e.getMessage(), e);
    }
  }

  @Override
  public LoadedPvf load(byte[] artifact) throws ArtifactException {
    Artifact decoded = Artifact.decode(artifact, VERSION);
    try {
      Function<Instance, Machine> machines = ArtifactClasses.load(decoded.classes());
      return EndivePvf.of(WasmOutline.of(decoded.wasm()), machines);
    } catch (ModuleException | ReflectiveOperationException | LinkageError | RuntimeException e) {
      throw new ArtifactException("cannot deserialize module: " + e, e);
    }
  }
}
