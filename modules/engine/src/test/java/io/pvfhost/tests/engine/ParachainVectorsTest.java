package io.pvfhost.tests.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.LoadedPvf;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.tests.engine.machine.LargeStackThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

/** The test parachains of spec section 12, real code with results computed elsewhere. */
class ParachainVectorsTest {

  private static final int LIMIT = 40 << 20;

  @ParameterizedTest
  @ValueSource(strings = {"adder", "undying"})
  void validBlocksGiveTheSameBytes(String name) throws Exception {
    LoadedPvf pvf = load(name);
    for (JsonNode vector : Vectors.json("vectors/" + name + "/vectors.json").get("cases")) {
      assertEquals(vector.get("validation_result").asText(), encoded(pvf, params(vector, blockData(name, vector))));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"adder", "undying"})
  void otherBlocksTrap(String name) throws Exception {
    LoadedPvf pvf = load(name);
    for (JsonNode vector : Vectors.json("vectors/" + name + "/vectors.json").get("negative")) {
      byte[] encoded = Bytes.fromHex(vector.path("validation_params").asText()).toArray();
      if (encoded.length <= 1) {
        continue; // parameters that no host would send, and the case that is a test of its own below
      }
      ValidationParams params = ValidationParams.decode(new ScaleReader(encoded));
      if (vector.get("expect").asText().equals("trap")) {
        assertTraps(pvf, params);
      } else {
        assertEquals(vector.get("result").asText(), encoded(pvf, params));
      }
    }
  }

  @Test
  void aStateThatDoesNotMatchItsHeadTraps() throws Exception {
    for (JsonNode vector : Vectors.json("vectors/undying/vectors.json").get("cases")) {
      if (vector.get("name").asText().equals("para2003-block1")) {
        byte[] block = blockData("undying", vector);
        int grave = 8 + 4 + 5; // index, length of the graveyard, five graves
        block[grave] ^= 1;
        assertTraps(load("undying"), params(vector, block));
        return;
      }
    }
    fail("no case para2003-block1");
  }

  private static ValidationParams params(JsonNode vector, byte[] blockData) {
    return new ValidationParams(
        Bytes.fromHex(vector.get("parent_head").asText()),
        Bytes.wrap(blockData),
        vector.get("relay_parent_number").asLong(),
        Hash.fromHex(vector.get("relay_parent_storage_root").asText()),
        Optional.empty());
  }

  private static void assertTraps(LoadedPvf pvf, ValidationParams params) {
    String text = Candidates.invalid(LargeStackThread.call(() -> pvf.execute(params, Candidates.LIMITS)));
    assertTrue(text.startsWith("execute: Execution aborted due to trap: "), text);
  }

  private static LoadedPvf load(String name) throws Exception {
    return Candidates.load(MaybeCompressed.decompress(Vectors.file("pvf/" + name + ".pvf"), LIMIT));
  }

  private static String encoded(LoadedPvf pvf, ValidationParams params) {
    return Candidates.result(LargeStackThread.call(() -> pvf.execute(params, Candidates.LIMITS))).encode().toHex();
  }

  private static byte[] blockData(String name, JsonNode vector) throws IOException, BlobException {
    if (!vector.has("block_data_file")) {
      return Bytes.fromHex(vector.get("block_data").asText()).toArray();
    }
    byte[] frame = Vectors.file("vectors/" + name + "/" + vector.get("block_data_file").asText());
    return MaybeCompressed.decompress(Wasm.concat(MaybeCompressed.MAGIC.array(), frame), LIMIT);
  }
}
