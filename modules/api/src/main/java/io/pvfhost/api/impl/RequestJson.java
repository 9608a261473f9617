package io.pvfhost.api.impl;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ExecutionKind;
import io.pvfhost.api.FailureCode;
import io.pvfhost.api.PrepareRequest;
import io.pvfhost.api.PvfException;
import io.pvfhost.api.PvfLimits;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.CandidateDescriptorVersion;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import static io.pvfhost.api.impl.JsonFields.malformed;

/** JSON forms of the requests; their fields are documented with {@code fromJson} of the request types. */
public final class RequestJson {

  private static final Set<String> EXECUTE_FIELDS = Set.of("jobId", "code", "codeHash", "parentHead", "blockData",
      "relayParentNumber", "relayParentStorageRoot", "maxPovSize", "executorParams", "kind", "deadlineMillis",
      "timeoutMillis", "relayParent", "schedulingParent", "descriptorVersion", "host", "rules");
  private static final Set<String> PREPARE_FIELDS =
      Set.of("code", "codeHash", "executorParams", "precheck", "timeoutMillis");

  private static final int MAX_PARAMS_BYTES = 16 * PvfLimits.MAX_EXECUTOR_PARAMS;
  private static final String UNKNOWN_VERSION = "unknown-";

  private RequestJson() {
  }

  public static ExecuteRequest readExecute(JsonObject json) {
    JsonFields fields = new JsonFields(json, EXECUTE_FIELDS);
    ExecuteRequest.Builder request = ExecuteRequest.builder(code(fields), validationData(fields),
        new PoV(fields.requiredBytes("blockData", PvfLimits.MAX_BLOCK_DATA_BYTES)));
    fields.string("jobId").ifPresent(id -> named(() -> request.jobId(id)));
    fields.string("host").ifPresent(name -> named(() -> request.host(name)));
    fields.string("rules").ifPresent(label -> named(() -> request.rules(label)));
    fields.string("kind").map(RequestJson::kind).ifPresent(request::kind);
    fields.string("descriptorVersion").map(RequestJson::version).ifPresent(request::descriptorVersion);
    return request
        .deadline(fields.millis("deadlineMillis", PvfLimits.MAX_TIME))
        .executionTimeout(fields.millis("timeoutMillis", PvfLimits.MAX_TIME))
        .executorParams(params(fields))
        .relayParent(fields.hash("relayParent"))
        .schedulingParent(fields.hash("schedulingParent"))
        .build();
  }

  public static JsonObject write(ExecuteRequest request) {
    PersistedValidationData data = request.pvd();
    JsonObject json = new JsonObject().put("jobId", request.jobId());
    writeCode(json, request.code());
    json.put("parentHead", hex(data.parentHead()))
        .put("blockData", hex(request.pov().blockData()))
        .put("relayParentNumber", data.relayParentNumber())
        .put("relayParentStorageRoot", hex(data.relayParentStorageRoot().bytes()))
        .put("maxPovSize", data.maxPovSize())
        .put("executorParams", hex(request.executorParams().encode()))
        .put("kind", request.kind().wireName())
        .put("descriptorVersion", versionName(request.descriptorVersion()));
    writeMillis(json, "deadlineMillis", request.deadline());
    writeMillis(json, "timeoutMillis", request.executionTimeout());
    request.relayParent().ifPresent(hash -> json.put("relayParent", hex(hash.bytes())));
    request.schedulingParent().ifPresent(hash -> json.put("schedulingParent", hex(hash.bytes())));
    request.host().ifPresent(name -> json.put("host", name));
    request.rules().ifPresent(label -> json.put("rules", label));
    return json;
  }

  public static PrepareRequest readPrepare(JsonObject json) {
    JsonFields fields = new JsonFields(json, PREPARE_FIELDS);
    return new PrepareRequest(code(fields), params(fields), fields.bool("precheck", false),
        fields.millis("timeoutMillis", PvfLimits.MAX_TIME));
  }

  public static JsonObject write(PrepareRequest request) {
    JsonObject json = new JsonObject();
    writeCode(json, request.code());
    json.put("executorParams", hex(request.params().encode())).put("precheck", request.precheck());
    writeMillis(json, "timeoutMillis", request.timeout());
    return json;
  }

  private static ValidationCode code(JsonFields fields) {
    Optional<Hash> hash = fields.hash("codeHash");
    Optional<ValidationCode> code = fields.bytes("code", PvfLimits.MAX_CODE_BYTES).map(ValidationCode::of);
    if (code.isEmpty()) {
      return ValidationCode.ofHash(hash.orElseThrow(() -> malformed("code", "missing, and no codeHash either")));
    }
    if (hash.isPresent() && !hash.get().equals(code.get().hash())) {
      throw malformed("codeHash", "differs from the hash of code, 0x" + code.get().hash().toHex());
    }
    return code.get();
  }

  private static PersistedValidationData validationData(JsonFields fields) {
    return new PersistedValidationData(
        fields.requiredBytes("parentHead", PvfLimits.MAX_HEAD_BYTES),
        fields.u32("relayParentNumber").orElse(0),
        fields.hash("relayParentStorageRoot").orElse(Hash.ZERO),
        fields.u32("maxPovSize").orElse(PvfLimits.DEFAULT_MAX_POV_SIZE));
  }

  private static ExecutorParams params(JsonFields fields) {
    Optional<Bytes> encoded = fields.bytes("executorParams", MAX_PARAMS_BYTES);
    if (encoded.isEmpty()) {
      return ExecutorParams.EMPTY;
    }
    try {
      ScaleReader in = new ScaleReader(encoded.get().array());
      ExecutorParams params = ExecutorParams.decode(in);
      in.end();
      return params;
    } catch (ScaleException bad) {
      throw malformed("executorParams", bad.getMessage());
    }
  }

  private static void named(Runnable setter) {
    try {
      setter.run();
    } catch (IllegalArgumentException bad) {
      throw new PvfException(FailureCode.MALFORMED, bad.getMessage(), bad);
    }
  }

  private static ExecutionKind kind(String name) {
    return ExecutionKind.named(name).orElseThrow(() ->
        malformed("kind", "must be one of backing, backing_system_paras, approval, dispute"));
  }

  private static CandidateDescriptorVersion version(String name) {
    return switch (name) {
      case "v1" -> CandidateDescriptorVersion.V1;
      case "v2" -> CandidateDescriptorVersion.V2;
      case "v3" -> CandidateDescriptorVersion.V3;
      default -> unknownVersion(name);
    };
  }

  private static CandidateDescriptorVersion unknownVersion(String name) {
    String raw = name.startsWith(UNKNOWN_VERSION) ? name.substring(UNKNOWN_VERSION.length()) : "";
    if (!raw.matches("[0-9]{1,3}") || Integer.parseInt(raw) > 255) {
      throw malformed("descriptorVersion", "must be v1, v2, v3, or unknown-N with N from 0 to 255");
    }
    return CandidateDescriptorVersion.unknown(Integer.parseInt(raw));
  }

  private static String versionName(CandidateDescriptorVersion version) {
    return version.isUnknown() ? UNKNOWN_VERSION + version.raw() : version.toString().toLowerCase(Locale.ROOT);
  }

  private static void writeCode(JsonObject json, ValidationCode code) {
    code.blob().ifPresentOrElse(
        blob -> json.put("code", hex(blob)),
        () -> json.put("codeHash", hex(code.hash().bytes())));
  }

  private static void writeMillis(JsonObject json, String name, Optional<Duration> time) {
    time.ifPresent(value -> json.put(name, value.toNanos() / 1e6));
  }

  private static String hex(Bytes bytes) {
    return "0x" + bytes.toHex();
  }
}
