package io.pvfhost.tests.samples;

import io.pvfhost.samples.CpuHeavy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The heads are those the WebAssembly returns. */
class CpuHeavyTest {

  @ParameterizedTest
  @CsvSource({"0, 157c4a7fb979379e", "1, ad4df30bae771bdc", "1000, f5386e9f2163b656"})
  void headIsTheGeneratorAfterSoManyRounds(long rounds, String head) {
    assertEquals(head, CpuHeavy.head(rounds).toHex());
  }

  @ParameterizedTest
  @CsvSource({"1000, e803000000000000", "-1, ffffffffffffffff"})
  void blockIsTheNumberOfRoundsInLittleEndian(long rounds, String block) {
    assertEquals(block, CpuHeavy.block(rounds).toHex());
  }
}
