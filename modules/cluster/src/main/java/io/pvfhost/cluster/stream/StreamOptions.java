package io.pvfhost.cluster.stream;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Where a node takes streams, how much it takes, and how it is protected. */
public class StreamOptions {

  /** Default address to bind = the loopback interface. */
  public static final String DEFAULT_HOST = "127.0.0.1";
  /** Default port = one that the system chooses. */
  public static final int DEFAULT_PORT = 0;
  /** Default bytes of all inbound streams together = 512 MiB. */
  public static final long DEFAULT_MAX_BYTES = 512L << 20;
  /** Default number of connections in each direction = 256. */
  public static final int DEFAULT_MAX_CONNECTIONS = 256;
  /** Default time for a new connection to greet and to send the head of its stream = 2 s. */
  public static final Duration DEFAULT_HEADER_TIMEOUT = Duration.ofSeconds(2);
  /** Default time that a connection is kept open between two streams = 10 s. */
  public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(10);
  /** Default size of socket buffers = the system's choice. */
  public static final int DEFAULT_SOCKET_BUFFER_BYTES = 0;

  private static final int MAX_PORT = 65535;

  private String host = DEFAULT_HOST;
  private int port = DEFAULT_PORT;
  private String publicHost = "";
  private int publicPort;
  private long maxBytes = DEFAULT_MAX_BYTES;
  private int maxConnections = DEFAULT_MAX_CONNECTIONS;
  private Duration headerTimeout = DEFAULT_HEADER_TIMEOUT;
  private Duration idleTimeout = DEFAULT_IDLE_TIMEOUT;
  private int socketBufferBytes = DEFAULT_SOCKET_BUFFER_BYTES;
  private Optional<StreamTls> tls = Optional.empty();

  /** The defaults: loopback, without TLS. */
  public StreamOptions() {
  }

  /** A copy. */
  public StreamOptions(StreamOptions other) {
    this.host = other.host;
    this.port = other.port;
    this.publicHost = other.publicHost;
    this.publicPort = other.publicPort;
    this.maxBytes = other.maxBytes;
    this.maxConnections = other.maxConnections;
    this.headerTimeout = other.headerTimeout;
    this.idleTimeout = other.idleTimeout;
    this.socketBufferBytes = other.socketBufferBytes;
    this.tls = other.tls;
  }

  /** Address to bind. */
  public String getHost() {
    return host;
  }

  /** Sets the address to bind. */
  public StreamOptions setHost(String value) {
    host = Objects.requireNonNull(value, "host");
    return this;
  }

  /** Port to bind; 0 for one that the system chooses. */
  public int getPort() {
    return port;
  }

  /** Sets the port to bind, 0..65535. */
  public StreamOptions setPort(int value) {
    port = port(value, "port");
    return this;
  }

  /** Address that senders are told; empty for the bound one. */
  public String getPublicHost() {
    return publicHost;
  }

  /** Sets the address that senders are told, when it is another than the bound one. */
  public StreamOptions setPublicHost(String value) {
    publicHost = Objects.requireNonNull(value, "publicHost");
    return this;
  }

  /** Port that senders are told; 0 for the bound one. */
  public int getPublicPort() {
    return publicPort;
  }

  /** Sets the port that senders are told, when it is another than the bound one. */
  public StreamOptions setPublicPort(int value) {
    publicPort = port(value, "publicPort");
    return this;
  }

  /** Bytes that all inbound streams together may take, from the giving out of their tickets to their release. */
  public long getMaxBytes() {
    return maxBytes;
  }

  /** Sets the bytes that all inbound streams together may take. */
  public StreamOptions setMaxBytes(long value) {
    maxBytes = positive(value, "maxBytes");
    return this;
  }

  /** Connections that may be open at a time in each direction, and tickets that may be out. */
  public int getMaxConnections() {
    return maxConnections;
  }

  /** Sets how many connections may be open at a time in each direction. */
  public StreamOptions setMaxConnections(int value) {
    maxConnections = (int) positive(value, "maxConnections");
    return this;
  }

  /** Time for a new connection to greet and to send the head of its stream. */
  public Duration getHeaderTimeout() {
    return headerTimeout;
  }

  /** Sets the time for a new connection to send the head of its stream. */
  public StreamOptions setHeaderTimeout(Duration value) {
    positive(value.toMillis(), "headerTimeout in ms");
    headerTimeout = value;
    return this;
  }

  /** Time that a connection is kept open between two streams; the sender's end closes after half of it. */
  public Duration getIdleTimeout() {
    return idleTimeout;
  }

  /** Sets the time that a connection is kept open between two streams. */
  public StreamOptions setIdleTimeout(Duration value) {
    positive(value.toMillis(), "idleTimeout in ms");
    idleTimeout = value;
    return this;
  }

  /** Size of the buffers of each socket; 0 for the system's choice, which adapts to the way. */
  public int getSocketBufferBytes() {
    return socketBufferBytes;
  }

  /** Sets the size of the buffers of each socket. */
  public StreamOptions setSocketBufferBytes(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("socketBufferBytes is negative: " + value);
    }
    socketBufferBytes = value;
    return this;
  }

  /** Mutual TLS; empty for plain TCP. */
  public Optional<StreamTls> getTls() {
    return tls;
  }

  /** Sets mutual TLS. */
  public StreamOptions setTls(StreamTls value) {
    tls = Optional.of(value);
    return this;
  }

  private static int port(int value, String name) {
    if (value < 0 || value > MAX_PORT) {
      throw new IllegalArgumentException(name + " is " + value + ", not in 0.." + MAX_PORT);
    }
    return value;
  }

  private static long positive(long value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", not positive");
    }
    return value;
  }
}
