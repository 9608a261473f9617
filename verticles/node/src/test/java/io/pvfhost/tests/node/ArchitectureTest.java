package io.pvfhost.tests.node;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Dependencies between modules point one way. */
class ArchitectureTest {

  private static final List<String> MODULES = List.of("modules/scale", "modules/wire", "modules/engine",
      "modules/samples", "modules/worker", "modules/host", "modules/api", "modules/cluster", "modules/hazelcast",
      "verticles/execute", "verticles/dispatch", "verticles/node");
  private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(
      MODULES.stream().map(ArchitectureTest::classesOf).toList());

  private static Path classesOf(String module) {
    return ProjectFiles.ROOT.resolve(module).resolve("target/classes");
  }

  /** A module, and the other modules it may know. */
  @ParameterizedTest
  @CsvSource({
    "scale, ''",
    "wire, scale",
    "engine, scale",
    "samples, scale",
    "api, scale",
    "worker, scale wire engine",
    "host, scale wire",
    "cluster, scale api",
    "execute, scale wire host api cluster",
    "node, scale engine samples api cluster hazelcast dispatch execute",
  })
  void aModuleKnowsOnlyTheModulesBelowIt(String module, String others) {
    assertTrue(CLASSES.stream().anyMatch(resideInAnyPackage(packages(module))), module + " has classes");
    String[] allowed = packages(Stream.concat(Stream.of(module), Arrays.stream(others.split(" ")))
        .filter(name -> !name.isEmpty()).toArray(String[]::new));
    classes().that().resideInAPackage("io.pvfhost." + module + "..")
        .should().onlyDependOnClassesThat(resideInAnyPackage(allowed).or(resideOutsideOfPackages("io.pvfhost..")))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({"scale", "wire", "engine", "samples", "worker"})
  void whatWorkersAreMadeOfNeverSeesVertxNettyOrHazelcast(String module) {
    noClasses().that().resideInAPackage("io.pvfhost." + module + "..")
        .should().dependOnClassesThat().resideInAnyPackage("io.vertx..", "io.netty..", "com.hazelcast..")
        .check(CLASSES);
  }

  @Test
  void nothingNamesTheRuntimeThatTestsCompareTheEngineWith() {
    noClasses().that().resideInAPackage("io.pvfhost..")
        .should().dependOnClassesThat().resideInAPackage("run.endive..")
        .check(CLASSES);
  }

  @Test
  void onlyTheHazelcastModuleNamesTheClusterManager() {
    noClasses().that().resideOutsideOfPackage("io.pvfhost.hazelcast..")
        .should().dependOnClassesThat().resideInAnyPackage("com.hazelcast..", "io.vertx.spi.cluster..")
        .check(CLASSES);
  }

  @Test
  void onlyTheHostAndClusterModulesUseNetty() {
    noClasses().that().resideOutsideOfPackages("io.pvfhost.host..", "io.pvfhost.cluster..")
        .should().dependOnClassesThat().resideInAPackage("io.netty..")
        .check(CLASSES);
  }

  @Test
  void onlyTheHostAndTheClusterSetTimers() {
    noClasses().that().resideOutsideOfPackages("io.pvfhost.host..", "io.pvfhost.cluster..", "io.pvfhost.dispatch")
        .should().callMethod(Vertx.class, "setTimer", long.class, Handler.class)
        .orShould().callMethod(Vertx.class, "setPeriodic", long.class, Handler.class)
        .check(CLASSES);
  }

  private static String[] packages(String... modules) {
    return Arrays.stream(modules).map(module -> "io.pvfhost." + module + "..").toArray(String[]::new);
  }
}
