package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The contract in a cluster with mutual TLS and sealed messages. */
class SecureDispatchTest extends DispatchContract {

  @TempDir
  private static Path keys;
  private ClusterSetting setting;

  @Override
  Setting setting() throws Exception {
    new KeyDirectory(keys).add(List.of("alpha", "beta", "gamma"), Duration.ofDays(1));
    setting = new ClusterSetting(this::options);
    return setting;
  }

  private ClusterOptions options(String name) {
    Path own = keys.resolve(name);
    return new ClusterOptions()
        .setKeyFile(own.resolve(KeyDirectory.CLUSTER_KEY).toString())
        .setTlsCertificate(own.resolve(KeyDirectory.CERTIFICATE).toString())
        .setTlsKey(own.resolve(KeyDirectory.KEY).toString())
        .setTlsAuthority(own.resolve(KeyDirectory.AUTHORITY).toString());
  }

  @Test
  void allNodesAreSeenToHaveTheKey() {
    assertEquals(0, setting.strangers());
  }
}
