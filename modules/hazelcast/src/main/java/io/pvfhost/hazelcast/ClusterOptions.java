package io.pvfhost.hazelcast;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * How a node joins a cluster. JSON names are those of the setters; an unknown JSON name is an error. Ports are 0 to
 * 65535, 0 to let the system choose.
 */
public final class ClusterOptions {

  /** Default address = 127.0.0.1. */
  public static final String DEFAULT_ADDRESS = "127.0.0.1";
  /** Default port of Hazelcast = 5701. */
  public static final int DEFAULT_PORT = 5701;
  /** Default name of the cluster = pvf-v1. */
  public static final String DEFAULT_CLUSTER_NAME = "pvf-v1";
  /** Default bytes of all streams that a node receives at a time = 512 MiB. */
  public static final long DEFAULT_MAX_STREAM_BYTES = 512L << 20;
  /** Default seconds of silence after which a member is removed = 10. */
  public static final int DEFAULT_HEARTBEAT_SECONDS = 10;

  private static final int MAX_PORT = 65535;
  private static final int MIN_HEARTBEAT_SECONDS = 3;
  private static final int MAX_HEARTBEAT_SECONDS = 300;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private String id = "";
  private String address = DEFAULT_ADDRESS;
  private int port = DEFAULT_PORT;
  private List<String> join = List.of();
  private int busPort;
  private int streamPort;
  private String publicAddress = "";
  private int publicPort;
  private int busPublicPort;
  private int streamPublicPort;
  private boolean lite;
  private String clusterName = DEFAULT_CLUSTER_NAME;
  private String keyFile = "";
  private String previousKeyFile = "";
  private String tlsCertificate = "";
  private String tlsKey = "";
  private String tlsAuthority = "";
  private long maxStreamBytes = DEFAULT_MAX_STREAM_BYTES;
  private int heartbeatSeconds = DEFAULT_HEARTBEAT_SECONDS;

  /** Every default: an open cluster on the loopback interface. */
  public ClusterOptions() {
  }

  /** A copy. */
  public ClusterOptions(ClusterOptions other) {
    this(other.toJson());
  }

  /**
   * Defaults changed by JSON.
   *
   * @throws IllegalArgumentException naming an option that is unknown or out of range
   */
  public ClusterOptions(JsonObject json) {
    rejectUnknown(json);
    setId(json.getString("id", id));
    setAddress(json.getString("address", address));
    setPort(json.getInteger("port", port));
    setJoin(json.getJsonArray("join", new JsonArray(join)).stream().map(String::valueOf).toList());
    setBusPort(json.getInteger("busPort", busPort));
    setStreamPort(json.getInteger("streamPort", streamPort));
    setPublicAddress(json.getString("publicAddress", publicAddress));
    setPublicPort(json.getInteger("publicPort", publicPort));
    setBusPublicPort(json.getInteger("busPublicPort", busPublicPort));
    setStreamPublicPort(json.getInteger("streamPublicPort", streamPublicPort));
    setLite(json.getBoolean("lite", lite));
    setClusterName(json.getString("clusterName", clusterName));
    setKeyFile(json.getString("keyFile", keyFile));
    setPreviousKeyFile(json.getString("previousKeyFile", previousKeyFile));
    setTlsCertificate(json.getString("tlsCertificate", tlsCertificate));
    setTlsKey(json.getString("tlsKey", tlsKey));
    setTlsAuthority(json.getString("tlsAuthority", tlsAuthority));
    setMaxStreamBytes(json.getLong("maxStreamBytes", maxStreamBytes));
    setHeartbeatSeconds(json.getInteger("heartbeatSeconds", heartbeatSeconds));
  }

  private void rejectUnknown(JsonObject json) {
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(toJson().fieldNames());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + String.join(", ", unknown));
    }
  }

  /** These options as JSON, every name included. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("address", address)
        .put("port", port)
        .put("join", new JsonArray(join))
        .put("busPort", busPort)
        .put("streamPort", streamPort)
        .put("publicAddress", publicAddress)
        .put("publicPort", publicPort)
        .put("busPublicPort", busPublicPort)
        .put("streamPublicPort", streamPublicPort)
        .put("lite", lite)
        .put("clusterName", clusterName)
        .put("keyFile", keyFile)
        .put("previousKeyFile", previousKeyFile)
        .put("tlsCertificate", tlsCertificate)
        .put("tlsKey", tlsKey)
        .put("tlsAuthority", tlsAuthority)
        .put("maxStreamBytes", maxStreamBytes)
        .put("heartbeatSeconds", heartbeatSeconds);
  }

  /** Name of this node; empty for the machine's name and the port. */
  public String getId() {
    return id;
  }

  /**
   * Sets the name of this node, which no other node of the cluster may have: of two nodes of one name, the one started
   * first is taken for gone. Up to 63 letters, digits, dots, hyphens and underscores; empty for the machine's name and
   * the port.
   */
  public ClusterOptions setId(String id) {
    if (!Objects.requireNonNull(id, "id").isEmpty() && !NAME.matcher(id).matches()) {
      throw new IllegalArgumentException("id is '" + id
          + "', up to 63 letters, digits, dots, hyphens and underscores are needed");
    }
    this.id = id;
    return this;
  }

  /** The id, or what stands for an empty one. May look up the machine's name, and so may block. */
  public String nodeName() {
    return id.isEmpty() ? Machine.name() + "-" + (port == 0 ? ProcessHandle.current().pid() : port) : id;
  }

  /** Address of this machine that Hazelcast, the event bus and the streams are bound to. */
  public String getAddress() {
    return address;
  }

  /** Sets the address of this machine that Hazelcast, the event bus and the streams are bound to; never all of them. */
  public ClusterOptions setAddress(String address) {
    this.address = notEmpty(address, "address");
    return this;
  }

  /** Port of Hazelcast. */
  public int getPort() {
    return port;
  }

  /** Sets the port of Hazelcast. */
  public ClusterOptions setPort(int port) {
    this.port = port(port, "port");
    return this;
  }

  /** Members to join by, each as host:port. */
  public List<String> getJoin() {
    return join;
  }

  /** Sets members to join by, each as host:port; one of them that answers is enough. Empty for a first node. */
  public ClusterOptions setJoin(List<String> join) {
    join.forEach(HostAndPort::parse);
    this.join = List.copyOf(join);
    return this;
  }

  /** Port of the event bus. */
  public int getBusPort() {
    return busPort;
  }

  /** Sets the port of the event bus. */
  public ClusterOptions setBusPort(int busPort) {
    this.busPort = port(busPort, "busPort");
    return this;
  }

  /** Port of the streams. */
  public int getStreamPort() {
    return streamPort;
  }

  /** Sets the port of the streams. */
  public ClusterOptions setStreamPort(int streamPort) {
    this.streamPort = port(streamPort, "streamPort");
    return this;
  }

  /** Address under which other nodes reach this one; empty for the address. */
  public String getPublicAddress() {
    return publicAddress;
  }

  /** Sets the address under which other nodes reach this one; empty for the address. */
  public ClusterOptions setPublicAddress(String publicAddress) {
    this.publicAddress = Objects.requireNonNull(publicAddress, "publicAddress");
    return this;
  }

  /** Port under which other nodes reach Hazelcast; 0 for the port. */
  public int getPublicPort() {
    return publicPort;
  }

  /** Sets the port under which other nodes reach Hazelcast; 0 for the port. */
  public ClusterOptions setPublicPort(int publicPort) {
    this.publicPort = port(publicPort, "publicPort");
    return this;
  }

  /** Port under which other nodes reach the event bus; 0 for the port that it is bound to. */
  public int getBusPublicPort() {
    return busPublicPort;
  }

  /** Sets the port under which other nodes reach the event bus; 0 for the port that it is bound to. */
  public ClusterOptions setBusPublicPort(int busPublicPort) {
    this.busPublicPort = port(busPublicPort, "busPublicPort");
    return this;
  }

  /** Port under which other nodes reach the streams; 0 for the port that they are bound to. */
  public int getStreamPublicPort() {
    return streamPublicPort;
  }

  /** Sets the port under which other nodes reach the streams; 0 for the port that they are bound to. */
  public ClusterOptions setStreamPublicPort(int streamPublicPort) {
    this.streamPublicPort = port(streamPublicPort, "streamPublicPort");
    return this;
  }

  /** Whether this node holds nothing of what the cluster shares. */
  public boolean isLite() {
    return lite;
  }

  /**
   * Sets whether this node holds nothing of what the cluster shares, so that its coming and going moves no data. A
   * cluster needs at least one node that is not lite.
   */
  public ClusterOptions setLite(boolean lite) {
    this.lite = lite;
    return this;
  }

  /** Name of the cluster; nodes of other names are not joined. */
  public String getClusterName() {
    return clusterName;
  }

  /** Sets the name of the cluster; nodes of other names are not joined. It is no secret. */
  public ClusterOptions setClusterName(String clusterName) {
    this.clusterName = notEmpty(clusterName, "clusterName");
    return this;
  }

  /** File with the cluster's key; empty for an open cluster. */
  public String getKeyFile() {
    return keyFile;
  }

  /** Sets the file with the cluster's key, which nodes sign with and accept; empty for an open cluster. */
  public ClusterOptions setKeyFile(String keyFile) {
    this.keyFile = Objects.requireNonNull(keyFile, "keyFile");
    return this;
  }

  /** File with the key that is accepted besides the cluster's key; empty for none. */
  public String getPreviousKeyFile() {
    return previousKeyFile;
  }

  /** Sets the file with the key that is accepted besides the cluster's key while keys are changed; empty for none. */
  public ClusterOptions setPreviousKeyFile(String previousKeyFile) {
    this.previousKeyFile = Objects.requireNonNull(previousKeyFile, "previousKeyFile");
    return this;
  }

  /** PEM file with this node's certificate; empty for no TLS. */
  public String getTlsCertificate() {
    return tlsCertificate;
  }

  /** Sets the PEM file with this node's certificate; empty for no TLS. */
  public ClusterOptions setTlsCertificate(String tlsCertificate) {
    this.tlsCertificate = Objects.requireNonNull(tlsCertificate, "tlsCertificate");
    return this;
  }

  /** PEM file with the private key of the certificate; empty for no TLS. */
  public String getTlsKey() {
    return tlsKey;
  }

  /** Sets the PEM file with the private key of the certificate; empty for no TLS. */
  public ClusterOptions setTlsKey(String tlsKey) {
    this.tlsKey = Objects.requireNonNull(tlsKey, "tlsKey");
    return this;
  }

  /** PEM file with the certificate of the authority that signs the nodes' certificates; empty for no TLS. */
  public String getTlsAuthority() {
    return tlsAuthority;
  }

  /**
   * Sets the PEM file with the certificate of the authority that signs the nodes' certificates; empty for no TLS.
   * Whoever has a certificate of it is a node, so it must sign nothing else.
   */
  public ClusterOptions setTlsAuthority(String tlsAuthority) {
    this.tlsAuthority = Objects.requireNonNull(tlsAuthority, "tlsAuthority");
    return this;
  }

  /** Bytes of all streams that this node receives at a time. */
  public long getMaxStreamBytes() {
    return maxStreamBytes;
  }

  /** Sets the bytes of all streams that this node receives at a time; at least 1. */
  public ClusterOptions setMaxStreamBytes(long maxStreamBytes) {
    if (maxStreamBytes < 1) {
      throw new IllegalArgumentException("maxStreamBytes is " + maxStreamBytes + ", at least 1 is needed");
    }
    this.maxStreamBytes = maxStreamBytes;
    return this;
  }

  /** Seconds of silence after which a member is removed. */
  public int getHeartbeatSeconds() {
    return heartbeatSeconds;
  }

  /** Sets the seconds of silence after which a member is removed; 3 to 300, and the same on every node. */
  public ClusterOptions setHeartbeatSeconds(int heartbeatSeconds) {
    this.heartbeatSeconds = inRange(heartbeatSeconds, MIN_HEARTBEAT_SECONDS, MAX_HEARTBEAT_SECONDS,
        "heartbeatSeconds");
    return this;
  }

  /** Whether messages are signed with a key. */
  public boolean isKeyed() {
    return !keyFile.isEmpty();
  }

  /** Whether the event bus and the streams use TLS. */
  public boolean isTls() {
    return !tlsCertificate.isEmpty();
  }

  /**
   * Checks what the setters cannot: how the options go together. Looks up the address, and so may block.
   *
   * @return the address
   * @throws IllegalArgumentException saying what is wrong
   */
  public InetAddress validate() {
    if (isTls() != !tlsKey.isEmpty() || isTls() != !tlsAuthority.isEmpty()) {
      throw new IllegalArgumentException("tlsCertificate, tlsKey and tlsAuthority belong together: give all or none");
    }
    if (!isKeyed() && !previousKeyFile.isEmpty()) {
      throw new IllegalArgumentException("previousKeyFile is given without keyFile");
    }
    if (publicAddress.isEmpty() && (publicPort != 0 || busPublicPort != 0 || streamPublicPort != 0)) {
      throw new IllegalArgumentException("publicPort, busPublicPort and streamPublicPort need a publicAddress");
    }
    if (!publicAddress.isEmpty() && port == 0 && publicPort == 0) {
      throw new IllegalArgumentException("publicAddress needs a port or a publicPort that is not 0");
    }
    if (lite && join.isEmpty()) {
      throw new IllegalArgumentException("a lite node joins full members: join is empty");
    }
    InetAddress local = Machine.address(address);
    if (!local.isLoopbackAddress() && !(isKeyed() && isTls())) {
      throw new IllegalArgumentException("address " + address + " is not a loopback address: keyFile, tlsCertificate,"
          + " tlsKey and tlsAuthority are needed there; 'pvf keys' makes them");
    }
    return local;
  }

  private static String notEmpty(String value, String name) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    return value;
  }

  private static int port(int port, String name) {
    return inRange(port, 0, MAX_PORT, name);
  }

  private static int inRange(int value, int least, int most, String name) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + value + ", " + least + " to " + most + " is needed");
    }
    return value;
  }
}
