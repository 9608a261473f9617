package io.pvfhost.engine.impl.artifact;

import java.util.Map;

/**
 * The class loader of one artifact. It defines a class when it is first used; the JVM verifies it then, unless it was
 * started without, as workers that run only verified artifacts are. The classes go with the loader.
 */
final class ArtifactClasses extends ClassLoader {

  private final byte[] artifact;
  private final Map<String, ArtifactReader.ClassRange> ranges;

  ArtifactClasses(byte[] artifact, Map<String, ArtifactReader.ClassRange> ranges) {
    super(ArtifactClasses.class.getClassLoader());
    this.artifact = artifact;
    this.ranges = ranges;
  }

  /** Asks the parent only for what cannot be in the artifact, whose names nothing else has. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    ArtifactReader.ClassRange range = ranges.get(name);
    if (range == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? defineClass(name, artifact, range.start(), range.length()) : loaded;
    }
  }

  /** Defines and verifies every class. */
  void verify() {
    for (String name : ranges.keySet()) {
      try {
        Class.forName(name, true, this);
      } catch (ClassNotFoundException e) {
        throw new NoClassDefFoundError(name);
      }
    }
  }
}
