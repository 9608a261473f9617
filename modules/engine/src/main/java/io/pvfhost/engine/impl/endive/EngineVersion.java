package io.pvfhost.engine.impl.endive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The identity of this engine, from its build. */
final class EngineVersion {

  /** Counts the changes of the artifact format and of what is compiled into it. */
  private static final int FORMAT = 1;

  private static final String RESOURCE = "engine.properties";

  private EngineVersion() {}

  static String read() {
    Properties build = new Properties();
    try (InputStream in = EngineVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the engine's jar");
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "pvf-engine/" + build.getProperty("engine") + " format/" + FORMAT + " endive/" + build.getProperty("endive");
  }
}
