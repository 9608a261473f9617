package io.pvfhost.worker;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;

class LogTest {
  private static final String TARGET = "parachain::pvf-execute-worker";

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "null", value = {
    "null | WARN",
    "'' | WARN",
    "info | INFO",
    "OFF | OFF",
    "info,error | ERROR",
    "info,parachain=debug | DEBUG",
    "parachain=debug,info | DEBUG",
    "parachain::pvf=trace,parachain=error | TRACE",
    "parachain::pvf | TRACE",
    "babe=trace | WARN",
    "babe=trace, info | INFO",
    "parachain=loud | WARN",
    "nonsense,,= | WARN",
  })
  void theLongestTargetThatCoversTheWorkerDecides(String directives, Log.Level expected) {
    assertEquals(expected, Log.level(directives, TARGET));
  }

  @Test
  void writesWhatTheLevelLetsThroughWithLevelAndTarget() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Log log = new Log(TARGET, "warn", new PrintStream(bytes, true, StandardCharsets.UTF_8));
    log.error("one");
    log.warn("two");
    log.debug("three");
    String newline = System.lineSeparator();
    assertEquals("ERROR " + TARGET + ": one" + newline + "WARN " + TARGET + ": two" + newline,
        bytes.toString(StandardCharsets.UTF_8));
  }
}
