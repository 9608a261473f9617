package io.pvfhost.engine.impl.artifact;

import io.pvfhost.scale.Digests;

/**
 * The file between our prepare and execute workers.
 *
 * <pre>
 *   | magic: 8 | checksum: 8 | version: text | rules: text | module | class count: u4 | class | class | ..
 *
 *   text:     | length: u4 | UTF-8 |
 *   class:    | name: text | length: u4 | class file |
 *   numbers are big-endian; the checksum is XXH64 of everything behind it
 * </pre>
 *
 * <p>The checksum finds accidents. Against intent there is the digest in the protocol and the file's permissions. One
 * module, rule set and set of params gives one file, byte for byte.
 */
final class ArtifactFormat {

  static final byte[] MAGIC = {'P', 'V', 'F', 'J', 'V', 'M', 0, 2};
  static final int CHECKSUM_BYTES = 8;
  static final int BODY = MAGIC.length + CHECKSUM_BYTES;

  private ArtifactFormat() {}

  static byte[] checksum(byte[] artifact) {
    return Digests.twox64(artifact, BODY, artifact.length - BODY);
  }
}
