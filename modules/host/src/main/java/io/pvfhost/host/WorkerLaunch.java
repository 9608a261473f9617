package io.pvfhost.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One start of a worker program: the full command line and the whole environment of the child (protocol, section 1.2).
 * The arguments of the protocol come in its order; those of our own workers follow.
 *
 * @param program the program
 * @param socket the unix socket that the worker connects to
 * @param workerDir the worker's private directory
 */
public record WorkerLaunch(WorkerProgram program, Path socket, Path workerDir) {

  /** The only environment that a worker gets. An empty log directive leaves the worker's default level. */
  private static final Map<String, String> ENVIRONMENT = Map.of("RUST_LOG", "");

  /** The command line, program first. */
  public List<String> commandLine() {
    List<String> line = new ArrayList<>(program.command());
    line.add(program.kind().subcommand());
    line.add("--socket-path");
    line.add(socket.toString());
    line.add("--worker-dir-path");
    line.add(workerDir.toString());
    line.addAll(program.arguments());
    return line;
  }

  /** The child's whole environment; nothing of the host's is inherited. */
  public Map<String, String> environment() {
    return ENVIRONMENT;
  }
}
