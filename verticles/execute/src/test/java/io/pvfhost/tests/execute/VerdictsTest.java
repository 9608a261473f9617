package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.samples.Adder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;

@Timeout(120)
class VerdictsTest {

  @Test
  void adderIsValid() throws Exception {
    try (TestHost host = TestHost.start()) {
      for (int i = 0; i < 5; i++) {
        ExecuteReply reply = host.run(TestHost.adder().build());
        assertEquals(Verdict.VALID, reply.verdict());
        assertEquals(Adder.nextHead(Adder.genesisHead(), 0, 512), reply.result().orElseThrow().headData());
        assertEquals(ReasonCode.OK, reply.reason().code());
      }
    }
  }
}
