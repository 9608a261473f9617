package io.pvfhost.cluster.stream.impl;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.pvfhost.cluster.stream.StreamTls;

import java.io.File;
import java.io.IOException;

/** The two sides of mutual TLS, see {@link StreamTls}. Immutable. */
public final class Tls {

  private static final String VERSION = "TLSv1.3";

  private final SslContext server;
  private final SslContext client;

  private Tls(SslContext server, SslContext client) {
    this.server = server;
    this.client = client;
  }

  /**
   * Reads the files; blocks.
   *
   * @throws IOException when one cannot be read or used
   */
  public static Tls read(StreamTls files) throws IOException {
    File certificate = files.certificate().toFile();
    File key = files.key().toFile();
    File authority = files.authority().toFile();
    try {
      SslContext server = SslContextBuilder.forServer(certificate, key)
          .trustManager(authority)
          .clientAuth(ClientAuth.REQUIRE)
          .protocols(VERSION)
          .sslProvider(SslProvider.JDK)
          .build();
      SslContext client = SslContextBuilder.forClient()
          .keyManager(certificate, key)
          .trustManager(authority)
          .endpointIdentificationAlgorithm(null)
          .protocols(VERSION)
          .sslProvider(SslProvider.JDK)
          .build();
      return new Tls(server, client);
    } catch (IllegalArgumentException e) {
      throw new IOException(files + " cannot be used: " + e.getMessage(), e);
    }
  }

  ChannelHandler server(Channel channel) {
    return server.newHandler(channel.alloc());
  }

  ChannelHandler client(Channel channel) {
    return client.newHandler(channel.alloc());
  }
}
