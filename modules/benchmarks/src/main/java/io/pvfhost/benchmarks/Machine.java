package io.pvfhost.benchmarks;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where figures were measured.
 *
 * @param processor model name
 * @param cores processors that this JVM may use
 * @param system operating system and kernel
 * @param jdk version of the JDK that runs host and workers
 * @param load load average of the last minute before the benchmark
 */
record Machine(String processor, int cores, String system, String jdk, String load) {

  /** This machine, now. */
  static Machine read() throws IOException {
    String processor = "unknown processor";
    for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
      if (line.startsWith("model name")) {
        processor = line.substring(line.indexOf(':') + 1).strip();
        break;
      }
    }
    return new Machine(processor, Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(), loadAverage());
  }

  /** The load average of the last minute. */
  static String loadAverage() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (IOException e) {
      return "unknown";
    }
  }

  String toText() {
    return cores + " x " + processor + ", " + system + ", " + jdk + ", load average at the start " + load;
  }

  JsonObject toJson() {
    return new JsonObject().put("processor", processor).put("cores", cores).put("system", system).put("jdk", jdk)
        .put("load", load);
  }
}
