package io.pvfhost.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rule that a worker's environment is empty but for {@code RUST_LOG} (spec 1.2). The JVM adds no variable of its
 * own, so a worker started with a cleared environment sees none.
 */
final class WorkerEnvironment {
  static final String LOG_VARIABLE = "RUST_LOG";

  private WorkerEnvironment() {
  }

  /** Names of the variables that must not be there, sorted. Values are secrets and stay out of the log. */
  static List<String> unexpected(Map<String, String> environment) {
    List<String> names = new ArrayList<>();
    for (String name : environment.keySet()) {
      if (!name.equals(LOG_VARIABLE)) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }
}
