package io.pvfhost.tests.node.campaign;

import io.pvfhost.node.Main;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands in JVMs of their own, with the classes under test. */
public final class Jvm {

  /** As the launcher chooses them for its commands: these processes share few processors. */
  private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private Jvm() {
  }

  /** Starts a command; standard output and standard error go to {@code log}. */
  static Process start(Path log, List<String> flags, String... args) throws IOException {
    return builder(flags, args).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Starts another program than the commands; standard output and standard error go to {@code log}. */
  public static Process start(Path log, Class<?> program, String... args) throws IOException {
    return builder(List.of(), program, args).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static ProcessBuilder builder(List<String> flags, String... args) {
    return builder(flags, Main.class, args);
  }

  private static ProcessBuilder builder(List<String> flags, Class<?> program, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }
}
