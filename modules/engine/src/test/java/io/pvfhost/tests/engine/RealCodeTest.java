package io.pvfhost.tests.engine;

import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.PreparedCode;
import io.pvfhost.engine.impl.classfile.MethodWriter;
import io.pvfhost.scale.ExecutorParams;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.pvfhost.tests.engine.Candidates.ENGINE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Real validation code and real runtimes. */
class RealCodeTest {

  private static final int CODE_BOMB_LIMIT = 64 << 20;

  @ParameterizedTest
  @ValueSource(strings = {
    "pvf/adder.pvf", "pvf/undying.pvf", "pvf/asset-hub-polkadot-genesis.pvf", "pvf/polkadot-collectives.pvf",
    "pvf/kusama-coretime.pvf", "pvf/acala-2101.pvf", "vectors/cumulus/penpal.pvf", "vectors/cumulus/glutton.pvf",
    "vectors/cumulus/seedling.pvf", "runtimes/rococo-local-relay.blob", "runtimes/polkadot-v9160-relay.blob",
    "runtimes/kusama-genesis-relay.wasm",
  })
  void isPreparedAlikeTwiceVerifiesAndHasNoLongMethod(String file) throws Exception {
    byte[] code = MaybeCompressed.decompress(Vectors.file(file), CODE_BOMB_LIMIT);
    PreparedCode prepared = ENGINE.prepare(code, ExecutorParams.EMPTY);
    assertArrayEquals(prepared.artifact(), ENGINE.prepare(code, ExecutorParams.EMPTY).artifact());
    ENGINE.verify(prepared.artifact());
    ENGINE.checkLinks(prepared.artifact(), ExecutorParams.EMPTY);
    assertTrue(ClassFiles.longestMethod(prepared.artifact()) < MethodWriter.JIT_LIMIT);
    assertEquals(PreparedCode.LISTED, prepared.largest().size());
    assertTrue(prepared.largest().get(0).bytes() >= prepared.largest().get(1).bytes());
    assertTrue(prepared.deepest().get(0).stackItems() >= prepared.deepest().get(1).stackItems());
  }

  @ParameterizedTest
  @ValueSource(strings = {"runtimes/rococo-local-relay.blob", "runtimes/kusama-genesis-relay.wasm"})
  void aRelayRuntimeIsRefusedWhenItIsToValidate(String file) throws Exception {
    byte[] code = MaybeCompressed.decompress(Vectors.file(file), CODE_BOMB_LIMIT);
    assertTrue(Candidates.invalid(Candidates.run(code)).startsWith("execute: Other: "));
  }
}
