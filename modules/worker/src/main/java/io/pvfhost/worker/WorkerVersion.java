package io.pvfhost.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Version and commit of this worker, as the build wrote them. */
final class WorkerVersion {
  private static final String RESOURCE = "version";

  private WorkerVersion() {
  }

  /** What {@code --version} prints and {@code --node-impl-version} is compared with. */
  static String version() {
    return line(0);
  }

  /** What {@code --full-version} prints: version and commit. */
  static String fullVersion() {
    return line(0) + '-' + line(1);
  }

  private static String line(int index) {
    try (InputStream in = WorkerVersion.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)[index].trim();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
