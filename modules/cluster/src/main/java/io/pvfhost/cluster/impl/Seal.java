package io.pvfhost.cluster.impl;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import static io.pvfhost.cluster.ClusterKeys.ALGORITHM;

/**
 * HMAC-SHA256 over a context string, the channel and a message. One instance a thread, used again for each message:
 * checking one allocates nothing that depends on it.
 */
final class Seal {

  /** Size of a seal in bytes. */
  static final int BYTES = 32;

  private static final byte[] CONTEXT = "pvf.v1.peer".getBytes(StandardCharsets.US_ASCII);
  private static final ThreadLocal<Seal> SEALS = ThreadLocal.withInitial(Seal::new);

  private final Mac mac;
  private final byte[] computed = new byte[BYTES];
  private final byte[] found = new byte[BYTES];

  private Seal() {
    try {
      mac = Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java runtime has no " + ALGORITHM, missing);
    }
  }

  /** The instance of the calling thread. */
  static Seal ofThread() {
    return SEALS.get();
  }

  /** Writes the seal of the bytes before its place, which is the last of the array. */
  void write(SecretKey key, Channel channel, byte[] message) {
    compute(key, channel, message, 0, message.length - BYTES);
    System.arraycopy(computed, 0, message, message.length - BYTES, BYTES);
  }

  /** Whether the last bytes of a message are its seal by a key; takes the same time wherever they differ. */
  boolean isBy(SecretKey key, Channel channel, byte[] data, int from, int length) {
    compute(key, channel, data, from, length - BYTES);
    System.arraycopy(data, from + length - BYTES, found, 0, BYTES);
    return MessageDigest.isEqual(computed, found);
  }

  private void compute(SecretKey key, Channel channel, byte[] data, int from, int length) {
    try {
      mac.init(key);
      mac.update(CONTEXT);
      mac.update(channel.code());
      mac.update(data, from, length);
      mac.doFinal(computed, 0);
    } catch (GeneralSecurityException unusable) {
      throw new IllegalStateException("cluster key cannot be used", unusable);
    }
  }
}
