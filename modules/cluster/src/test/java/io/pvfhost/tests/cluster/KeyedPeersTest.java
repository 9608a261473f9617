package io.pvfhost.tests.cluster;

import io.pvfhost.cluster.ClusterKeys;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A cluster with a key. */
class KeyedPeersTest extends EventBusPeersContract {

  @TempDir
  private Path directory;

  @Override
  Optional<ClusterKeys> keys() throws IOException {
    Path key = directory.resolve("key");
    if (Files.notExists(key)) {
      ClusterKeys.generate(key);
    }
    return Optional.of(ClusterKeys.read(key, Optional.empty()));
  }
}
