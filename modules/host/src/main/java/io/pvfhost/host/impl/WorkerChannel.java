package io.pvfhost.host.impl;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCounted;
import io.pvfhost.host.HostLoop;
import io.pvfhost.wire.FrameException;
import io.pvfhost.wire.Payload;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The connection to one worker: frames out, frames in, and its end.
 *
 * <p>Runs on the event loop of its {@link HostLoop}. Frames go to the listener of the moment. A frame that nobody
 * waits for ends the connection, for a worker speaks only when it has a job. The end is reported once, with the reason.
 */
public final class WorkerChannel extends ChannelInboundHandlerAdapter {

  /** Receives what one job waits for. */
  public interface Listener {

    /** One frame came; its payload belongs to the listener. */
    void onFrame(byte[] payload);

    /** The connection is gone. */
    void onEnd(ChannelEnd end);
  }

  private final HostLoop loop;
  private final Channel channel;
  private final Listener owner;
  private Listener listener;
  private ChannelEnd end;

  private WorkerChannel(HostLoop loop, Channel channel, Listener owner) {
    this.loop = loop;
    this.channel = channel;
    this.owner = owner;
    this.listener = owner;
  }

  /**
   * Takes over an accepted channel and starts to read.
   *
   * @param owner told of the end while no job listens
   */
  public static WorkerChannel open(HostLoop loop, Channel channel, long maxFrameBytes, Listener owner) {
    WorkerChannel worker = new WorkerChannel(loop, channel, owner);
    channel.pipeline().addLast(new FrameDecoder(maxFrameBytes), worker);
    channel.config().setAutoRead(true);
    return worker;
  }

  /** Directs frames and the end to a job. A connection that has ended already is reported at once. */
  public void listen(Listener job) {
    listener = Objects.requireNonNull(job);
    if (end != null) {
      job.onEnd(end);
    }
  }

  /** Ends a job's listening. */
  public void release() {
    listener = owner;
  }

  /**
   * Sends frames.
   *
   * @param memory the owner of what the payloads consist of; retained until the channel does not read it any more;
   *     {@link io.netty.buffer.Unpooled#EMPTY_BUFFER} when nobody has to look after it
   * @return completes when the kernel has taken the last byte
   */
  public ChannelFuture send(List<Payload> payloads, ReferenceCounted memory) {
    return FrameWriter.write(channel, payloads, memory);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    loop.run(() -> listener.onFrame((byte[]) frame));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A connection that breaks, for instance because the worker was killed before it had read everything, is an end.
    boolean broken = cause instanceof IOException && !(cause instanceof FrameException);
    finish(new ChannelEnd(broken, String.valueOf(cause.getMessage())));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    finish(new ChannelEnd(true, "the worker closed the connection"));
  }

  /** Ends the connection for something that the worker should not have done. */
  public void fail(String reason) {
    finish(new ChannelEnd(false, reason));
  }

  /** Ends the connection because the worker is gone or will be. */
  public void end(String reason) {
    finish(new ChannelEnd(true, reason));
  }

  private void finish(ChannelEnd reason) {
    if (end != null) {
      return;
    }
    end = reason;
    channel.close();
    loop.run(() -> {
      Listener current = listener;
      if (current != owner) {
        current.onEnd(reason);
      }
      owner.onEnd(reason);
    });
  }
}
