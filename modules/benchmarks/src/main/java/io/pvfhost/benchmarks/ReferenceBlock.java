package io.pvfhost.benchmarks;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.samples.Adder;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A valid candidate that Parity's workers and ours are both given.
 *
 * @param name what it is called in a report
 * @param request the job
 */
record ReferenceBlock(String name, ExecuteRequest request) {

  /** No block comes near it, however busy the machine is. */
  private static final Duration BUDGET = Duration.ofSeconds(12);
  private static final int SMALL_GRAVES = 10_000;
  private static final int SMALL_ROUNDS = 10;
  private static final int LARGE_GRAVES = 100_000;
  private static final int LARGE_ROUNDS = 200;

  /**
   * A block by its name.
   *
   * @param data the data folder
   * @param name {@code adder}, {@code undying-w1}, {@code undying-w3}, or a case of {@code vectors/cumulus}
   */
  static ReferenceBlock named(Path data, String name) throws IOException {
    return switch (name) {
      case "adder" -> of(name, Jobs.request(code(data, "adder.wasm"), Adder.genesisHead(), Adder.block(0, 512), 1));
      case "undying-w1" -> undying(data, name, Undying.genesisBlock(SMALL_GRAVES, SMALL_ROUNDS));
      case "undying-w3" -> undying(data, name, Undying.genesisBlock(LARGE_GRAVES, LARGE_ROUNDS));
      default -> real(data, name);
    };
  }

  private static ReferenceBlock of(String name, ExecuteRequest.Builder request) {
    return new ReferenceBlock(name, request.executionTimeout(BUDGET).build());
  }

  private static ReferenceBlock undying(Path data, String name, Undying block) throws IOException {
    return of(name, block.request(code(data, "undying.wasm")).toBuilder());
  }

  private static ReferenceBlock real(Path data, String name) throws IOException {
    Path folder = data.resolve("vectors").resolve("cumulus");
    JsonObject found = new JsonArray(Buffer.buffer(Files.readAllBytes(folder.resolve("cases.json")))).stream()
        .map(JsonObject.class::cast).filter(one -> one.getString("name").equals(name)).findFirst()
        .orElseThrow(() -> new IOException(folder + " has no case " + name));
    PersistedValidationData pvd = new PersistedValidationData(Bytes.fromHex(found.getString("parent_head")),
        found.getLong("relay_parent_number"), Hash.fromHex(found.getString("relay_parent_storage_root")),
        found.getLong("max_pov_size"));
    Bytes blockData = Bytes.wrap(Files.readAllBytes(folder.resolve(found.getString("pov_file"))));
    return of(name,
        ExecuteRequest.builder(code(data, found.getString("pvf") + ".pvf"), pvd, new PoV(blockData)));
  }

  /**
   * Validation code out of the data folder.
   *
   * @param file name of a file in {@code vectors/cumulus} or {@code pvf}
   */
  static ValidationCode code(Path data, String file) throws IOException {
    Path beside = data.resolve("vectors").resolve("cumulus").resolve(file);
    return ValidationCode.of(Bytes.wrap(Files.readAllBytes(
        Files.exists(beside) ? beside : data.resolve("pvf").resolve(file))));
  }
}
