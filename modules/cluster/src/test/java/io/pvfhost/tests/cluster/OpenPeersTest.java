package io.pvfhost.tests.cluster;

import io.pvfhost.cluster.ClusterKeys;

import java.util.Optional;

/** An open cluster. */
class OpenPeersTest extends EventBusPeersContract {

  @Override
  Optional<ClusterKeys> keys() {
    return Optional.empty();
  }
}
