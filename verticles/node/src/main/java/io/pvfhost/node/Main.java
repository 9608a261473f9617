package io.pvfhost.node;

import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line. */
public final class Main {

  private Main() {
  }

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(utf8(System.out), utf8(System.err), args));
  }

  // JSON is UTF-8, whatever the terminal is.
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /**
   * Runs a command.
   *
   * @param out standard output, for what was asked for only
   * @param err standard error
   * @param args the command line
   * @return exit code: 0 valid or done, 1 invalid, 2 wrong usage or unreadable input, 3 no verdict
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new PvfCommand())
        // @FILE is how commands take bytes; picocli would read arguments from it.
        .setExpandAtFiles(false)
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler((e, arguments) -> usage(e, err))
        .setExecutionExceptionHandler((e, command, result) -> failed(e, command, result, err))
        .execute(args);
  }

  private static int usage(ParameterException e, PrintWriter err) {
    CommandLine command = e.getCommandLine();
    String message = e.getMessage().replaceFirst("^Error: ", "");
    err.println(name(command) + ": " + message + "; see '" + name(command) + " --help'");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine command, ParseResult result, PrintWriter err) {
    if (e instanceof InputException) {
      err.println(name(command) + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
    if (e instanceof HostException) {
      err.println(name(command) + ": " + e.getMessage());
    } else {
      err.println(name(command) + ": failed: " + LocalNode.message(e) + "; -v shows more");
    }
    LoggerFactory.getLogger(Main.class).debug("{} failed", result.originalArgs(), e);
    return ExitCode.NO_VERDICT;
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }
}
