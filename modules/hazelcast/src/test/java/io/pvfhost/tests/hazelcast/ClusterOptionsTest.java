package io.pvfhost.tests.hazelcast;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.HostAndPort;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

class ClusterOptionsTest {

  @Test
  void survivesJson() {
    JsonObject json = new JsonObject("""
        {"id": "n1", "address": "10.8.0.1", "port": 1, "join": ["a:1", "[fd00::1]:2"], "busPort": 2, "streamPort": 3,
        "publicAddress": "p", "publicPort": 4, "busPublicPort": 5, "streamPublicPort": 6, "lite": true,
        "clusterName": "c", "keyFile": "k", "previousKeyFile": "pk", "tlsCertificate": "tc", "tlsKey": "tk",
        "tlsAuthority": "ta", "maxStreamBytes": 7, "heartbeatSeconds": 8}""");
    assertEquals(new ClusterOptions().toJson().fieldNames(), json.fieldNames());
    assertEquals(json, new ClusterOptions(json).toJson());
    assertEquals(json, new ClusterOptions(new ClusterOptions(json)).toJson());
  }

  /** The options as JSON, and words of the refusal. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{'bogus': 1}              | unknown option bogus",
    "{'id': 'a b'}             | id is 'a b'",
    "{'id': '-a'}              | id is '-a'",
    "{'address': ''}           | address is empty",
    "{'clusterName': ''}       | clusterName is empty",
    "{'port': -1}              | port is -1, 0 to 65535 is needed",
    "{'busPort': 65536}        | busPort is 65536, 0 to 65535",
    "{'streamPort': -1}        | streamPort is -1",
    "{'publicPort': -1}        | publicPort is -1",
    "{'busPublicPort': -1}     | busPublicPort is -1",
    "{'streamPublicPort': -1}  | streamPublicPort is -1",
    "{'join': ['a']}           | 'a' is no host:port",
    "{'join': ['a:1', 'b:0']}  | 'b:0' has no port of 1 to 65535",
    "{'maxStreamBytes': 0}     | maxStreamBytes is 0, at least 1 is needed",
    "{'heartbeatSeconds': 2}   | heartbeatSeconds is 2, 3 to 300 is needed",
    "{'heartbeatSeconds': 301} | heartbeatSeconds is 301, 3 to 300 is needed",
  })
  void refusesAValueOutOfRange(String json, String words) {
    JsonObject options = new JsonObject(json.replace('\'', '"'));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new ClusterOptions(options));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  /** The options as JSON, and words of the refusal. 192.0.2.1 is reserved for documentation. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
    "{'tlsKey': 'k'}                            | belong together",
    "{'tlsCertificate': 'c', 'tlsKey': 'k'}     | belong together",
    "{'tlsAuthority': 'a'}                      | belong together",
    "{'previousKeyFile': 'p'}                   | previousKeyFile is given without keyFile",
    "{'publicPort': 1}                          | need a publicAddress",
    "{'busPublicPort': 1}                       | need a publicAddress",
    "{'streamPublicPort': 1}                    | need a publicAddress",
    "{'publicAddress': 'p', 'port': 0}          | publicAddress needs a port or a publicPort",
    "{'lite': true}                             | a lite node joins full members",
    "{'address': '0.0.0.0'}                     | one address of this machine is needed",
    "{'address': '::'}                          | one address of this machine is needed",
    "{'address': '224.0.0.1'}                   | one address of this machine is needed",
    "{'address': '192.0.2.1'}                   | address 192.0.2.1 is none of this machine",
  })
  void refusesWhatDoesNotGoTogether(String json, String words) {
    ClusterOptions options = new ClusterOptions(new JsonObject(json.replace('\'', '"')));
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, options::validate);
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }

  @Test
  void refusesAnAddressThatOthersReachWithoutKeysAndTls() throws SocketException {
    InetAddress reachable = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress()).findFirst()
        .orElseGet(() -> abort("this machine has no address but loopback addresses"));
    ClusterOptions open = new ClusterOptions().setAddress(reachable.getHostAddress());
    ClusterOptions keyed = new ClusterOptions(open).setKeyFile("k");
    ClusterOptions tls = new ClusterOptions(open).setTlsCertificate("c").setTlsKey("k").setTlsAuthority("a");
    for (ClusterOptions options : List.of(open, keyed, tls)) {
      IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, options::validate);
      assertTrue(refused.getMessage().contains("is not a loopback address: keyFile, tlsCertificate, tlsKey and "
          + "tlsAuthority are needed there"), refused.getMessage());
    }
    assertEquals(reachable, tls.setKeyFile("k").validate());
  }

  @Test
  void goesByTheNameOfTheMachineWithoutAnId() {
    assertEquals("n1", new ClusterOptions().setId("n1").nodeName());
    assertTrue(new ClusterOptions().setPort(5801).nodeName().endsWith("-5801"));
    assertTrue(new ClusterOptions().setPort(0).nodeName().endsWith("-" + ProcessHandle.current().pid()));
    // Whatever the machine is called, it is a name that may be given.
    new ClusterOptions().setId(new ClusterOptions().nodeName());
  }

  @ParameterizedTest
  @CsvSource({"host:1, host, 1", "10.0.0.1:65535, 10.0.0.1, 65535", "[fd00::1]:5701, fd00::1, 5701"})
  void readsHostAndPort(String text, String host, int port) {
    assertEquals(new HostAndPort(host, port), HostAndPort.parse(text));
    assertEquals(text, HostAndPort.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "host", "host:", ":1", "host:0", "host:65536", "host:-1", "host:1x", "fd00::1",
    "fd00::1:5701", "[]:1", "a,b:1", "a b:1", "host:999999999999"})
  void refusesWhatIsNoHostAndPort(String text) {
    assertThrows(IllegalArgumentException.class, () -> HostAndPort.parse(text));
  }
}
