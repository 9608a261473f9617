package io.pvfhost.tests.node;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Mixes that cannot be used are refused before the cluster is looked for. */
class MixFileTest {

  /** A candidate but for its end, which the test adds. */
  private static final String CANDIDATE = "- {kind: candidate, code: code, parentHead: 0x, blockData: 0x";

  @TempDir
  private Path dir;

  private Pvf load(String mix) throws IOException {
    Files.write(dir.resolve("code"), new byte[] {0});
    return Pvf.run("load", "--join", "127.0.0.1:1", "--mix", Files.writeString(dir.resolve("mix"), mix).toString());
  }

  private void assertRefused(String mix, String words) throws IOException {
    Pvf pvf = load(mix);
    assertEquals(2, pvf.exitCode(), pvf.err());
    assertEquals("", pvf.out());
    assertTrue(pvf.err().startsWith("pvf load: "), pvf.err());
    assertTrue(pvf.err().contains(words), pvf.err());
    assertEquals(1, pvf.err().lines().count(), pvf.err());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "``                                     | mix: a list is needed",
    "# nothing                              | mix: a list is needed",
    "kind: adder                            | mix: a list is needed",
    "[]                                     | mix: 1 to 64 entries are needed, there are 0",
    "- adder                                | mix: entry 1: fields are needed, such as 'kind: adder'",
    "- {weight: 2}                          | mix: entry 1: kind: is missing",
    "- {kind: 7}                            | mix: entry 1: kind: '7' is none of",
    "- {kind: null}                         | mix: entry 1: kind: a text or a number is needed",
    "- {kind: [adder]}                      | mix: entry 1: kind: a text or a number is needed",
    "- {kind: }                             | mix: entry 1: kind: '' is none of",
    "- {kind: Adder}                        | entry 1: kind: 'Adder' is none of adder, cpu, residue, invalid, large",
    "- {kind: adder, weight: 0}             | entry 1: weight: 0 is not in 1 to 1000000",
    "- {kind: adder, weight: 1000001}       | entry 1: weight: 1000001 is not in 1 to 1000000",
    "- {kind: adder, weight: 1.5}           | entry 1: weight: a whole number is needed, not 1.5",
    "- {kind: adder, weight: 0x1}           | entry 1: weight: a whole number is needed, not 0x1",
    "- {kind: adder, weight: 99999999999999999999} | entry 1: weight: a whole number is needed",
    "- {kind: adder, bytes: 7}              | entry 1: bytes: no such field; there are kind, weight",
    "- {kind: cpu, rounds: 200000001}       | entry 1: rounds: 200000001 is not in 1 to 200000000",
    "- {kind: large, bytes: 262144}         | entry 1: bytes: 262144 is not in 262145 to 10485756",
    "- {kind: large, size: 262144}          | entry 1: size: no such field; there are kind, bytes, weight",
    "- {kind: adder, kind: cpu}             | mix: line 1, column",
    "- {kind: adder                         | mix: line 1, column",
    "[{\"kind\": \"adder\"}, {\"kind\": \"none\"}] | mix: entry 2: kind: 'none' is none of",
  })
  void refusesWhatIsNoMixAndNamesThePlace(String mix, String words) throws IOException {
    assertRefused(mix, words);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "}                                      | entry 1: verdict: is missing",
    ", verdict: none}                       | entry 1: verdict: 'none' is neither valid nor invalid",
    ", verdict: valid, reason: ok}          | entry 1: reason: only an invalid candidate has one",
    ", verdict: invalid, headData: 0x}      | entry 1: headData: only a valid candidate has it",
    ", verdict: invalid, reason: deadline}  | entry 1: reason: 'deadline' is no reason of an invalid candidate",
    ", verdict: valid, headData: 0xf}       | entry 1: headData: odd number of hexadecimal digits",
    ", verdict: valid, relayParentNumber: -1} | entry 1: relayParentNumber: -1 is not in 0 to 4294967295",
    ", verdict: valid, relayParentStorageRoot: 0x00} | entry 1: relayParentStorageRoot: length in bytes: 1 is not",
    ", verdict: valid, executorParams: 0x04} | entry 1: executorParams: not the SCALE encoding expected",
    ", verdict: valid, timeout: 2}          | entry 1: timeout: '2' is not a time such as 500ms",
    ", verdict: valid, timeout: 0s}         | entry 1: timeout: 0s is not in 1ms to",
    ", verdict: valid, head: 0x}            | entry 1: head: no such field; there are kind, verdict, headData, reason,",
  })
  void refusesACandidateThatIsNotDescribedInFull(String end, String words) throws IOException {
    assertRefused(CANDIDATE + end, words);
  }

  @Test
  void refusesFilesThatAreNotThere() throws IOException {
    assertRefused("- {kind: candidate, verdict: valid, code: other, parentHead: 0x, blockData: 0x}",
        "entry 1: code: cannot read " + dir.resolve("other") + ": no such file");
    assertRefused("- {kind: candidate, verdict: valid, code: code, parentHead: head, blockData: 0x}",
        "entry 1: parentHead: cannot read " + dir.resolve("head") + ": no such file");
    assertRefused("- {kind: candidate, verdict: valid, code: code, parentHead: 0x}",
        "entry 1: blockData: is missing");
  }

  @Test
  void refusesMoreEntriesThanItsLimit() throws IOException {
    assertRefused(String.join("\n", Collections.nCopies(65, "- {kind: adder}")),
        "1 to 64 entries are needed, there are 65");
  }
}
