package io.pvfhost.cluster;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secret that the nodes of a cluster share: whoever has it is a peer.
 *
 * <p>A file holds one key: 32 random bytes as 64 hexadecimal digits, and at most one line end after them. Only its
 * owner may have access to it.
 *
 * <p>To change the key without stopping the cluster, restart the nodes one by one, three times: with the new key as the
 * previous one, then with the new key as the current and the old one as the previous one, then without the old one.
 */
public final class ClusterKeys {

  /** Size of a key in bytes. */
  public static final int KEY_BYTES = 32;

  /** The algorithm that the keys are for. */
  public static final String ALGORITHM = "HmacSHA256";

  private static final int DIGITS = 2 * KEY_BYTES;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

  private final List<SecretKey> accepted;

  private ClusterKeys(List<SecretKey> accepted) {
    this.accepted = List.copyOf(accepted);
  }

  /**
   * Reads the keys; blocks.
   *
   * @param current file of the key that this node signs with
   * @param previous file of another key that it accepts
   * @throws IOException naming the file, if it cannot be read, is no key, or if anybody but its owner has access to it
   */
  public static ClusterKeys read(Path current, Optional<Path> previous) throws IOException {
    List<SecretKey> keys = new ArrayList<>();
    keys.add(readKey(current));
    if (previous.isPresent()) {
      keys.add(readKey(previous.get()));
    }
    return new ClusterKeys(keys);
  }

  /**
   * Makes a key and writes it to a new file that only its owner can read; blocks.
   *
   * @throws IOException if the file is there already, or cannot be written
   */
  public static void generate(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-------");
    // The mode is there before the first byte is; rights that the umask took away are not needed.
    Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
    Files.writeString(file, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.WRITE);
  }

  /** The keys whose seals are accepted, the one that seals first. */
  public List<SecretKey> accepted() {
    return accepted;
  }

  private static SecretKey readKey(Path file) throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(mode)) {
      throw new IOException("cluster key " + file + ": mode " + PosixFilePermissions.toString(mode)
          + ", only its owner may have access to it (chmod 600)");
    }
    byte[] text;
    try (InputStream in = Files.newInputStream(file)) {
      text = in.readNBytes(DIGITS + 3);
    }
    return new SecretKeySpec(parse(file, new String(text, StandardCharsets.ISO_8859_1)), ALGORITHM);
  }

  // The digits are never part of a message: it may end up in a log.
  private static byte[] parse(Path file, String text) throws IOException {
    String digits = text.endsWith("\r\n") ? text.substring(0, text.length() - 2)
        : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (digits.length() != DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IOException("cluster key " + file + ": must be " + DIGITS + " hexadecimal digits and nothing else");
    }
    return HexFormat.of().parseHex(digits);
  }

  @Override
  public String toString() {
    return "ClusterKeys[" + accepted.size() + "]";
  }
}
