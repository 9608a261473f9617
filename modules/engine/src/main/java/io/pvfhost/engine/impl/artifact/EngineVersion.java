package io.pvfhost.engine.impl.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The identity of this engine, from its build. */
public final class EngineVersion {

  /** What an artifact depends on, but for the rule set. */
  public static final String VERSION = read();

  /** Counts the changes of the artifact format and of what is compiled into it. */
  private static final int FORMAT = 2;

  private static final String RESOURCE = "engine.properties";

  private EngineVersion() {}

  private static String read() {
    Properties build = new Properties();
    try (InputStream in = EngineVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the engine's jar");
      }
      build.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "pvf-engine/" + build.getProperty("engine") + " format/" + FORMAT;
  }
}
