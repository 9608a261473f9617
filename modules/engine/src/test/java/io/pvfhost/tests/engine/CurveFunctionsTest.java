package io.pvfhost.tests.engine;

import io.pvfhost.engine.ImportKind;
import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.host.Guest;
import io.pvfhost.engine.impl.host.HeapAllocator;
import io.pvfhost.engine.impl.host.HostFunction;
import io.pvfhost.engine.impl.host.HostFunctions;
import io.pvfhost.engine.impl.host.HostTrap;
import io.pvfhost.scale.ScaleException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CurveFunctionsTest {

  private static final int PAGES = 2;
  private static final String EXPONENTIATION = "ext_host_calls_bls12_381_final_exponentiation_version_1";
  private static final List<String> NAMES = List.of(
      EXPONENTIATION,
      "ext_host_calls_bls12_381_multi_miller_loop_version_1",
      "ext_host_calls_bls12_381_msm_g1_version_1",
      "ext_host_calls_bls12_381_msm_g2_version_1",
      "ext_host_calls_bls12_381_mul_g1_version_1",
      "ext_host_calls_bls12_381_mul_g2_version_1",
      "ext_host_calls_ed_on_bls12_381_bandersnatch_msm_version_1",
      "ext_host_calls_ed_on_bls12_381_bandersnatch_mul_version_1",
      "ext_host_calls_pallas_msm_version_1",
      "ext_host_calls_pallas_mul_version_1",
      "ext_host_calls_vesta_msm_version_1",
      "ext_host_calls_vesta_mul_version_1");

  private static HostFunction function(String name) {
    return HostFunctions.findCurve(name).orElseThrow();
  }

  /** Our answers beside those of Parity's worker. */
  @Test
  void everyJudgedRunAgrees() throws IOException, ScaleException {
    Judge judge = new Judge(Candidates.ENGINE);
    assertEquals(List.of(), judge.differences(Vectors.resource("engine/curves.jsonl.gz")));
    assertTrue(judge.runs() > 500, "runs " + judge.runs());
  }

  @Test
  void everyNameHasItsType() {
    for (String name : NAMES) {
      HostFunction function = function(name);
      assertEquals(name, function.name());
      assertEquals(name.equals(EXPONENTIATION) ? "[I64]" : "[I64, I64, I64]", function.type().params().toString());
      assertEquals("[I32]", function.type().results().toString());
      assertEquals(ImportKind.ELLIPTIC_CURVE, ImportKind.of("env:" + name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRuleHasThemUnlessParamsEnableThem(RuleSet rules) {
    NAMES.forEach(name -> assertTrue(HostFunctions.find(name, rules).isEmpty(), name));
  }

  @Test
  void otherNamesAreMissing() {
    for (String name : NAMES) {
      String stem = name.substring(0, name.length() - 1);
      for (String other : List.of(stem, stem + "0", stem + "2", name + "0", name.substring(4), "env:" + name)) {
        assertTrue(HostFunctions.findCurve(other).isEmpty(), other);
      }
    }
    for (String other : List.of("", "ext_host_calls_version_1", "ext_host_calls__version_1", "ext_host_calls_")) {
      assertTrue(HostFunctions.findCurve(other).isEmpty(), other);
      assertEquals(ImportKind.MISSING, ImportKind.of("env:" + other));
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(NAMES);
  }

  /** Spans in memory, at its end and beyond. */
  @Provide
  Arbitrary<long[]> spans() {
    Arbitrary<Long> halves = Arbitraries.oneOf(
        Arbitraries.of(0L, 1L, 8L, 40L, 65L, 96L, 104L, PAGES * 65_536L - 1, PAGES * 65_536L, 0x80000000L, 0xffffffffL),
        Arbitraries.longs().between(0, PAGES * 65_536L + 10));
    return halves.flatMap(low -> halves.map(high -> low | high << 32)).array(long[].class).ofSize(3);
  }

  @Property(tries = 3_000)
  void noArgumentsBreakAFunction(@ForAll("names") String name, @ForAll("spans") long[] spans,
      @ForAll @Size(max = 200) byte[] content) {
    TestMemory memory = new TestMemory(PAGES, PAGES);
    memory.write(0, content);
    Guest guest = new Guest();
    guest.open(memory, new HeapAllocator(memory, 0));
    HostFunction function = function(name);
    try {
      long result = function.body().call(guest, Arrays.copyOf(spans, function.type().params().size()));
      assertTrue(List.of(0L, 1L, 2L, 3L, 4L, 255L).contains(result), "result " + result);
    } catch (HostTrap e) {
      assertNotNull(e.getMessage());
    }
  }

  /** A class loader that tells what it has loaded. */
  private static final class Loader extends URLClassLoader {

    Loader(URL... places) {
      super(places, ClassLoader.getPlatformClassLoader());
    }

    Class<?> loaded(String name) {
      return findLoadedClass(name);
    }
  }

  @Test
  void whoCallsNoneLoadsNothing() throws ReflectiveOperationException, IOException {
    String entry = "io.pvfhost.engine.impl.ecc.CurveCalls";
    try (Loader loader = new Loader(HostFunctions.class.getProtectionDomain().getCodeSource().getLocation(),
        ScaleException.class.getProtectionDomain().getCodeSource().getLocation())) {
      Class<?> functions = loader.loadClass(HostFunctions.class.getName());
      for (String name : NAMES) {
        functions.getMethod("findCurve", String.class).invoke(null, name);
      }
      assertNotNull(loader.loaded("io.pvfhost.engine.impl.host.CurveFunctions"));
      assertNull(loader.loaded(entry));
    }
  }
}
