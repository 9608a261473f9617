package io.pvfhost.node;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.node.vectors.Comparison;
import io.pvfhost.node.vectors.EnginePath;
import io.pvfhost.node.vectors.Tally;
import io.pvfhost.node.vectors.VectorPath;
import io.pvfhost.node.vectors.VectorReport;
import io.pvfhost.node.vectors.VectorWriter;
import io.pvfhost.node.vectors.WorkerPath;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code pvf vectors}. */
@Command(name = "vectors", sortOptions = false, description = {
    "Answers candidates that Parity's own workers have answered, and compares.",
    "With --judge, those workers are asked again, and their answers compared with the file's or written to another. "
        + "Every rule set has its crates: 2603 those of 29, 2509 of 22, 2409 of 16.",
    "Prints every difference with both answers, and a line for each file. Exit code 0 if all are equal, 1 if not, "
        + "2 wrong usage or unreadable files, 3 if the host cannot start."},
    footer = {"",
      "A file NAME.json is a list of cases with real blocks; any other is a JSON object a line, plain or NAME.gz:",
      "  {\"code\": base64, \"params\": hex of the SCALE executor params,",
      "   \"runs\": [{\"name\", \"head\": hex, \"block\": hex or \"00*N\" for N zeros, \"number\",",
      "             \"expect\": {RULES: {\"prepare\", \"execute\", \"result\"}}}]}"})
final class VectorsCommand implements Callable<Integer> {

  private static final int PARALLEL = Runtime.getRuntime().availableProcessors();

  @Spec
  private CommandSpec spec;
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of vectors.")
  private List<Path> files;
  @Mixin
  private RulesOption rules;
  @Mixin
  CommonOptions common;

  @Option(names = "--path", paramLabel = "engine|worker", defaultValue = "engine",
      description = "Through the engine in this process (default) or through worker processes.")
  private String path;
  @Option(names = "--judge", paramLabel = "DIR",
      description = "Through Parity's own workers, the programs in DIR/29, DIR/22 and DIR/16.")
  private Path judge;
  @Option(names = "--write", paramLabel = "FILE",
      description = "With --judge: write the modules and runs to FILE, with the judge's answers in place of those they "
          + "have, if any.")
  private Path write;
  @Option(names = "--limit", paramLabel = "N", defaultValue = "" + Integer.MAX_VALUE,
      description = "First runs of each file; default all.")
  private int limit;
  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Inputs.inRange("--limit", limit, 1, Integer.MAX_VALUE);
    files.forEach(VectorsCommand::checkReadable);
    boolean throughWorkers = throughWorkers();
    if (write != null) {
      return write();
    }
    boolean equal = true;
    for (RuleSet each : rules.asked()) {
      equal &= throughWorkers ? throughWorkers(each) : compare(each, new EnginePath(each));
    }
    return equal ? ExitCode.OK : ExitCode.INVALID;
  }

  private int write() throws IOException, InterruptedException {
    if (judge == null || !rules.asked().contains(RuleSet.DEFAULT)) {
      throw new InputException("--write needs --judge, and --rules " + RuleSet.DEFAULT + " or all");
    }
    if (files.stream().anyMatch(file -> file.toString().endsWith(".json"))) {
      throw new InputException("--write: real blocks cannot be written, lines of modules can");
    }
    try (Judges judges = Judges.start(new Judge(judge), rules.asked(), PARALLEL);
        Writer out = Files.newBufferedWriter(write)) {
      VectorWriter writer = new VectorWriter(judges.paths());
      for (Path file : files) {
        spec.commandLine().getOut().printf("%-24s %6d runs written%n", file.getFileName(), writer.write(file, out));
      }
    } catch (IOException e) {
      throw new InputException("cannot write " + write + ": " + Inputs.cause(e), e);
    }
    return ExitCode.OK;
  }

  private static void checkReadable(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputException("cannot read " + file + ": no such file");
    }
  }

  private boolean throughWorkers() {
    return judge != null || switch (path) {
      case "engine" -> false;
      case "worker" -> true;
      default -> throw new InputException("--path: '" + path + "' is neither engine nor worker");
    };
  }

  private boolean throughWorkers(RuleSet each) throws IOException, InterruptedException {
    // Nothing that was prepared before: preparing is part of what is compared.
    try (ScratchDirectory cache = ScratchDirectory.create("pvf-vectors-")) {
      NodeOptions options = judge == null ? ours(each, cache.path())
          : new Judge(judge).options(each, PARALLEL, cache.path());
      try (LocalNode node = LocalNode.start(options)) {
        return compare(each, new WorkerPath(node.client()));
      }
    }
  }

  private static NodeOptions ours(RuleSet each, Path cache) {
    NodeOptions options = new NodeOptions().withRules(each.label());
    options.execute().setWorkers(PARALLEL).setCacheDirectory(cache.toString());
    options.prepare().setWorkers(PARALLEL).setCacheDirectory(cache.toString());
    return options;
  }

  private boolean compare(RuleSet each, VectorPath way) throws InterruptedException {
    VectorReport report = json ? VectorReport.json(spec.commandLine().getOut())
        : VectorReport.text(spec.commandLine().getOut());
    Comparison comparison = new Comparison(each, way, limit, PARALLEL, report);
    boolean equal = true;
    for (Path file : files) {
      equal &= run(comparison, file).different() == 0;
    }
    return equal;
  }

  private static Tally run(Comparison comparison, Path file) throws InterruptedException {
    try {
      return comparison.run(file);
    } catch (IOException e) {
      throw new InputException("cannot read " + file + ": " + Rows.printable(Inputs.cause(e)), e);
    }
  }
}
