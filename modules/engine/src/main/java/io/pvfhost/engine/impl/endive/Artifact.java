package io.pvfhost.engine.impl.endive;

import io.pvfhost.engine.ArtifactException;
import io.pvfhost.scale.Digests;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prepared code as bytes, the private format between our prepare and execute workers.
 *
 * <pre>
 *   | magic: 8 | checksum: 8 | version | wasm | class count: u32 | name, class | name, class | ..
 *
 *   version, wasm, name, class: a u32 length and as many bytes; numbers are little-endian
 *   checksum: XXH64 of everything behind it
 * </pre>
 *
 * <p>The checksum finds accidents. Against intent there is the digest in the protocol and the file's permissions.
 *
 * @param wasm the module without the instructions that were compiled
 * @param classes class files by name, the main class first
 */
@SuppressWarnings("ArrayRecordComponent") // a pair of results, never compared
record Artifact(byte[] wasm, Map<String, byte[]> classes) {

  private static final byte[] MAGIC = {'P', 'V', 'F', 'J', 'V', 'M', 0, 1};
  private static final int CHECKSUM_BYTES = 8;
  private static final int BODY = MAGIC.length + CHECKSUM_BYTES;

  byte[] encode(String version) {
    int size = BODY + length(utf8(version)) + length(wasm) + Integer.BYTES;
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      size = Math.addExact(size, length(utf8(entry.getKey())) + length(entry.getValue()));
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).position(BODY);
    put(out, utf8(version));
    put(out, wasm);
    out.putInt(classes.size());
    classes.forEach((name, bytes) -> {
      put(out, utf8(name));
      put(out, bytes);
    });
    return out.put(MAGIC.length, checksum(out.array())).array();
  }

  static Artifact decode(byte[] bytes, String version) throws ArtifactException {
    if (bytes.length < BODY || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new ArtifactException("not an artifact of this engine (" + bytes.length + " bytes)");
    }
    if (!Arrays.equals(bytes, MAGIC.length, BODY, checksum(bytes), 0, CHECKSUM_BYTES)) {
      throw new ArtifactException("artifact is truncated or altered (" + bytes.length + " bytes)");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(BODY);
    try {
      return decode(in, version);
    } catch (BufferUnderflowException e) {
      throw new ArtifactException("artifact ends early (" + bytes.length + " bytes)", e);
    }
  }

  private static Artifact decode(ByteBuffer in, String version) throws ArtifactException {
    String made = new String(take(in), StandardCharsets.UTF_8);
    if (!made.equals(version)) {
      throw new ArtifactException("artifact was made by " + made + ", this is " + version);
    }
    byte[] wasm = take(in);
    Map<String, byte[]> classes = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      String name = new String(take(in), StandardCharsets.UTF_8);
      classes.put(name, take(in));
    }
    return new Artifact(wasm, classes);
  }

  private static byte[] checksum(byte[] artifact) {
    return Digests.twox64(artifact, BODY, artifact.length - BODY);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int length(byte[] part) {
    return Integer.BYTES + part.length;
  }

  private static void put(ByteBuffer out, byte[] part) {
    out.putInt(part.length).put(part);
  }

  private static byte[] take(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    in.get(part);
    return part;
  }
}
