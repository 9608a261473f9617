package io.pvfhost.api.internal;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.impl.ExecuteWire;
import io.pvfhost.api.impl.StatusWire;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;

/**
 * SCALE bodies of the messages, without the header of the event-bus codecs, for messages that contain them. Readers are
 * as strict and bounded as the codecs; what a message type itself refuses is an {@link IllegalArgumentException}.
 */
public final class Bodies {

  /** Largest body of a reply, in bytes. */
  public static final int MAX_EXECUTE_REPLY_BYTES = ExecuteWire.MAX_REPLY_BYTES;

  private Bodies() {
  }

  /** @return size of the blobs of a request in bytes, so that a writer need not grow over them */
  public static int blobBytes(ExecuteRequest request) {
    return ExecuteWire.blobBytes(request);
  }

  /** @return size of the blobs of a reply in bytes, so that a writer need not grow over them */
  public static int blobBytes(ExecuteReply reply) {
    return ExecuteWire.blobBytes(reply);
  }

  /** Writes a request. */
  public static void write(ExecuteRequest request, ScaleWriter out) {
    ExecuteWire.writeRequest(request, out);
  }

  /** Reads a request. */
  public static ExecuteRequest executeRequest(ScaleReader in) throws ScaleException {
    return ExecuteWire.readRequest(in);
  }

  /** Writes a reply. */
  public static void write(ExecuteReply reply, ScaleWriter out) {
    ExecuteWire.writeReply(reply, out);
  }

  /** Reads a reply. */
  public static ExecuteReply executeReply(ScaleReader in) throws ScaleException {
    return ExecuteWire.readReply(in);
  }

  /** Writes a status. */
  public static void write(StatusReply reply, ScaleWriter out) {
    StatusWire.writeReply(reply, out);
  }

  /** Reads a status. */
  public static StatusReply statusReply(ScaleReader in) throws ScaleException {
    return StatusWire.readReply(in);
  }
}
