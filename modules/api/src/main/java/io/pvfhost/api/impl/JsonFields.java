package io.pvfhost.api.impl;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.vertx.core.json.JsonObject;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the fields of one JSON request. Every error is a {@link PvfException} that starts with the field's name. A
 * null counts as absent, a field that is not known is an error.
 */
final class JsonFields {

  private static final String BASE64 = "base64:";
  private static final BigDecimal U32_MAX = BigDecimal.valueOf(0xffff_ffffL);
  private static final BigDecimal NANOS_PER_MILLI = BigDecimal.valueOf(1_000_000);

  private final JsonObject json;

  JsonFields(JsonObject json, Set<String> known) {
    this.json = json;
    for (String name : json.fieldNames()) {
      if (!known.contains(name)) {
        throw malformed(quoted(name), "no such field");
      }
    }
  }

  boolean has(String name) {
    return json.getValue(name) != null;
  }

  Bytes requiredBytes(String name, int maxBytes) {
    return bytes(name, maxBytes).orElseThrow(() -> malformed(name, "missing"));
  }

  /**
   * Bytes as hex after 0x, or base64 after its prefix: plain hex is base64 as well, and a mix-up would be a wrong
   * verdict.
   */
  Optional<Bytes> bytes(String name, int maxBytes) {
    return string(name).map(text -> {
      if (text.startsWith("0x")) {
        return hex(name, text, maxBytes);
      }
      if (text.startsWith(BASE64)) {
        return base64(name, text, maxBytes);
      }
      throw malformed(name, "must be hex starting with 0x, or base64 starting with " + BASE64);
    });
  }

  Optional<Hash> hash(String name) {
    return bytes(name, 32).map(bytes -> {
      if (bytes.length() != 32) {
        throw malformed(name, bytes.length() + " bytes, a hash has 32");
      }
      return new Hash(bytes);
    });
  }

  OptionalLong u32(String name) {
    Optional<BigDecimal> number = number(name);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    BigDecimal value = number.get();
    boolean inRange = value.signum() >= 0 && value.compareTo(U32_MAX) <= 0;
    if (!inRange || value.stripTrailingZeros().scale() > 0) {
      throw malformed(name, "must be a whole number from 0 to " + U32_MAX);
    }
    return OptionalLong.of(value.longValue());
  }

  Optional<Duration> millis(String name, Duration max) {
    return number(name).map(millis -> {
      if (millis.signum() <= 0 || millis.compareTo(BigDecimal.valueOf(max.toMillis())) > 0) {
        throw malformed(name, "must be more than 0 and at most " + max.toMillis());
      }
      BigDecimal nanos = millis.multiply(NANOS_PER_MILLI).setScale(0, RoundingMode.UP);
      return Duration.ofNanos(nanos.longValue());
    });
  }

  boolean bool(String name, boolean otherwise) {
    Object value = json.getValue(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw malformed(name, "must be true or false");
  }

  Optional<String> string(String name) {
    Object value = json.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof CharSequence text) {
      return Optional.of(text.toString());
    }
    throw malformed(name, "must be a string");
  }

  private Optional<BigDecimal> number(String name) {
    Object value = json.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Number) {
      try {
        return Optional.of(new BigDecimal(value.toString()));
      } catch (NumberFormatException notFinite) {
        throw malformed(name, value + " is not a number");
      }
    }
    throw malformed(name, "must be a number");
  }

  // Sizes are checked on the text, before anything is allocated for the bytes.
  private static Bytes hex(String name, String text, int maxBytes) {
    checkSize(name, (text.length() - 2) / 2, maxBytes);
    try {
      return Bytes.fromHex(text);
    } catch (IllegalArgumentException bad) {
      throw malformed(name, bad.getMessage());
    }
  }

  private static Bytes base64(String name, String text, int maxBytes) {
    checkSize(name, (text.length() - BASE64.length()) / 4L * 3 - 2, maxBytes);
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text.substring(BASE64.length()));
    } catch (IllegalArgumentException bad) {
      throw malformed(name, "bad base64: " + bad.getMessage());
    }
    checkSize(name, bytes.length, maxBytes);
    return Bytes.wrap(bytes);
  }

  private static void checkSize(String name, long size, int maxBytes) {
    if (size > maxBytes) {
      throw new PvfException(FailureCode.TOO_LARGE, name + ": " + size + " bytes, limit " + maxBytes);
    }
  }

  static PvfException malformed(String name, String problem) {
    return new PvfException(FailureCode.MALFORMED, name + ": " + problem);
  }

  private static String quoted(String name) {
    return '"' + (name.length() > 64 ? name.substring(0, 64) + "..." : name) + '"';
  }
}
