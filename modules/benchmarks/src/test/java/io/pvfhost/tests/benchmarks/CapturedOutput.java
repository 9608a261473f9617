package io.pvfhost.tests.benchmarks;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a test prints on standard output. */
final class CapturedOutput implements BeforeEachCallback, AfterEachCallback {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private PrintStream standardOut;

  @Override
  public void beforeEach(ExtensionContext context) {
    standardOut = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setOut(standardOut);
  }

  /** What was printed so far. */
  String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Forgets what was printed so far. */
  void clear() {
    printed.reset();
  }
}
