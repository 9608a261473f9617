package io.pvfhost.worker;

/** The two programs: the word that chooses one, and the target of its log. */
enum WorkerProgram {
  EXECUTE("execute-worker"),
  PREPARE("prepare-worker");

  private final String word;

  WorkerProgram(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  String logTarget() {
    return "parachain::pvf-" + word;
  }
}
