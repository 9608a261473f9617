package io.pvfhost.tests.execute;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Parity's own workers under this host, each set of crates in the dialect that it speaks. {@code -Dpvf.reference} names
 * the folder with a folder of programs for each set; a set that is not there is skipped.
 */
@EnabledIfSystemProperty(named = "pvf.reference", matches = ".+", disabledReason = "no workers (-Dpvf.reference)")
class ReferenceWorkersTest {

  @Nested
  class Crate16 extends ReferenceContract {
    Crate16() {
      super("16", "S", 20 << 20);
    }
  }

  @Nested
  class Crate20 extends ReferenceContract {
    Crate20() {
      super("20", "S4", 40 << 20);
    }
  }

  @Nested
  class Crate22 extends ReferenceContract {
    Crate22() {
      super("22", "R1", 40 << 20);
    }
  }

  @Nested
  class Crate29 extends ReferenceContract {
    Crate29() {
      super("29", "R2", 40 << 20);
    }
  }
}
