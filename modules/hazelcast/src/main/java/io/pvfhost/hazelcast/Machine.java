package io.pvfhost.hazelcast;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Name and addresses of this machine. */
final class Machine {

  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
  private static final int MAX_NAME_LENGTH = 40;

  private Machine() {
  }

  /** A name for this machine of letters, digits, dots, hyphens and underscores. */
  static String name() {
    String name = hostName().replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "node" : name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH));
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.debug("the name of this machine has no address", e);
      return "";
    }
  }

  /**
   * One address of this machine.
   *
   * @param text a name or an address
   * @throws IllegalArgumentException if it means something else
   */
  static InetAddress address(String text) {
    try {
      InetAddress address = InetAddress.getByName(text);
      if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
        throw new IllegalArgumentException("address is " + text + ", one address of this machine is needed");
      }
      if (NetworkInterface.getByInetAddress(address) != null) {
        return address;
      }
      throw new IllegalArgumentException("address " + text + " is none of this machine");
    } catch (UnknownHostException | SocketException e) {
      throw new IllegalArgumentException("address " + text + " is none of this machine", e);
    }
  }
}
