package io.pvfhost.hazelcast.keys;

import io.pvfhost.cluster.ClusterKeys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory with what a cluster needs: the authority, the cluster's key, and a directory for each node with what is
 * to be copied there. What is there already is used and never changed, so that nodes can be added later.
 */
public final class KeyDirectory {

  /** A node's certificate, in its directory. */
  public static final String CERTIFICATE = "node.pem";
  /** The private key of the certificate, in the node's directory. */
  public static final String KEY = "node-key.pem";
  /** The authority's certificate, in the directory itself and in each node's. */
  public static final String AUTHORITY = "authority.pem";
  /** The authority's private key. */
  public static final String AUTHORITY_KEY = "authority-key.pem";
  /** The cluster's key, in the directory itself and in each node's. */
  public static final String CLUSTER_KEY = "cluster.key";

  private final Path directory;

  /** A directory that need not be there. */
  public KeyDirectory(Path directory) {
    this.directory = directory;
  }

  /** Whether there are an authority and a key from before. */
  public boolean exists() {
    return owned().allMatch(Files::exists);
  }

  /**
   * Makes what is missing for some nodes.
   *
   * @param nodes their names, which no directory may have yet
   * @param life of their certificates
   * @return when the first of the certificates that they rely on ends
   * @throws FileAlreadyExistsException if something of a node's name is there, or parts of an authority only; nothing
   *     was written then
   * @throws IOException if something cannot be read or written
   * @throws GeneralSecurityException if the authority there cannot be used
   */
  public Instant add(List<String> nodes, Duration life) throws IOException, GeneralSecurityException {
    checkFree(nodes);
    SecretFiles.directory(directory);
    Authority authority = authority();
    byte[] key = Files.readAllBytes(directory.resolve(CLUSTER_KEY));
    Instant end = authority.certificate().getNotAfter().toInstant();
    for (String node : nodes) {
      Path own = directory.resolve(node);
      SecretFiles.directory(own);
      Instant nodeEnd = authority.issue(node, life, own.resolve(CERTIFICATE), own.resolve(KEY)).getNotAfter()
          .toInstant();
      SecretFiles.write(own.resolve(AUTHORITY), Pem.of(authority.certificate()));
      SecretFiles.write(own.resolve(CLUSTER_KEY), key);
      end = nodeEnd.isBefore(end) ? nodeEnd : end;
    }
    return end;
  }

  private void checkFree(List<String> nodes) throws FileAlreadyExistsException {
    for (String node : nodes) {
      if (Files.exists(directory.resolve(node))) {
        throw new FileAlreadyExistsException(directory.resolve(node).toString(), null, "is there already");
      }
    }
    if (!exists() && owned().anyMatch(Files::exists)) {
      throw new FileAlreadyExistsException(directory.toString(), null, "has some of " + AUTHORITY + ", "
          + AUTHORITY_KEY + " and " + CLUSTER_KEY + ", but not all");
    }
  }

  private Authority authority() throws IOException, GeneralSecurityException {
    Path certificate = directory.resolve(AUTHORITY);
    Path key = directory.resolve(AUTHORITY_KEY);
    if (exists()) {
      return Authority.load(certificate, key);
    }
    ClusterKeys.generate(directory.resolve(CLUSTER_KEY));
    return Authority.create(certificate, key);
  }

  private Stream<Path> owned() {
    return Stream.of(AUTHORITY, AUTHORITY_KEY, CLUSTER_KEY).map(directory::resolve);
  }
}
