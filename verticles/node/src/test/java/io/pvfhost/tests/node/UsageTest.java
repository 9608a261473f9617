package io.pvfhost.tests.node;

import io.pvfhost.api.PvfLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class UsageTest {

  private static final String CANDIDATE = " --parent-head 0x --block-data 0x";

  @TempDir
  private Path dir;

  /** The command line, with CODE for a readable file, and words the message must have. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "''                                                    | a command is missing: one of demo, validate, prepare",
    "nonsense                                              | nonsense",
    "demo --jobs x                                         | '--jobs': 'x' is not an int",
    "demo --jobs 0                                         | --jobs: 0 is not in 1 to 100000",
    "demo --workers 65                                     | --workers: 65 is not in 1 to 64",
    "demo --nodes 0                                        | --nodes: 0 is not in 1 to 4",
    "demo --nodes 5                                        | --nodes: 5 is not in 1 to 4",
    "demo --nodes 2 --workers 2                            | --workers: several nodes have 1, 2, 4 and so on",
    "demo --bogus                                          | --bogus",
    "validate                                              | --code=FILE",
    "validate --code CODE --parent-head 0x                 | --block-data=HEX|@FILE",
    "validate --code CODE --parent-head 0x --block-data 0x --pov 0x | mutually exclusive",
    "validate --code /no/such/file --parent-head 0x --block-data 0x | --code: cannot read /no/such/file: no such file",
    "validate --code / --parent-head 0x --block-data 0x    | --code: cannot read /",
    "validate --code CODE --parent-head 0xzz --block-data 0x | --parent-head: no hexadecimal digit at position 2",
    "validate --code CODE --parent-head 0 --block-data 0x  | --parent-head: odd number of hexadecimal digits",
    "validate --code CODE --parent-head @/no/such/head --block-data 0x | --parent-head: cannot read /no/such/head",
    "validate --code CODE --parent-head 0x --pov 0x0801    | --pov: not the SCALE encoding expected",
    "validate --code CODE --parent-head 0x --pov 0x0401ff  | --pov: not the SCALE encoding expected",
    "validate --code CODE --timeout 2                      | --timeout: '2' is not a time such as 500ms",
    "validate --code CODE --timeout 0s                     | --timeout: 0s is not in 1ms to 1440m",
    "validate --code CODE --timeout 1441m                  | --timeout: 1441m is not in 1ms to 1440m",
    "validate --code CODE --runs 0                         | --runs: 0 is not in 1 to 100000",
    "validate --code CODE --max-pov-size 4294967296        | --max-pov-size: 4294967296 is not in 0 to 4294967295",
    "validate --code CODE --relay-parent-number -1         | --relay-parent-number: -1 is not in 0 to 4294967295",
    "validate --code CODE --relay-parent-storage-root 00   | --relay-parent-storage-root: length in bytes: 1 is not",
    "validate --code CODE --executor-params 0x0400         | --executor-params: not the SCALE encoding expected",
    "validate --code CODE --expect-head 0xqq               | --expect-head: no hexadecimal digit",
    "validate --code CODE --hosts 2                        | --hosts: only with --join",
    "validate --code CODE --hosts 0                        | --hosts: 0 is not in 1 to",
    "validate --code CODE --hosts 2 --runs 2 --join 127.0.0.1:1 | --runs: not together with --hosts",
    "validate --code CODE --join nowhere                   | --join: 'nowhere' is no host:port",
    "load                                                  | --join is missing: which cluster?",
    "load --join a:b                                       | --join: 'a:b' has no port of 1 to 65535",
    "load --join 127.0.0.1:1 --jobs 0                      | --jobs: 0 is not in 1 to 1000000",
    "load --join 127.0.0.1:1 --concurrency 0               | --concurrency: 0 is not in 1 to 4096",
    "load --join 127.0.0.1:1 --concurrency 4097            | --concurrency: 4097 is not in 1 to 4096",
    "load --join 127.0.0.1:1 --deadline 1                  | --deadline: '1' is not a time such as 500ms",
    "load --join 127.0.0.1:1 --seed x                      | '--seed': 'x' is not a long",
    "load --join 127.0.0.1:1 --mix /no/such/file           | --mix: cannot read /no/such/file: no such file",
    "validate --code CODE --rules 2510                     | --rules: no rule set 2510 (2603, 2509 or 2409)",
    "validate --code CODE --rules all --runs 2             | --rules all: not together with --hosts or --runs",
    "check                                                 | --code=FILE",
    "check --code CODE --rules x                           | --rules: no rule set x",
    "vectors                                               | FILE",
    "vectors /no/such/file                                 | cannot read /no/such/file: no such file",
    "vectors CODE                                          | cannot read ",
    "vectors CODE --path moon                              | --path: 'moon' is neither engine nor worker",
    "vectors CODE --limit 0                                | --limit: 0 is not in 1",
    "node --rules all                                      | --rules: no rule set all",
    "demo --nodes 2 --rules 2509                           | --rules: several nodes have the default ones",
    "prepare                                               | --code=FILE",
    "prepare --code /no/such/file                          | --code: cannot read /no/such/file: no such file",
    "node --config /no/such/file                           | --config: cannot read /no/such/file: no such file",
    "node --workers 0                                      | --workers: 0 is not in 1 to 4096",
    "node --id a --workers -1                              | --workers: -1 is not in 0 to 4096",
    "node --id -a                                          | --id: id is '-a', up to 63 letters",
    "node --join nowhere                                   | --join: 'nowhere' is no host:port",
    "node --cluster-port 65536                             | --cluster-port: port is 65536, 0 to 65535 is needed",
    "node --cluster-address 0.0.0.0                        | cluster: address is 0.0.0.0, one address of this",
    "node --lite                                           | cluster: a lite node joins full members: join is empty",
    "keys --out CODE                                       | --nodes=NAME",
    "keys --nodes a                                        | --out=DIR",
    "keys --out CODE/keys --nodes a,a                      | --nodes: a name is there twice",
    "keys --out CODE/keys --nodes a/b                      | --nodes: id is 'a/b', up to 63 letters",
    "keys --out CODE/keys --nodes cluster.key              | --nodes: 'cluster.key' cannot be the name of a node",
    "keys --out CODE/keys --nodes a --days 0               | --days: 0 is not in 1 to 3650",
    "keys --out CODE/keys --nodes a                        | --out: ",
    "node --config CODE --management-port 65536            | --management-port: 65536 is not in 0 to 65535",
    "status --join nowhere                                 | --join: 'nowhere' is no host:port",
    "selftest --join 127.0.0.1                             | --join: '127.0.0.1' is no host:port",
    "selftest --report CODE/dir                            | --report: cannot make ",
    "doctor --config /no/such/file                         | --config: cannot read /no/such/file: no such file",
  })
  void refusesWhatItCannotUseWithOneLineThatNamesIt(String line, String words) throws IOException {
    Path code = Files.write(dir.resolve("code"), new byte[] {0});
    String whole = line.startsWith("validate --code CODE --") && !line.contains("--parent-head") ? line + CANDIDATE
        : line;
    Pvf pvf = Pvf.run(whole.isEmpty() ? new String[0] : whole.replace("CODE", code.toString()).split(" "));
    assertUsage(words, pvf);
  }

  @Test
  void refusesAFileAboveTheLimit() throws IOException {
    Path huge = dir.resolve("huge");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(PvfLimits.MAX_CODE_BYTES + 1L);
    }
    assertUsage("--code: " + huge + " has more than " + PvfLimits.MAX_CODE_BYTES + " bytes, the limit",
        Pvf.run("prepare", "--code", huge.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "demo --help", "validate --help", "prepare --help", "load --help",
    "node --help", "keys --help", "doctor --help", "selftest --help", "status --help", "check --help",
    "vectors --help"})
  void helpsOnStandardOutput(String line) {
    Pvf pvf = Pvf.run(line.split(" "));
    assertEquals(0, pvf.exitCode());
    assertTrue(pvf.out().startsWith("Usage: pvf"), pvf.out());
    assertEquals("", pvf.err());
  }

  @Test
  void tellsItsVersion() {
    Pvf pvf = Pvf.run("--version");
    assertEquals(0, pvf.exitCode());
    assertTrue(pvf.out().matches("pvf \\d+\\.\\d+\\.\\d+\\S*\\R"), pvf.out());
  }

  private static void assertUsage(String words, Pvf pvf) {
    assertEquals(2, pvf.exitCode(), pvf.err());
    assertEquals("", pvf.out());
    assertTrue(pvf.err().contains(words), pvf.err());
    assertEquals(1, pvf.err().lines().count(), pvf.err());
    assertFalse(pvf.err().contains("Exception"), pvf.err());
  }
}
