package io.pvfhost.tests.host;

import io.pvfhost.host.RunDir;

import java.nio.file.Files;
import java.nio.file.Path;

/** Another host on the same cache directory, for {@link RunDirTest}: says where it is and lives until it is told. */
public final class RunDirHost {

  private RunDirHost() {
  }

  /** Opens a run directory in {@code args[0]} and holds it. */
  public static void main(String[] args) throws Exception {
    RunDir run = RunDir.open(Path.of(args[0]));
    Files.createDirectory(run.path().resolve("worker-dir-execute-000000"));
    System.out.println(run.path());
    if (System.in.read() == 'c') {
      run.close();
    }
    // Otherwise as if killed: nothing is cleaned up.
    Runtime.getRuntime().halt(0);
  }
}
