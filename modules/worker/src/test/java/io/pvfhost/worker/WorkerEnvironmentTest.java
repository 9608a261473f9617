package io.pvfhost.worker;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

class WorkerEnvironmentTest {
  @Test
  void onlyTheLogVariableIsExpected() {
    assertEquals(List.of(), WorkerEnvironment.unexpected(Map.of("RUST_LOG", "debug")));
    assertEquals(List.of("HOME", "PATH"),
        WorkerEnvironment.unexpected(Map.of("PATH", "/bin", "RUST_LOG", "", "HOME", "/root")));
  }
}
