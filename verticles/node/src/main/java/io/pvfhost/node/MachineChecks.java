package io.pvfhost.node;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What system, processor and JDK offer. */
final class MachineChecks {

  private static final int FIRST_JDK_WITH_AOT_CACHE = 25;
  private static final long MIB = 1 << 20;

  private MachineChecks() {
  }

  static List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(system());
    findings.add(epoll());
    findings.add(jdk());
    findings.add(Finding.ok("processors", String.valueOf(Runtime.getRuntime().availableProcessors())));
    findings.add(memory());
    findings.add(landlock());
    findings.add(seccomp());
    findings.add(userNamespaces());
    return findings;
  }

  private static Finding system() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
        + System.getProperty("os.arch");
    return "Linux".equals(System.getProperty("os.name")) ? Finding.ok("system", system)
        : Finding.missing("system", system + "; Linux is needed");
  }

  private static Finding epoll() {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try {
      if (vertx.isNativeTransportEnabled()) {
        return Finding.ok("epoll", "Netty's native transport is loaded");
      }
      Throwable cause = vertx.unavailableNativeTransportCause();
      return Finding.missing("epoll", "Netty's native transport cannot be loaded"
          + (cause == null ? "" : ": " + LocalNode.message(cause)));
    } finally {
      vertx.close().await();
    }
  }

  private static Finding jdk() {
    int feature = Runtime.version().feature();
    return Finding.ok("java", Runtime.version() + " of " + System.getProperty("java.vendor") + ", "
        + System.getProperty("java.home") + "; workers start from "
        + (feature >= FIRST_JDK_WITH_AOT_CACHE ? "an AOT cache" : "a CDS archive (an AOT cache needs JDK "
        + FIRST_JDK_WITH_AOT_CACHE + ")"));
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return Finding.ok("memory", system.getTotalMemorySize() / MIB + " MiB, of which "
        + system.getFreeMemorySize() / MIB + " MiB unused");
  }

  private static Finding landlock() {
    Optional<String> modules = read("/sys/kernel/security/lsm");
    if (modules.isEmpty()) {
      return Finding.unknown("landlock", "/sys/kernel/security/lsm cannot be read");
    }
    return List.of(modules.get().split(",")).contains("landlock")
        ? Finding.ok("landlock", "active in this kernel; not used yet")
        : Finding.absent("landlock", "not among the active security modules: " + modules.get());
  }

  private static Finding seccomp() {
    Optional<String> mode = read("/proc/self/status").flatMap(status -> status.lines()
        .filter(line -> line.startsWith("Seccomp:")).map(line -> line.substring("Seccomp:".length()).strip())
        .findFirst());
    if (mode.isEmpty()) {
      return Finding.absent("seccomp", "/proc/self/status does not tell of it: the kernel has none");
    }
    String actions = read("/proc/sys/kernel/seccomp/actions_avail").orElse("unknown");
    return Finding.ok("seccomp", "mode of this process " + mode.get() + ", actions " + actions + "; not used yet");
  }

  private static Finding userNamespaces() {
    Optional<String> most = read("/proc/sys/user/max_user_namespaces");
    if (most.isEmpty()) {
      return Finding.absent("user namespaces", "the kernel has none");
    }
    String lock = "/proc/sys/kernel/unprivileged_userns_clone";
    if (read(lock).filter("0"::equals).isPresent()) {
      return Finding.absent("user namespaces", "for root only: " + lock + " is 0");
    }
    return "0".equals(most.get()) ? Finding.absent("user namespaces", "/proc/sys/user/max_user_namespaces is 0")
        : Finding.ok("user namespaces", "up to " + most.get() + "; not used yet");
  }

  private static Optional<String> read(String file) {
    try {
      return Optional.of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      // Absent and unreadable files are an answer here.
      return Optional.empty();
    }
  }
}
