package io.pvfhost.node.vectors;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.OutboundHrmpMessage;
import io.pvfhost.scale.ValidationResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What workers made of one candidate. Two answers are equal if every part is; texts are no part.
 *
 * @param prepare {@link #OK}, or the name of the prepare worker's error
 * @param execute name of the execute worker's response; empty if the code was not prepared
 * @param result what the code returned; present exactly if {@code execute} is {@link #OK}
 */
public record Answer(String prepare, Optional<String> execute, Optional<ValidationResult> result) {

  /** The name of success. */
  public static final String OK = "Ok";

  public Answer {
    Objects.requireNonNull(prepare, "prepare");
    if (execute.isPresent() != prepare.equals(OK)) {
      throw new IllegalArgumentException("prepare " + prepare + (execute.isPresent() ? " with" : " without")
          + " an execution");
    }
    if (result.isPresent() != execute.equals(Optional.of(OK))) {
      throw new IllegalArgumentException("execute " + execute.orElse("none")
          + (result.isPresent() ? " with" : " without") + " a result");
    }
  }

  /** The code could not be prepared. */
  static Answer unprepared(String error) {
    return new Answer(error, Optional.empty(), Optional.empty());
  }

  /** The code was prepared, and the candidate is not valid. */
  static Answer failed(String response) {
    return new Answer(OK, Optional.of(response), Optional.empty());
  }

  /** The candidate is valid. */
  static Answer valid(ValidationResult result) {
    return new Answer(OK, Optional.of(OK), Optional.of(result));
  }

  /**
   * Reads an answer as the vectors have it.
   *
   * @param json {@code prepare}, {@code execute}, {@code result}
   * @throws RuntimeException if it is none
   */
  static Answer of(JsonObject json) {
    return new Answer(json.getString("prepare"), Optional.ofNullable(json.getString("execute")), result(json));
  }

  static Optional<ValidationResult> result(JsonObject json) {
    return Optional.ofNullable(json.getJsonObject("result")).map(fields -> new ValidationResult(
        Bytes.fromHex(fields.getString("head")),
        Optional.ofNullable(fields.getString("code")).map(Bytes::fromHex),
        strings(fields.getJsonArray("ump")).stream().map(Bytes::fromHex).toList(),
        fields.getJsonArray("hrmp").stream().map(Answer::message).toList(),
        fields.getLong("dmp"), fields.getLong("watermark")));
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  private static OutboundHrmpMessage message(Object pair) {
    JsonArray parts = (JsonArray) pair;
    return new OutboundHrmpMessage(parts.getLong(0), Bytes.fromHex(parts.getString(1)));
  }

  /** This answer as the vectors have it. */
  JsonObject toJson() {
    JsonObject json = new JsonObject().put("prepare", prepare);
    execute.ifPresent(kind -> json.put("execute", kind));
    result.ifPresent(value -> json.put("result", new JsonObject()
        .put("head", value.headData().toHex())
        .put("code", value.newValidationCode().map(Bytes::toHex).orElse(null))
        .put("ump", new JsonArray(value.upwardMessages().stream().map(Bytes::toHex).toList()))
        .put("hrmp", new JsonArray(value.horizontalMessages().stream()
            .map(message -> new JsonArray().add(message.recipient()).add(message.data().toHex())).toList()))
        .put("dmp", value.processedDownwardMessages())
        .put("watermark", value.hrmpWatermark())));
    return json;
  }
}
