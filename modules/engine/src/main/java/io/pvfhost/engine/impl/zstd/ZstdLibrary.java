package io.pvfhost.engine.impl.zstd;

import com.github.luben.zstd.util.Native;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads the native library, once, and leaves no file behind. */
final class ZstdLibrary {

  static {
    load();
  }

  private ZstdLibrary() {}

  /** Makes sure that the library is there. */
  static void require() {
    // the class is initialised by now
  }

  private static void load() {
    try {
      Path folder = Files.createTempDirectory("pvf-zstd-");
      try {
        Native.load(folder.toFile());
      } finally {
        // The mapped library stays; waiting for the exit would leave a copy behind for every killed process.
        clear(folder);
      }
    } catch (IOException e) {
      throw new UnsatisfiedLinkError("zstd cannot be unpacked: " + e);
    }
  }

  private static void clear(Path folder) throws IOException {
    File[] files = folder.toFile().listFiles();
    for (File file : files == null ? new File[0] : files) {
      Files.delete(file.toPath());
    }
    Files.delete(folder);
  }
}
