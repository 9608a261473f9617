package io.pvfhost.tests.node;

import io.pvfhost.node.Main;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Nodes of a cluster in JVMs of their own, and a command that joins them. */
class ClusterNodeTest {

  private static final int SIGTERM_EXIT = 143;
  private static final Pattern READY = Pattern.compile(
      "pvf node ready: host (\\w+), pid (\\d+), .*, cluster (127\\.0\\.0\\.1:\\d+), (\\d members?)");

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void jobsThatComeInAtANodeWithoutWorkersRunWhereWorkersAre() throws Exception {
    Matcher host = start("--id", "host", "--cluster-port", "0", "--workers", "1");
    assertEquals("1 member", host.group(4));
    Matcher requester = start("--id", "requester", "--cluster-port", "0", "--join", host.group(3), "--workers", "0");
    assertEquals("2 members", requester.group(4));
    assertTrue(requester.group().contains("no workers"), requester.group());
    Pvf load = Pvf.run("load", "--join", requester.group(3), "--jobs", "20", "--concurrency", "4", "--json");
    assertEquals(0, load.exitCode(), load.err());
    assertEquals(new JsonObject().put("host", 20), new JsonObject(load.out()).getJsonObject("hosts"));
    for (Process process : processes) {
      process.toHandle().destroy();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(SIGTERM_EXIT, process.exitValue());
      assertEquals("", process.inputReader().lines().reduce("", String::concat));
    }
  }

  @Test
  void aCommandThatFindsNobodyToJoinSaysWhereItLookedAndEndsWith3() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    Pvf pvf = Pvf.run("load", "--join", "127.0.0.1:" + free);
    assertEquals(3, pvf.exitCode());
    assertEquals("pvf load: no full member of cluster pvf-v1 answers at 127.0.0.1:" + free, pvf.err().strip());
  }

  @Test
  void aNodeOnAPortInUseSaysSoAndEndsWith3() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Pvf pvf = Pvf.run("node", "--id", "late", "--cluster-port", String.valueOf(socket.getLocalPort()));
      assertEquals(3, pvf.exitCode());
      assertEquals("pvf node: the host cannot start: port " + socket.getLocalPort() + " of 127.0.0.1 is in use",
          pvf.err().strip());
      assertFalse(pvf.out().contains("ready"), pvf.out());
    }
  }

  /** Starts a node and reads the line that it is ready with. */
  private Matcher start(String... flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), Main.class.getName(), "node"));
    command.addAll(List.of(flags));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    processes.add(process);
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    assertTrue(ready.matches(), line);
    assertEquals(process.pid(), Long.parseLong(ready.group(2)));
    return ready;
  }
}
