package io.pvfhost.tests.api;

import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

class PvfExceptionTest {

  @ParameterizedTest
  @CsvSource({"400,MALFORMED,false", "401,UNAUTHENTICATED,false", "404,CODE_UNKNOWN,true", "408,DEADLINE,false",
      "410,LEASE_GONE,true", "413,TOO_LARGE,false", "422,INVALID_CANDIDATE,false", "429,OVERLOADED,true",
      "499,CANCELLED,false", "500,HOST_FAULT,true", "503,UNAVAILABLE,true"})
  void failureCodesAreThoseOfTheClusterProtocol(int number, FailureCode code, boolean retryElsewhere) {
    assertEquals(number, code.code());
    assertEquals(retryElsewhere, code.retryElsewhere());
    assertEquals(Optional.of(code), FailureCode.of(number));
  }

  @Test
  void numbersThatAreNoCodeAreNotFound() {
    assertEquals(Optional.empty(), FailureCode.of(-1));
    assertEquals(Optional.empty(), FailureCode.of(402));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void anExceptionComesBackFromItsReply(FailureCode code) {
    PvfException back = PvfException.of(new PvfException(code, "what happened").toReplyException());
    assertEquals(code, back.code());
    assertEquals("what happened", back.getMessage());
  }

  @Test
  void failuresOfTheBusAreTyped() {
    assertEquals(FailureCode.DEADLINE, PvfException.of(new ReplyException(ReplyFailure.TIMEOUT, "t")).code());
    assertEquals(FailureCode.UNAVAILABLE, PvfException.of(new ReplyException(ReplyFailure.NO_HANDLERS, "n")).code());
    assertEquals(FailureCode.HOST_FAULT, PvfException.of(new ReplyException(ReplyFailure.ERROR, "e")).code());
    assertEquals(FailureCode.HOST_FAULT,
        PvfException.of(new ReplyException(ReplyFailure.RECIPIENT_FAILURE, -1, "r")).code());
  }

  @Test
  void anythingElseIsAHostFaultWithItsCause() {
    IllegalStateException cause = new IllegalStateException();
    PvfException fault = PvfException.of(cause);
    assertEquals(FailureCode.HOST_FAULT, fault.code());
    assertEquals("java.lang.IllegalStateException", fault.getMessage());
    assertSame(cause, fault.getCause());
  }

  @Test
  void aTypedFailureStaysItself() {
    PvfException typed = new PvfException(FailureCode.OVERLOADED, "full");
    assertSame(typed, PvfException.of(typed));
  }

  @ParameterizedTest
  @EnumSource(FailureCode.class)
  void onlyHostFaultsCarryAStackTrace(FailureCode code) {
    int depth = new PvfException(code, "text").getStackTrace().length;
    if (code == FailureCode.HOST_FAULT) {
      assertNotEquals(0, depth);
    } else {
      assertEquals(0, depth);
    }
  }
}
