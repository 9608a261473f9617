package io.pvfhost.tests.host;

import io.pvfhost.host.ArtifactKey;
import io.pvfhost.host.EmbeddedWorker;
import io.pvfhost.host.ExternalWorker;
import io.pvfhost.host.IdleWorker;
import io.pvfhost.host.WorkerFactory;
import io.pvfhost.host.WorkerKind;
import io.pvfhost.host.WorkerProgram;
import io.pvfhost.scale.ExecutorParam;
import io.pvfhost.scale.ExecutorParams;
import io.pvfhost.scale.Hash;
import io.pvfhost.wire.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Worker programs as they are found before anything is started: the embedded one and those of others. */
@Timeout(60)
class WorkerProgramsTest {

  @RegisterExtension
  final Rig rig = new Rig();

  private Path script(String name, String body) throws IOException {
    Path file = Files.writeString(rig.file(name), "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static WorkerProgram external(Path file, String version) throws IOException {
    return ExternalWorker.program(WorkerKind.EXECUTE, List.of(file.toString()), version, any -> Dialect.S, "2603");
  }

  private static String refusal(Path file) {
    return assertThrows(IOException.class, () -> external(file, "")).getMessage();
  }

  @Test
  void aProgramIsAskedForItsVersion() throws IOException {
    Path file = script("worker", "test \"$1\" = --version && echo 1.16.0");
    WorkerProgram program = external(file, "");
    assertEquals("1.16.0", program.version());
    assertEquals(List.of(file.toString()), program.command());
  }

  @Test
  void aProgramIsAskedWithoutTheHostsEnvironment() throws IOException {
    assertEquals("empty", external(script("worker", "echo ${HOME-empty}"), "").version());
  }

  @Test
  void aVersionThatIsKnownIsNotAskedFor() throws IOException {
    assertEquals("7", external(script("worker", "exit 1"), "7").version());
  }

  @Test
  void aProgramThatPrintsNoVersionIsRefused() throws IOException {
    assertTrue(refusal(script("silent", "exit 0")).contains("printed no version"));
    assertTrue(refusal(script("failing", "echo 1.0; exit 3")).contains("printed no version"));
  }

  @Test
  void aProgramThatWaitsForItsInputIsNotWaitedFor() throws IOException {
    assertEquals("after", external(script("reader", "cat; echo after"), "").version());
  }

  @Test
  void aProgramThatNeverEndsIsKilledAndRefused() throws IOException {
    assertTrue(refusal(script("endless", "exec sleep 600")).contains("did not end within 5 s"));
  }

  @Test
  void aChildThatKeepsTheOutputOpenIsNotWaitedFor() throws Exception {
    Path pid = rig.file("pid");
    WorkerProgram program = external(script("parent", "sleep 600 & echo $! > " + pid + "; echo 3"), "");
    assertEquals("3", program.version());
    Rig.signal("KILL", Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void artifactsDependOnTheMemoryLimitByTheOlderRules() throws IOException {
    List<String> file = List.of(script("worker", "echo 1.0.0").toString());
    ExecutorParams small = new ExecutorParams(List.of(new ExecutorParam.MaxMemoryPages(64)));
    for (String rules : List.of("2603", "2509", "2409")) {
      WorkerProgram program = ExternalWorker.program(WorkerKind.PREPARE, file, "", any -> Dialect.S, rules);
      assertEquals(rules.equals("2603"), ArtifactKey.of(Hash.ZERO, small, program)
          .equals(ArtifactKey.of(Hash.ZERO, ExecutorParams.EMPTY, program)), rules);
    }
  }

  @Test
  void theVersionDecidesTheDialectIfAsked() throws IOException {
    List<String> file = List.of(script("worker", "echo 1.20.3").toString());
    assertSame(Dialect.R1,
        ExternalWorker.program(WorkerKind.EXECUTE, file, "", Dialect::ofNodeVersion, "2603").dialect());
    assertSame(Dialect.R2,
        ExternalWorker.program(WorkerKind.PREPARE, file, "1.25.0", Dialect::ofNodeVersion, "2603").dialect());
    String refusal = assertThrows(IOException.class,
        () -> ExternalWorker.program(WorkerKind.EXECUTE, file, "0.9", Dialect::ofNodeVersion, "2603")).getMessage();
    assertTrue(refusal.contains("no dialect is known for workers of node version 0.9"), refusal);
  }

  @Test
  void aMissingProgramIsRefused() {
    assertTrue(refusal(rig.file("absent")).contains("absent does not exist"));
  }

  @Test
  void aDirectoryIsRefused() {
    assertTrue(refusal(rig.cache()).contains("does not exist"));
  }

  @Test
  void aFileThatIsNotExecutableIsRefused() throws IOException {
    assertTrue(refusal(Files.writeString(rig.file("text"), "#!/bin/sh\n")).contains("is not executable"));
  }

  @Test
  void anotherProgramHasAnotherHash() throws IOException {
    Path file = script("worker", "echo 1");
    WorkerProgram before = external(file, "1");
    assertEquals(before.contentHash(), external(file, "1").contentHash());
    script("worker", "echo 2");
    assertNotEquals(before.contentHash(), external(file, "1").contentHash());
  }

  @Test
  void aProgramGivenByARelativePathIsStartedFromTheWorkersDirectoryToo() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(Rig.java().toAbsolutePath());
    List<String> command = Rig.fake("connect", "frames:2", "eof").command();
    List<String> words = new ArrayList<>(command);
    words.set(0, relative.toString());
    WorkerProgram program = ExternalWorker.program(WorkerKind.EXECUTE, words, "1", any -> Dialect.S, "2603");
    WorkerFactory factory = rig.factory();
    IdleWorker worker = rig.start(factory, program);
    assertTrue(Rig.isAlive(worker.handle().pid()));
  }

  @Test
  void anExternalProgramThatSpeaksTheProtocolBecomesAWorker() throws IOException {
    List<String> command = Rig.fake("connect", "frames:2", "eof").command();
    WorkerProgram program = ExternalWorker.program(WorkerKind.EXECUTE, command, "1", any -> Dialect.S, "2603");
    assertTrue(Rig.isAlive(rig.start(rig.factory(), program).handle().pid()));
  }

  @Test
  void theEmbeddedWorkerIsRepairedWhenDamagedAndItsClassArchiveStillFits() throws Exception {
    WorkerProgram program = RealWorkers.program(WorkerKind.EXECUTE);
    Path jar = Path.of(program.command().get(program.command().indexOf("-cp") + 1));
    byte[] good = Files.readAllBytes(jar);
    Files.write(jar, new byte[] {1, 2, 3});
    assertEquals(program, RealWorkers.program(WorkerKind.EXECUTE));
    assertArrayEquals(good, Files.readAllBytes(jar));
    // With this flag the JVM refuses to start when the archive does not fit.
    boolean aot = program.command().stream().anyMatch(word -> word.startsWith("-XX:AOTCache="));
    assertEquals(List.of(program.version()), output(program, aot ? "-XX:AOTMode=on" : "-Xshare:on", "--version"));
  }

  @Test
  void bothKindsOfEmbeddedWorkerAreOneProgram() throws IOException {
    assertEquals(RealWorkers.program(WorkerKind.EXECUTE).contentHash(),
        RealWorkers.program(WorkerKind.PREPARE).contentHash());
  }

  private static List<String> output(WorkerProgram program, String jvmFlag, String argument) throws Exception {
    List<String> command = new ArrayList<>(program.command());
    command.add(1, jvmFlag);
    command.add(argument);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor());
    return lines;
  }

  @Test
  void theEmbeddedWorkerCannotBeUnpackedIntoAFile() throws IOException {
    Path file = Files.createFile(rig.file("file"));
    IOException failure =
        assertThrows(IOException.class, () -> EmbeddedWorker.program(WorkerKind.EXECUTE, "2603", file));
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
  }

  @Test
  void anEmbeddedWorkerThatDoesNotFitOnTheDiskLeavesNoPartOfItself() throws Exception {
    Path disk = Files.createDirectory(rig.file("disk"));
    assumeTrue(Rig.trySh("mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString()) == 0, "may not mount");
    try {
      assertThrows(IOException.class, () -> EmbeddedWorker.program(WorkerKind.EXECUTE, "2603", disk));
      List<Path> made = Rig.entries(disk);
      assertEquals(List.of(), Rig.entries(made.get(0)));
    } finally {
      Rig.sh("umount", disk.toString());
    }
  }

  @Test
  void commandsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> Rig.program(WorkerKind.EXECUTE, List.of()));
  }
}
