package io.pvfhost.tests.worker;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What the delivered jar must and must not contain. */
class ProgramJarIT {
  private static JarFile jar() throws IOException {
    return new JarFile(System.getProperty("pvf.worker.jar"));
  }

  @Test
  void startsTheWorkersMain() throws IOException {
    try (JarFile jar = jar()) {
      Manifest manifest = jar.getManifest();
      assertEquals("io.pvfhost.worker.Main", manifest.getMainAttributes().getValue("Main-Class"));
    }
  }

  @Test
  void holdsNoSignaturesNoModuleDescriptorsAndNoServerFrameworks() throws IOException {
    try (JarFile jar = jar()) {
      List<String> unwanted = jar.stream().map(entry -> entry.getName()).filter(ProgramJarIT::unwanted).toList();
      assertEquals(List.of(), unwanted);
    }
  }

  private static boolean unwanted(String name) {
    return name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)")
        || name.startsWith("META-INF/versions/")
        || name.endsWith("module-info.class")
        || name.startsWith("io/vertx/")
        || name.startsWith("io/netty/")
        || name.startsWith("org/slf4j/");
  }
}
