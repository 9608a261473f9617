package io.pvfhost.host;

import io.pvfhost.host.impl.ChildProcess;

import java.io.File;
import java.io.IOException;

/**
 * Starts workers with {@link ProcessBuilder}: a process of its own and a cleared environment, no further confinement.
 */
public final class ProcessBuilderSpawner implements WorkerSpawner {

  @Override
  public WorkerProcess spawn(WorkerLaunch launch) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.commandLine());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    builder.directory(launch.workerDir().toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    return ChildProcess.watch(builder.start(), launch.program().kind());
  }

  @Override
  public String confinement() {
    return "none";
  }
}
