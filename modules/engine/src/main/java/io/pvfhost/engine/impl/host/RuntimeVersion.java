package io.pvfhost.engine.impl.host;

import io.pvfhost.engine.BlobException;
import io.pvfhost.engine.MaybeCompressed;
import io.pvfhost.engine.impl.wasm.ModuleException;
import io.pvfhost.engine.impl.wasm.WasmModule;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The version a runtime's code carries in its custom sections, as {@code ext_misc_runtime_version} returns it (spec
 * 6.6): decoded from section {@code runtime_version}, with the apis of section {@code runtime_apis} if there is one.
 */
record RuntimeVersion(
    String specName,
    String implName,
    long authoringVersion,
    long specVersion,
    long implVersion,
    List<Api> apis,
    long transactionVersion,
    int stateVersion) {

  private static final int CODE_BOMB_LIMIT = 50 << 20;

  private static final int API_BYTES = 12;
  private static final Bytes CORE_API = Bytes.fromHex("df6acb689907609b");
  private static final long CORE_WITH_TRANSACTION_VERSION = 3;
  private static final long CORE_WITH_STATE_VERSION = 4;

  private record Api(Bytes id, long version) {

    static Api decode(ScaleReader in) throws ScaleException {
      return new Api(Bytes.wrap(in.raw(8)), in.u32());
    }

    void encodeTo(ScaleWriter out) {
      out.raw(id.array()).u32(version);
    }
  }

  /**
   * Returns the SCALE {@code Option<Vec<u8>>} for a code blob: none on any failure.
   *
   * @param blob code, maybe compressed
   */
  static byte[] ofCode(byte[] blob) {
    return new ScaleWriter().option(read(blob), ScaleWriter::bytes).toByteArray();
  }

  private static Optional<Bytes> read(byte[] blob) {
    try {
      WasmModule module = WasmModule.parse(MaybeCompressed.decompress(blob, CODE_BOMB_LIMIT));
      Optional<byte[]> apis = module.customSection("runtime_apis");
      Optional<byte[]> version = module.customSection("runtime_version");
      if (version.isEmpty()) {
        return Optional.empty();
      }
      Optional<List<Api>> replacement = apis.isPresent() ? Optional.of(apis(apis.get())) : Optional.empty();
      return Optional.of(decode(new ScaleReader(version.get()), replacement).encode());
    } catch (BlobException | ModuleException | ScaleException e) {
      return Optional.empty(); // the call has no other way to say why
    }
  }

  private static List<Api> apis(byte[] section) throws ScaleException {
    ScaleReader in = new ScaleReader(section);
    List<Api> apis = new ArrayList<>();
    while (in.remaining() >= API_BYTES) {
      apis.add(Api.decode(in));
    }
    in.end();
    return apis;
  }

  private static RuntimeVersion decode(ScaleReader in, Optional<List<Api>> replacement) throws ScaleException {
    String specName = in.string();
    String implName = in.string();
    long authoringVersion = in.u32();
    long specVersion = in.u32();
    long implVersion = in.u32();
    List<Api> own = in.list(Api::decode);
    List<Api> apis = replacement.orElse(own);
    // Fields were added to the end over time; which there are is told by the version of the core api.
    long core = coreVersion(apis).or(() -> coreVersion(own)).orElse(0L);
    long transactionVersion = core >= CORE_WITH_TRANSACTION_VERSION ? in.u32() : 1;
    int stateVersion = core >= CORE_WITH_STATE_VERSION ? in.u8() : 0;
    return new RuntimeVersion(specName, implName, authoringVersion, specVersion, implVersion, apis,
        transactionVersion, stateVersion);
  }

  private static Optional<Long> coreVersion(List<Api> apis) {
    return apis.stream().filter(api -> api.id().equals(CORE_API)).map(Api::version).findFirst();
  }

  private Bytes encode() {
    return new ScaleWriter()
        .string(specName)
        .string(implName)
        .u32(authoringVersion)
        .u32(specVersion)
        .u32(implVersion)
        .list(apis, (out, api) -> api.encodeTo(out))
        .u32(transactionVersion)
        .u8(stateVersion)
        .toBytes();
  }
}
