package io.pvfhost.api;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * The JSON edge of a host: reads requests as JSON, passes them on through a {@link PvfClient} and answers JSON. A
 * verticle registers it at {@link PvfAddresses#JSON}; an HTTP edge may call {@link #call}.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>{@code op}</th><th>further fields</th><th>answer</th></tr>
 * <tr><td>{@code execute}</td><td>{@link ExecuteRequest#fromJson}</td><td>{@link ExecuteReply#toJson}</td></tr>
 * <tr><td>{@code prepare}, {@code precheck}</td><td>{@link PrepareRequest#fromJson}</td>
 *     <td>{@link PrepareReply#toJson}</td></tr>
 * <tr><td>{@code status}</td><td>none</td><td>{@link StatusReply#toJson}</td></tr>
 * <tr><td>{@code cluster}</td><td>none</td><td>{@link ClusterReply#toJson}</td></tr>
 * </table>
 *
 * <p>Failures are event-bus failures with a {@link FailureCode}; a field that is missing, unknown, malformed or too
 * large is named in the message together with its limit.
 */
public final class JsonEdge implements Handler<Message<JsonObject>> {

  private final PvfClient client;
  private final RequestHandler<JsonObject, JsonObject> handler = new RequestHandler<>(JsonObject.class, this::call);

  /** @param client sends the requests on */
  public JsonEdge(PvfClient client) {
    this.client = Objects.requireNonNull(client, "client");
  }

  @Override
  public void handle(Message<JsonObject> message) {
    handler.handle(message);
  }

  /**
   * Serves one request.
   *
   * @param request {@code op} and the fields of the operation
   * @return the answer, or a failure with a {@link PvfException}
   */
  public Future<JsonObject> call(JsonObject request) {
    try {
      return dispatch(request.getValue("op"), withoutOp(request));
    } catch (PvfException refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private Future<JsonObject> dispatch(Object op, JsonObject fields) {
    return switch (String.valueOf(op)) {
      case "execute" -> client.execute(ExecuteRequest.fromJson(fields)).map(ExecuteReply::toJson);
      case "prepare" -> client.prepare(PrepareRequest.fromJson(fields)).map(PrepareReply::toJson);
      case "precheck" -> client.precheck(PrepareRequest.fromJson(fields)).map(PrepareReply::toJson);
      case "status" -> bare(op, fields, client::status).map(StatusReply::toJson);
      case "cluster" -> bare(op, fields, client::cluster).map(ClusterReply::toJson);
      default -> throw new PvfException(FailureCode.MALFORMED,
          "op: " + Checks.cut(String.valueOf(op), 64) + ", must be one of execute, prepare, precheck, status, cluster");
    };
  }

  private static <A> Future<A> bare(Object op, JsonObject fields, Supplier<Future<A>> call) {
    if (!fields.isEmpty()) {
      throw new PvfException(FailureCode.MALFORMED, "op " + op + " takes no further fields");
    }
    return call.get();
  }

  // The request belongs to its sender: it is not changed.
  private static JsonObject withoutOp(JsonObject request) {
    JsonObject fields = new JsonObject();
    request.getMap().forEach((key, value) -> {
      if (!key.equals("op")) {
        fields.put(key, value);
      }
    });
    return fields;
  }
}
