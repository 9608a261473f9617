package io.pvfhost.tests.api;

import io.pvfhost.api.PvfClientOptions;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PvfClientOptionsTest {

  @Test
  void defaultsArePrinted() {
    assertEquals("{\"defaultDeadlineMillis\":120000,\"replyMarginMillis\":2000,\"statusTimeoutMillis\":5000,"
        + "\"maxOutstanding\":4096}", new PvfClientOptions().toJson().encode());
  }

  @Test
  void optionsRoundTripThroughJsonAndCopy() {
    PvfClientOptions options = new PvfClientOptions().setDefaultDeadline(Duration.ofSeconds(1))
        .setReplyMargin(Duration.ofMillis(2)).setStatusTimeout(Duration.ofMillis(3)).setMaxOutstanding(4);
    assertEquals(options.toJson(), new PvfClientOptions(options.toJson()).toJson());
    assertEquals(options.toJson(), new PvfClientOptions(options).toJson());
  }

  @Test
  void absentKeysKeepTheirDefaults() {
    PvfClientOptions options = new PvfClientOptions(new JsonObject().put("maxOutstanding", 1));
    assertEquals(1, options.getMaxOutstanding());
    assertEquals(PvfClientOptions.DEFAULT_DEFAULT_DEADLINE, options.getDefaultDeadline());
  }

  @Test
  void badValuesAndUnknownKeysAreRefused() {
    PvfClientOptions options = new PvfClientOptions();
    assertThrows(IllegalArgumentException.class, () -> options.setDefaultDeadline(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> options.setReplyMargin(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> options.setStatusTimeout(Duration.ofDays(2)));
    assertThrows(IllegalArgumentException.class, () -> options.setMaxOutstanding(0));
    IllegalArgumentException unknown = assertThrows(IllegalArgumentException.class,
        () -> new PvfClientOptions(new JsonObject().put("maxOutstandings", 1)));
    assertEquals("unknown option maxOutstandings", unknown.getMessage());
  }
}
