package io.pvfhost.tests.dispatch.contract;

import io.pvfhost.hazelcast.ClusterOptions;

/** The contract in an open cluster. */
class ClusteredDispatchTest extends DispatchContract {

  @Override
  Setting setting() {
    return new ClusterSetting(name -> new ClusterOptions());
  }
}
