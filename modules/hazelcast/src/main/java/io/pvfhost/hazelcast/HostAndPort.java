package io.pvfhost.hazelcast;

/**
 * Where a member listens.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

  private static final int MAX_PORT = 65535;

  /**
   * Reads host:port; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("'" + text + "' is no host:port: an IPv6 address needs brackets");
    }
    if (host.isBlank() || host.indexOf(',') >= 0 || host.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("'" + text + "' is no host:port");
    }
    return new HostAndPort(host, port(text, text.substring(colon + 1)));
  }

  private static int port(String text, String digits) {
    if (digits.matches("[0-9]{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= MAX_PORT) {
        return port;
      }
    }
    throw new IllegalArgumentException("'" + text + "' has no port of 1 to " + MAX_PORT);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
