package io.pvfhost.host;

/** The two kinds of worker process (protocol, section 1.1). */
public enum WorkerKind {
  /** Runs {@code validate_block} over a prepared artifact. */
  EXECUTE("execute"),
  /** Turns validation code into an artifact. */
  PREPARE("prepare");

  private final String word;

  WorkerKind(String word) {
    this.word = word;
  }

  /** The word used in socket names and directory names, {@code execute} or {@code prepare}. */
  public String word() {
    return word;
  }

  /** The first argument of the program, {@code execute-worker} or {@code prepare-worker}. */
  public String subcommand() {
    return word + "-worker";
  }
}
