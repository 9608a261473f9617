package io.pvfhost.node;

import io.vertx.core.json.JsonObject;

/** Configuration of a {@link ManagementVerticle}. */
public final class ManagementOptions {

  /** Default address = 127.0.0.1. */
  public static final String DEFAULT_ADDRESS = "127.0.0.1";
  /** Default port = -1: there is no management. */
  public static final int DEFAULT_PORT = -1;
  /** Default connections at the same time = 32. */
  public static final int DEFAULT_MAX_CONNECTIONS = 32;

  static final int MAX_PORT = 65535;

  private String address = DEFAULT_ADDRESS;
  private int port = DEFAULT_PORT;
  private int maxConnections = DEFAULT_MAX_CONNECTIONS;

  /** Every default. */
  public ManagementOptions() {
  }

  /** A copy. */
  public ManagementOptions(ManagementOptions other) {
    this(other.toJson());
  }

  /**
   * Defaults changed by JSON.
   *
   * @throws IllegalArgumentException naming an option that is out of range
   */
  public ManagementOptions(JsonObject json) {
    setAddress(json.getString("address", address));
    setPort(json.getInteger("port", port));
    setMaxConnections(json.getInteger("maxConnections", maxConnections));
  }

  /** Address that is listened on. */
  public String getAddress() {
    return address;
  }

  /** Sets the address that is listened on, a name or an IP address; whoever reaches it may read health and figures. */
  public ManagementOptions setAddress(String address) {
    if (address == null || address.isBlank()) {
      throw new IllegalArgumentException("address is empty");
    }
    this.address = address;
    return this;
  }

  /** Port that is listened on. */
  public int getPort() {
    return port;
  }

  /** Sets the port; 0 lets the system choose, -1 is for no management at all. */
  public ManagementOptions setPort(int port) {
    if (port < -1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is " + port + ", -1 to " + MAX_PORT + " is needed");
    }
    this.port = port;
    return this;
  }

  /** Connections that may be open at the same time. */
  public int getMaxConnections() {
    return maxConnections;
  }

  /** Sets the connections that may be open at the same time, at least 1; further ones are closed at once. */
  public ManagementOptions setMaxConnections(int maxConnections) {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections is " + maxConnections + ", at least 1 is needed");
    }
    this.maxConnections = maxConnections;
    return this;
  }

  /** Whether there is to be any management. */
  public boolean isEnabled() {
    return port >= 0;
  }

  /** These options as JSON, every name included. */
  public JsonObject toJson() {
    return new JsonObject().put("address", address).put("port", port).put("maxConnections", maxConnections);
  }
}
