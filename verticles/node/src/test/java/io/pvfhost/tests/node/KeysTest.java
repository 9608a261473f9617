package io.pvfhost.tests.node;

import io.pvfhost.hazelcast.keys.KeyDirectory;
import io.pvfhost.node.NodeOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeysTest {

  @TempDir
  private Path dir;

  @Test
  void tellsWhatToCopyWhereAndNothingOfTheKeys() throws IOException {
    Path out = dir.resolve("keys");
    Pvf pvf = Pvf.run("keys", "--out", out.toString(), "--nodes", "a,b", "--days", "2");
    assertEquals(0, pvf.exitCode(), pvf.err());
    assertEquals("", pvf.err());
    for (String node : List.of("a", "b")) {
      assertTrue(pvf.out().contains("node " + node + ": copy the folder " + out.resolve(node)), pvf.out());
    }
    for (String secret : secrets(out)) {
      assertFalse(pvf.out().contains(secret));
    }
  }

  @Test
  void theConfigurationThatItTellsIsOne() throws IOException {
    Path out = dir.resolve("keys");
    String told = Pvf.run("keys", "--out", out.toString(), "--nodes", "a").out();
    String yaml = told.substring(told.indexOf("cluster:"), told.indexOf("The certificates"));
    NodeOptions options = NodeOptions.load(Files.writeString(dir.resolve("node.yaml"), yaml));
    assertEquals("a", options.cluster().orElseThrow().getId());
    assertTrue(Files.isRegularFile(Path.of(options.cluster().orElseThrow().getTlsKey())), yaml);
    options.cluster().orElseThrow().validate();
  }

  @Test
  void addsNodesButNeverOverwritesOne() {
    String out = dir.toString();
    assertEquals(0, Pvf.run("keys", "--out", out, "--nodes", "a").exitCode());
    assertEquals(0, Pvf.run("keys", "--out", out, "--nodes", "b").exitCode());
    Pvf again = Pvf.run("keys", "--out", out, "--nodes", "c,a");
    assertEquals(2, again.exitCode());
    assertEquals("pvf keys: --out: " + dir.resolve("a") + ": is there already", again.err().strip());
    assertFalse(Files.exists(dir.resolve("c")));
  }

  /** The lines of the secret files, but for those that say what they are. */
  private static List<String> secrets(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      List<String> lines = files.filter(file -> file.endsWith(KeyDirectory.KEY)
          || file.endsWith(KeyDirectory.AUTHORITY_KEY) || file.endsWith(KeyDirectory.CLUSTER_KEY))
          .flatMap(file -> read(file).lines()).filter(line -> !line.startsWith("-----")).toList();
      assertFalse(lines.isEmpty());
      return lines;
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
