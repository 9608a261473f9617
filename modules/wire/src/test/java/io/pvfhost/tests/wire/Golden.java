package io.pvfhost.tests.wire;

import io.pvfhost.scale.Bytes;
import io.pvfhost.wire.WireException;

import java.util.Arrays;
import java.util.function.Function;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A message in both forms, with bytes from the protocol description. */
final class Golden {

  static final String R11 = "11".repeat(32);
  static final String RCD = "cd".repeat(32);

  private Golden() {
  }

  /** Bytes from hex as the protocol description writes it: with blanks and bars between the fields. */
  static byte[] hex(String text) {
    return Bytes.fromHex(text.replaceAll("[\\s|]", "")).toArray();
  }

  static String hex(byte[] bytes) {
    return Bytes.copyOf(bytes).toHex();
  }

  /** Checks both directions, and that bytes behind the message change nothing. */
  static <T> void check(String expected, T value, Function<T, byte[]> encode, Decoder<T> decode)
      throws WireException {
    byte[] bytes = hex(expected);
    assertEquals(hex(bytes), hex(encode.apply(value)));
    assertEquals(value, decode.decode(bytes));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
    longer[bytes.length] = (byte) 0xff;
    assertEquals(value, decode.decode(longer));
  }

  /** One of the dialect's decoders. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(byte[] payload) throws WireException;
  }
}
