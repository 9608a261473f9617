package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationParams;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Blocks of the test parachain "undying": its state is a graveyard of bytes, and a block asks for a number of rounds,
 * in each of which graves are filled and the whole state is hashed with keccak-256.
 *
 * <pre>
 * state  index u64, graveyard Vec&lt;u8&gt;, zombies u64, seal 32 bytes
 * block  state, tombstones u64, rounds u32
 * head   number u64, parent hash 32 bytes, keccak-256 of the state
 * </pre>
 *
 * @param name what it is called in a report
 * @param parentHead head that it builds on
 * @param blockData of the candidate, plain or compressed
 * @param relayParent number of the relay chain's block
 * @param head what it leads to, where that is known
 */
record Undying(String name, Bytes parentHead, Bytes blockData, long relayParent, Optional<Bytes> head) {

  private static final long TOMBSTONES = 1000;

  /** The first block on an empty graveyard. */
  static Undying genesisBlock(int graves, int rounds) {
    byte[] state = new ScaleWriter().u64(0).bytes(Bytes.wrap(new byte[graves])).u64(0).hash(Hash.ZERO).toByteArray();
    Bytes head = new ScaleWriter().u64(0).hash(Hash.ZERO).raw(Digests.keccak256(state)).toBytes();
    Bytes block = new ScaleWriter().raw(state).u64(TOMBSTONES).u32(rounds).toBytes();
    return new Undying(graves / 1000 + " kB x " + rounds, head, block, 1, Optional.empty());
  }

  /** A block out of {@code vectors/undying} in the data folder. */
  static Undying vector(Path data, String name) throws IOException {
    Path folder = data.resolve("vectors").resolve("undying");
    JsonObject all = new JsonObject(Buffer.buffer(Files.readAllBytes(folder.resolve("vectors.json"))));
    JsonObject found = all.getJsonArray("cases").stream().map(JsonObject.class::cast)
        .filter(vector -> vector.getString("name").equals(name)).findFirst()
        .orElseThrow(() -> new IOException(folder + " has no vector " + name));
    Bytes frame = Bytes.wrap(Files.readAllBytes(folder.resolve(found.getString("block_data_file"))));
    return new Undying(name, Bytes.fromHex(found.getString("parent_head")),
        new ScaleWriter().raw(MaybeCompressed.MAGIC.array()).raw(frame.array()).toBytes(),
        found.getLong("relay_parent_number"), Optional.of(Bytes.fromHex(found.getString("head_data"))));
  }

  ExecuteRequest request(ValidationCode code) {
    return Jobs.request(code, parentHead, blockData, relayParent).build();
  }

  /** What {@code validate_block} is given; the block data must be plain. */
  Bytes params() {
    return new ValidationParams(parentHead, blockData, relayParent, Hash.ZERO, Optional.empty()).encode();
  }
}
