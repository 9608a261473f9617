package io.pvfhost.engine.impl.endive;

import run.endive.compiler.InterpreterFallback;
import run.endive.compiler.internal.ByteClassCollector;
import run.endive.compiler.internal.Compiler;
import run.endive.compiler.internal.CompilerResult;
import run.endive.wasm.Parser;
import run.endive.wasm.WasmModule;

import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One run of the compiler.
 *
 * @param classes class files by name, the main class first
 * @param interpreted functions, by index, that are too large for a JVM method and run in the interpreter
 */
record EndiveCompiler(Map<String, byte[]> classes, Set<Integer> interpreted) {

  private static final String MAIN_CLASS = "io.pvfhost.code.Pvf";

  /** Validates and compiles a module. Failures are runtime exceptions of the compiler. */
  static EndiveCompiler compile(byte[] wasm) {
    // The class files are taken from the compiler itself: the builder in front of it would load every class three
    // times and keep to itself which functions are left to the interpreter.
    CompilerResult result = Compiler.builder(parse(wasm, true))
        .withClassName(MAIN_CLASS)
        .withInterpreterFallback(InterpreterFallback.SILENT)
        .withClassCollectorFactory(ByteClassCollector::new)
        .build()
        .compile();
    Map<String, byte[]> classes = new LinkedHashMap<>();
    classes.put(MAIN_CLASS, result.classBytes().get(MAIN_CLASS));
    result.classBytes().forEach((name, bytes) -> classes.put(name.replace('/', '.'), bytes));
    return new EndiveCompiler(classes, result.interpretedFunctions());
  }

  /** Parses a module; instructions are checked only where that was not done before. */
  static WasmModule parse(byte[] wasm, boolean validate) {
    return Parser.builder()
        .withValidation(validate)
        .build()
        .parse(() -> new ByteArrayInputStream(wasm));
  }
}
