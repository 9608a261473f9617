package io.pvfhost.tests.node;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The launcher {@code pvf} in a project of its own, with scripts in place of Java and Maven. */
class LauncherTest {

  private static final String JAVA = """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'openjdk version "%s" 2025-01-01' >&2
      else
        printf '%%s\\n' "$@"
      fi
      """;
  private static final String MAVEN = """
      #!/bin/sh
      echo "$@" >>"%1$s/mvn-calls"
      echo '[INFO] Building PVF Host :: node 0.1.0    [1/1]'
      mkdir -p "%1$s/verticles/node/target"
      : >"%1$s/verticles/node/target/pvf-node.jar"
      """;
  private static final String BROKEN_MAVEN = """
      #!/bin/sh
      echo '[INFO] fine so far'
      echo '[ERROR] cannot find symbol'
      exit 1
      """;

  @TempDir
  private Path dir;
  private Path root;
  private Path jar;

  private record Run(int exitCode, String out, String err) {
  }

  private record Launch(Process process, Path out, Path err) {

    Run end() throws Exception {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  @BeforeEach
  void makeProject() throws IOException {
    root = Files.createDirectory(dir.resolve("a project"));
    jar = root.resolve("verticles/node/target/pvf-node.jar");
    program(root.resolve("pvf"), ProjectFiles.read("pvf"));
    write(root.resolve("pom.xml"), "");
    write(root.resolve("config/logback.xml"), "");
    write(root.resolve("modules/scale/pom.xml"), "");
    write(root.resolve("modules/scale/src/main/java/A.java"), "");
    write(root.resolve("verticles/node/pom.xml"), "");
    write(root.resolve("verticles/node/src/main/java/B.java"), "");
    java("17.0.9");
    program(dir.resolve("bin/mvn"), MAVEN.formatted(root));
  }

  @Test
  void buildsOnceAndStartsJavaWithTheArgumentsAsTheyAre() throws Exception {
    Run first = pvf("validate", "--code", "a file", "*");
    assertEquals(0, first.exitCode(), first.err());
    assertEquals(List.of("-jar", jar.toString(), "validate", "--code", "a file", "*"), tail(first.out(), 6));
    assertTrue(first.err().contains("pvf: building, once"), first.err());
    assertTrue(mavenCalls().get(0).startsWith("-B -ntp -DskipTests"), mavenCalls().toString());
    Run second = pvf("demo");
    assertEquals("", second.err());
    assertEquals(1, mavenCalls().size());
  }

  @Test
  void buildsAgainWhenASourceIsNewerThanTheJar() throws Exception {
    pvf("demo");
    later(root.resolve("modules/scale/src/main/java/A.java"));
    pvf("demo");
    assertEquals(2, mavenCalls().size());
  }

  @Test
  void buildsAgainWhenASourceIsGone() throws Exception {
    pvf("demo");
    Files.delete(root.resolve("modules/scale/src/main/java/A.java"));
    later(root.resolve("modules/scale/src/main/java"));
    pvf("demo");
    assertEquals(2, mavenCalls().size());
  }

  @Test
  void doesNotBuildForATest() throws Exception {
    pvf("demo");
    later(write(root.resolve("modules/scale/src/test/java/ATest.java"), ""));
    pvf("demo");
    assertEquals(1, mavenCalls().size());
  }

  @Test
  void concurrentLaunchesBuildOnce() throws Exception {
    List<Launch> launches = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      launches.add(start(List.of(root.resolve("pvf").toString(), "demo")));
    }
    for (Launch launch : launches) {
      assertEquals(0, launch.end().exitCode());
    }
    assertEquals(1, mavenCalls().size());
  }

  @Test
  void worksThroughSymbolicLinksFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(dir.resolve("link"), Path.of("a project/pvf"));
    Path linkToLink = Files.createSymbolicLink(dir.resolve("bin/pvf"), link);
    Run run = start(List.of(linkToLink.toString(), "demo")).end();
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains(jar.toString()), run.out());
  }

  @Test
  void showsWhyABuildFailedAndStartsNothing() throws Exception {
    program(dir.resolve("bin/mvn"), BROKEN_MAVEN);
    Run run = pvf("demo");
    assertEquals(3, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains("[ERROR] cannot find symbol"), run.err());
    assertTrue(run.err().contains("the whole log is " + root.resolve(".pvf/build.log")), run.err());
    assertFalse(run.err().contains("fine so far"), run.err());
  }

  @Test
  void saysWhenThereIsNoMaven() throws Exception {
    Files.delete(dir.resolve("bin/mvn"));
    assertRefused("no mvn found");
  }

  @Test
  void saysWhenJavaHomeIsNone() throws Exception {
    Files.delete(dir.resolve("jdk/bin/java"));
    assertRefused("JAVA_HOME is " + dir.resolve("jdk") + ", where there is no bin/java");
  }

  @Test
  void saysWhenJavaIsTooOld() throws Exception {
    java("11.0.2");
    assertRefused("has version 11, a JDK 17 or later is needed");
  }

  @Test
  void saysWhenJavaIsOfTheOldNumbering() throws Exception {
    java("1.8.0_392");
    assertRefused("has version 1, a JDK 17 or later is needed");
  }

  @Test
  void saysWhenThereIsNoCompiler() throws Exception {
    Files.delete(dir.resolve("jdk/bin/javac"));
    assertRefused("belongs to no JDK");
  }

  @Test
  void quietensALaterJdk() throws Exception {
    java("25.0.1");
    assertTrue(pvf("demo").out().contains("--sun-misc-unsafe-memory-access=allow"));
  }

  private void assertRefused(String words) throws Exception {
    Run run = pvf("demo");
    assertEquals(3, run.exitCode());
    assertEquals("", run.out());
    assertTrue(run.err().contains(words), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  private Run pvf(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("pvf").toString()));
    command.addAll(List.of(args));
    return start(command).end();
  }

  /** Without a Maven of the machine's own: the search path has only what the launcher needs besides. */
  private Launch start(List<String> command) throws IOException {
    Path out = Files.createTempFile(dir, "out", "");
    Path err = Files.createTempFile(dir, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile())
        .redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("JAVA_HOME", dir.resolve("jdk").toString());
    builder.environment().put("PATH", tools().toString());
    return new Launch(builder.start(), out, err);
  }

  private Path tools() throws IOException {
    for (String tool : List.of("sed", "head", "tail", "find", "mkdir", "touch", "date", "sleep", "grep",
        "dirname", "readlink", "flock")) {
      Path wrapper = dir.resolve("bin").resolve(tool);
      if (!Files.exists(wrapper)) {
        program(wrapper, "#!/bin/sh\nexec " + which(tool) + " \"$@\"\n");
      }
    }
    return dir.resolve("bin");
  }

  private static Path which(String tool) {
    return List.of("/usr/bin", "/bin").stream().map(folder -> Path.of(folder, tool)).filter(Files::isExecutable)
        .findFirst().orElseThrow();
  }

  private void java(String version) throws IOException {
    program(dir.resolve("jdk/bin/java"), JAVA.formatted(version));
    program(dir.resolve("jdk/bin/javac"), "");
  }

  private List<String> mavenCalls() throws IOException {
    return Files.readAllLines(root.resolve("mvn-calls"));
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
  }

  private static List<String> tail(String text, int lines) {
    List<String> all = text.lines().toList();
    return all.subList(all.size() - lines, all.size());
  }

  private static void program(Path file, String text) throws IOException {
    Files.setPosixFilePermissions(write(file, text), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
