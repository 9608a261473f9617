package io.pvfhost.tests.execute;

import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.execute.HostOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutionException;

import static io.pvfhost.tests.execute.Jobs.assertOutcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Worker programs that cannot be started, or not to any use: jobs are answered, and the host can be stopped. */
@Timeout(120)
class SpawnFaultsTest {

  @TempDir
  private Path programs;
  private TestHost host;

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private Path script(String text) throws IOException {
    Path script = Files.writeString(programs.toAbsolutePath().resolve("worker"), "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void use(HostOptions<?> options, Path program) {
    options.setWorkerCommand(List.of(program.toString())).setWorkerVersion("9.9.9").setSpawnAttempts(3)
        .setMinBackOff(10).setAcceptTimeout(100);
  }

  private void startWithExecuteProgram(Path program) throws Exception {
    host = TestHost.start(execute -> use(execute.setWorkers(1).setSpares(0), program), prepare -> { });
  }

  private void assertSpawnFails(String cause) throws Exception {
    ExecuteReply reply = host.run(Jobs.adder());
    assertOutcome(ReasonCode.SPAWN_FAILED, reply);
    assertTrue(reply.reason().message().contains(cause), reply.reason().message());
    assertEquals(List.of(), reply.attempts());
  }

  @Test
  void aProgramThatExitsAtOnceIsReportedWithItsLastWords() throws Exception {
    startWithExecuteProgram(script("echo out of luck; exit 3"));
    assertSpawnFails("out of luck");
    assertSpawnFails("exit");
  }

  @Test
  void theProgramMayBeGivenByARelativePath() throws Exception {
    Path program = script("echo out of luck; exit 3");
    startWithExecuteProgram(Path.of("").toAbsolutePath().relativize(program));
    assertSpawnFails("out of luck");
  }

  @Test
  void aProgramThatNeverConnectsIsGivenUp() throws Exception {
    startWithExecuteProgram(script("exec sleep 1000"));
    assertSpawnFails("did not connect within 100 ms");
  }

  @Test
  void aProgramThatIsGoneAfterTheStartIsReported() throws Exception {
    Path program = script("exit 0");
    startWithExecuteProgram(program);
    Files.delete(program);
    assertSpawnFails("cannot start " + program);
  }

  @Test
  void aPrepareProgramThatExitsAtOnceEndsTheJobsThatNeedIt() throws Exception {
    Path program = script("echo out of luck; exit 3");
    host = TestHost.start(execute -> { }, prepare -> use(prepare, program));
    assertSpawnFails("out of luck");
  }

  @Test
  void aProgramThatDoesNotExistFailsTheDeployment() throws Exception {
    assertNotDeployed(programs.toAbsolutePath().resolve("nothing"), "does not exist");
  }

  @Test
  void aProgramThatIsNotExecutableFailsTheDeployment() throws Exception {
    Path text = programs.toAbsolutePath().resolve("text");
    assertNotDeployed(Files.writeString(text, "no program"), "is not executable");
  }

  @Test
  void aProgramWithoutAVersionFailsTheDeployment() throws Exception {
    Path program = script("exit 0");
    host = TestHost.configure(
        execute -> execute.setWorkerCommand(List.of(program.toString())).setWorkerVersion(""), prepare -> { });
    assertDeploymentFails("printed no version");
  }

  private void assertNotDeployed(Path program, String why) throws Exception {
    host = TestHost.configure(execute -> use(execute, program), prepare -> use(prepare, program));
    assertDeploymentFails(program + " " + why);
    ExecutionException thrown = assertThrows(ExecutionException.class, host::deployPrepare);
    assertTrue(thrown.getMessage().contains(program + " " + why), thrown.getMessage());
  }

  private void assertDeploymentFails(String why) {
    ExecutionException thrown = assertThrows(ExecutionException.class, host::deployExecute);
    IOException cause = assertInstanceOf(IOException.class, thrown.getCause());
    assertTrue(cause.getMessage().contains(why), cause.getMessage());
  }
}
