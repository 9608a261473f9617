package io.pvfhost.tests.dispatch.contract;

/** The contract on one event bus, without a cluster. */
class LocalDispatchTest extends DispatchContract {

  @Override
  Setting setting() {
    return new LocalSetting();
  }
}
