package io.pvfhost.tests.engine.spec;

import io.pvfhost.tests.engine.machine.DataFolder;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** The files of the suite: scripts in JSON, and the modules they name. */
final class Suite {

  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int TYPE_AT = 156;

  private Suite() {}

  /** Returns the contents of the archive by file name, in the order of names. */
  static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream packed = Files.newInputStream(DataFolder.resolve("vectors/wasm-spec-mvp.tar.gz"));
        DataInputStream tar = new DataInputStream(new GZIPInputStream(packed))) {
      byte[] header = tar.readNBytes(BLOCK);
      while (header.length == BLOCK && header[0] != 0) {
        int size = Integer.parseInt(new String(header, SIZE_AT, SIZE_DIGITS, StandardCharsets.US_ASCII).trim(), 8);
        byte[] content = tar.readNBytes(size);
        tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        if (header[TYPE_AT] == '0') {
          String path = new String(header, 0, 100, StandardCharsets.UTF_8);
          path = path.substring(0, path.indexOf(0));
          files.put(path.substring(path.lastIndexOf('/') + 1), content);
        }
        header = tar.readNBytes(BLOCK);
      }
    }
    return files;
  }
}
