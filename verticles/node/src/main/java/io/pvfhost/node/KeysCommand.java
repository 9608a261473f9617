package io.pvfhost.node;

import io.pvfhost.hazelcast.ClusterOptions;
import io.pvfhost.hazelcast.keys.KeyDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code pvf keys}. */
@Command(name = "keys", sortOptions = false, description = {
    "Makes what the nodes of a cluster trust each other by: a private authority, a certificate and key for each node, "
        + "and the cluster's key.",
    "Run again on the same folder, it adds nodes. It never overwrites a file. Exit code 2 if it cannot write."})
final class KeysCommand implements Callable<Integer> {

  private static final int MAX_DAYS = 3650;
  private static final int MAX_NODES = 1000;
  private static final String DEFAULT_DAYS = "365";

  @Spec
  private CommandSpec spec;
  @Mixin
  CommonOptions common;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out;
  @Option(names = "--nodes", required = true, split = ",", paramLabel = "NAME[,NAME]",
      description = "Names of the nodes, those of their --id.")
  private List<String> nodes;
  @Option(names = "--days", paramLabel = "N", defaultValue = DEFAULT_DAYS,
      description = "How long the nodes' certificates are good for, 1 to " + MAX_DAYS
          + "; default ${DEFAULT-VALUE}. The authority's is good for " + MAX_DAYS + ".")
  private int days;

  @Override
  public Integer call() {
    Inputs.inRange("--days", days, 1, MAX_DAYS);
    Inputs.inRange("--nodes: number of names", nodes.size(), 1, MAX_NODES);
    checkNames();
    KeyDirectory directory = new KeyDirectory(out);
    boolean added = directory.exists();
    Instant end;
    try {
      end = directory.add(nodes, Duration.ofDays(days));
    } catch (IOException | GeneralSecurityException e) {
      throw new InputException("--out: " + LocalNode.message(e), e);
    }
    tell(added, end);
    return ExitCode.OK;
  }

  private void checkNames() {
    for (String node : nodes) {
      try {
        new ClusterOptions().setId(node);
      } catch (IllegalArgumentException e) {
        throw new InputException("--nodes: " + e.getMessage(), e);
      }
      if (node.isEmpty() || isKeyFile(node)) {
        throw new InputException("--nodes: '" + node + "' cannot be the name of a node here");
      }
    }
    if (new HashSet<>(nodes).size() < nodes.size()) {
      throw new InputException("--nodes: a name is there twice");
    }
  }

  private static boolean isKeyFile(String name) {
    return List.of(KeyDirectory.AUTHORITY, KeyDirectory.AUTHORITY_KEY, KeyDirectory.CLUSTER_KEY).contains(name);
  }

  private void tell(boolean added, Instant end) {
    PrintWriter stdout = spec.commandLine().getOut();
    Path first = out.resolve(nodes.get(0));
    stdout.printf("%s an authority and a cluster's key in %s. Keep %s where no node is: it makes nodes.%n",
        added ? "used" : "made", out, out.resolve(KeyDirectory.AUTHORITY_KEY));
    for (String node : nodes) {
      stdout.printf("node %s: copy the folder %s to its host, readable by the node's user only%n", node,
          out.resolve(node));
    }
    stdout.printf("%nThe configuration of %s then has, with the folder's place on that host:%n%n", nodes.get(0));
    stdout.printf("cluster:%n  id: %s%n  keyFile: %s%n  tlsCertificate: %s%n  tlsKey: %s%n  tlsAuthority: %s%n",
        nodes.get(0), first.resolve(KeyDirectory.CLUSTER_KEY), first.resolve(KeyDirectory.CERTIFICATE),
        first.resolve(KeyDirectory.KEY), first.resolve(KeyDirectory.AUTHORITY));
    stdout.printf("%nThe certificates are good until %s.%n", end.atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
