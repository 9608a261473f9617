package io.pvfhost.tests.samples;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Builds the samples anew; skipped without the very tools they were built with. */
class BuildSamplesTest {

  private static final Path SHELL = Path.of("/bin/sh");
  private static final int TOOLS_MISSING = 77;

  @Test
  void sourcesBuildTheResourcesByteForByte() throws Exception {
    assumeTrue(Files.isExecutable(SHELL), "no POSIX shell");
    Process check = new ProcessBuilder(SHELL.toString(), "build-samples", "--check").redirectErrorStream(true).start();
    check.getOutputStream().close();
    String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = check.waitFor();
    assumeTrue(exit != TOOLS_MISSING, output);
    assertEquals(0, exit, output);
  }
}
