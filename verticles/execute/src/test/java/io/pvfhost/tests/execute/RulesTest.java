package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PvfException;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Hosts that judge by other rules than the default ones, with real workers. */
class RulesTest {

  @Test
  void verticlesOfOneHostNeedTheSameRules() throws Exception {
    try (TestHost other = TestHost.start(execute -> execute.setRules("2409"), prepare -> prepare.setRules("2509"))) {
      PvfException refusal = TestHost.refusal(FailureCode.UNAVAILABLE, other.client.execute(Jobs.adder().build()));
      assertTrue(refusal.getMessage().contains("prepared for the rules 2509 here, and executed by 2409"),
          refusal.getMessage());
    }
  }

  @Test
  void eachRuleSetHasItsOwnArtifacts() throws Exception {
    for (String rules : List.of("2509", "2409")) {
      try (TestHost other = TestHost.start(execute -> execute.setRules(rules), prepare -> prepare.setRules(rules))) {
        ExecuteReply judged = other.run(Jobs.adder());
        Jobs.assertAdded(judged);
        assertEquals(rules, judged.worker().orElseThrow().rules());
      }
    }
  }
}
