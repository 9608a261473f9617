package io.pvfhost.worker;

import io.pvfhost.wire.FrameInput;
import io.pvfhost.wire.FrameOutput;
import io.pvfhost.wire.Frames;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The one connection of a worker to its host: frames in, frames out, blocking. Owned by the main thread. */
final class HostConnection implements AutoCloseable {
  private final SocketChannel channel;
  private final FrameInput in;
  private final FrameOutput out;

  private HostConnection(SocketChannel channel) {
    this.channel = channel;
    this.in = new FrameInput(new ChannelInput(channel), Frames.DEFAULT_MAX_FRAME_BYTES);
    this.out = new FrameOutput(new ChannelOutput(channel));
  }

  /** Connects to the socket, then unlinks it: it serves one connection. */
  static HostConnection connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      Files.deleteIfExists(socket);
      return new HostConnection(channel);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Reads one frame; empty if the host closed the connection instead of sending one. */
  Optional<byte[]> read() throws IOException {
    return in.read();
  }

  /**
   * Reads the frames of one request; empty if the host closed the connection instead of sending the first.
   *
   * @throws IOException if it ends later, within a frame or between two
   */
  Optional<List<byte[]>> read(int frames) throws IOException {
    List<byte[]> payloads = new ArrayList<>(frames);
    while (payloads.size() < frames) {
      Optional<byte[]> payload = in.read();
      if (payload.isPresent()) {
        payloads.add(payload.get());
      } else if (payloads.isEmpty()) {
        return Optional.empty();
      } else {
        throw new EOFException("end of stream after " + payloads.size() + " of " + frames + " frames");
      }
    }
    return Optional.of(payloads);
  }

  void write(byte[] payload) throws IOException {
    out.write(payload);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
