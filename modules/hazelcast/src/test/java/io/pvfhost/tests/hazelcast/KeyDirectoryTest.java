package io.pvfhost.tests.hazelcast;

import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyDirectoryTest {

  private static final Duration LIFE = Duration.ofDays(30);

  @TempDir
  private Path temp;

  @Test
  void makesWhatTwoNodesNeedReadableByTheirOwnerOnly() throws Exception {
    Path dir = temp.resolve("keys");
    Instant end = new KeyDirectory(dir).add(List.of("a", "b"), LIFE);
    assertEquals(List.of("", "a", "a/authority.pem", "a/cluster.key", "a/node-key.pem", "a/node.pem",
        "authority-key.pem", "authority.pem", "b", "b/authority.pem", "b/cluster.key", "b/node-key.pem", "b/node.pem",
        "cluster.key"), List.copyOf(modes(dir).keySet()));
    modes(dir).forEach((file, mode) -> assertEquals(Files.isDirectory(dir.resolve(file)) ? "rwx------" : "rw-------",
        mode, file));
    X509Certificate authority = certificate(dir.resolve("authority.pem"));
    authority.verify(authority.getPublicKey());
    assertEquals(0, authority.getBasicConstraints());
    X509Certificate node = certificate(dir.resolve("a/node.pem"));
    node.verify(authority.getPublicKey());
    node.checkValidity();
    assertEquals(-1, node.getBasicConstraints());
    assertEquals(256, ((ECPublicKey) node.getPublicKey()).getParams().getOrder().bitLength());
    assertEquals("CN=a", node.getSubjectX500Principal().getName());
    assertEquals(end, node.getNotAfter().toInstant());
    assertTrue(Duration.between(Instant.now(), end).compareTo(LIFE) <= 0);
    assertNotEquals(node.getSerialNumber(), certificate(dir.resolve("b/node.pem")).getSerialNumber());
    assertEquals(1, ClusterKeys.read(dir.resolve("a/cluster.key"), Optional.empty()).accepted().size());
    assertArrayEquals(Files.readAllBytes(dir.resolve("a/cluster.key")),
        Files.readAllBytes(dir.resolve("b/cluster.key")));
  }

  @Test
  void addsANodeToWhatIsThereAndChangesNothingOfIt() throws Exception {
    new KeyDirectory(temp).add(List.of("a"), LIFE);
    Map<String, String> before = contents(temp);
    new KeyDirectory(temp).add(List.of("b"), LIFE);
    Map<String, String> after = contents(temp);
    certificate(temp.resolve("b/node.pem")).verify(certificate(temp.resolve("authority.pem")).getPublicKey());
    assertEquals(before.get("cluster.key"), after.get("b/cluster.key"));
    after.keySet().removeIf(file -> file.startsWith("b/"));
    assertEquals(before, after);
  }

  @Test
  void refusesTheNameOfANodeThatIsThereBeforeItWritesAnything() throws Exception {
    new KeyDirectory(temp).add(List.of("a"), LIFE);
    Map<String, String> before = contents(temp);
    assertThrows(FileAlreadyExistsException.class, () -> new KeyDirectory(temp).add(List.of("b", "a"), LIFE));
    assertEquals(before, contents(temp));
  }

  @Test
  void refusesPartsOfAnAuthority() throws Exception {
    new KeyDirectory(temp).add(List.of("a"), LIFE);
    Files.delete(temp.resolve("authority-key.pem"));
    assertFalse(new KeyDirectory(temp).exists());
    Map<String, String> before = contents(temp);
    assertThrows(FileAlreadyExistsException.class, () -> new KeyDirectory(temp).add(List.of("b"), LIFE));
    assertEquals(before, contents(temp));
  }

  private static X509Certificate certificate(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static Map<String, String> modes(Path dir) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.toList()) {
        modes.put(dir.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }

  private static Map<String, String> contents(Path dir) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dir).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        contents.put(dir.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
