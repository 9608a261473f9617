package io.pvfhost.tests.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import io.pvfhost.engine.PrepareFailure;
import io.pvfhost.engine.impl.runtime.InstantiationFailure;
import io.pvfhost.tests.engine.machine.Compiled;
import io.pvfhost.tests.engine.machine.Compiled.Settings;
import io.pvfhost.tests.engine.machine.Machine;
import io.pvfhost.tests.engine.machine.Outcome;

import java.util.HashMap;
import java.util.Map;

/** Runs one script of the suite and tells of each command how it went. */
final class Script {

  private static final int PAGES = 2_080;
  private static final long F32_NAN = 0x7fc00000L;
  private static final long F64_NAN = 0x7ff8000000000000L;

  /** What became of a command. */
  interface Report {

    /**
     * Takes a command that has been run.
     *
     * @param line line of the script
     * @param kind the command
     * @param difference what was not as it should be, {@code ok} if all was, or why it could not be run
     */
    void command(int line, String kind, String difference);
  }

  static final String OK = "ok";
  static final String TEXT = "is in the text format";
  static final String NO_MODULE = "needs a module that cannot be instantiated";

  private final Map<String, byte[]> files;
  private final Settings settings;
  private final Map<String, Machine> named = new HashMap<>();
  private Machine current;

  Script(Map<String, byte[]> files, Settings settings) {
    this.files = files;
    this.settings = settings;
  }

  void run(JsonNode commands, Report report) {
    for (JsonNode command : commands) {
      String kind = command.get("type").asText();
      if (!kind.equals("register")) {
        report.command(command.get("line").asInt(), kind, run(kind, command));
      }
    }
  }

  private String run(String kind, JsonNode command) {
    return switch (kind) {
      case "module" -> module(command);
      case "assert_malformed", "assert_invalid" -> refused(kind, command);
      case "assert_unlinkable", "assert_uninstantiable" -> instantiate(command) == null ? OK : "is instantiated";
      case "assert_return", "action" -> returns(command);
      case "assert_trap", "assert_exhaustion" -> traps(kind, command);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private String module(JsonNode command) {
    current = null;
    Object made = make(command);
    if (made instanceof Machine machine) {
      current = machine;
    }
    if (command.has("name")) {
      named.put(command.get("name").asText(), current);
    }
    return current == null ? made.toString() : OK;
  }

  private Machine instantiate(JsonNode command) {
    return make(command) instanceof Machine machine ? machine : null;
  }

  /** Returns an instance, or why there is none. */
  private Object make(JsonNode command) {
    try {
      return Compiled.of(file(command), settings).instantiate(PAGES);
    } catch (PrepareFailure e) {
      return "is refused as " + e.kind();
    } catch (InstantiationFailure e) {
      return "cannot be instantiated";
    }
  }

  /** What the suite finds wrong about a lack of memory must stay wrong. */
  private byte[] file(JsonNode command) {
    byte[] wasm = files.get(command.get("filename").asText());
    String kind = command.get("type").asText();
    boolean asItIs = !settings.rules().limitsMemoryAtPreparation() || kind.equals("assert_malformed")
        || (command.has("text") && command.get("text").asText().startsWith("unknown memory"));
    return asItIs ? wasm : MemoryAdded.to(wasm);
  }

  /** Malformed is what the first gate refuses, invalid what the second does. */
  private String refused(String kind, JsonNode command) {
    if (command.get("module_type").asText().equals("text")) {
      return TEXT;
    }
    try {
      Compiled.of(file(command), settings);
      return "is accepted: " + command.get("text").asText();
    } catch (PrepareFailure e) {
      PrepareFailure.Kind wanted = kind.equals("assert_malformed")
          ? PrepareFailure.Kind.PREVALIDATION
          : PrepareFailure.Kind.PREPARATION;
      return e.kind() == wanted ? OK : "is refused as " + e.kind() + ": " + command.get("text").asText();
    }
  }

  private Machine target(JsonNode action) {
    return action.has("module") ? named.get(action.get("module").asText()) : current;
  }

  private static Outcome call(Machine machine, JsonNode action) {
    String field = action.get("field").asText();
    if (action.get("type").asText().equals("get")) {
      return Outcome.returned(machine.global(field));
    }
    JsonNode arguments = action.get("args");
    long[] bits = new long[arguments.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Long.parseUnsignedLong(arguments.get(i).get("value").asText());
    }
    return machine.call(field, bits);
  }

  private String returns(JsonNode command) {
    JsonNode action = command.get("action");
    Machine machine = target(action);
    if (machine == null) {
      return NO_MODULE;
    }
    Outcome outcome = call(machine, action);
    if (outcome.isTrap()) {
      return "traps: " + outcome.trap();
    }
    JsonNode expected = command.get("expected");
    if (!command.get("type").asText().equals("assert_return") || expected.isEmpty()) {
      return OK;
    }
    long bits = bits(expected.get(0));
    return outcome.bits() == bits
        ? OK
        : "returns " + Long.toHexString(outcome.bits()) + " instead of " + Long.toHexString(bits);
  }

  /** Any NaN that the specification leaves open is the canonical one. */
  private static long bits(JsonNode value) {
    String text = value.get("value").asText();
    if (text.startsWith("nan:")) {
      return value.get("type").asText().equals("f32") ? F32_NAN : F64_NAN;
    }
    return Long.parseUnsignedLong(text);
  }

  private String traps(String kind, JsonNode command) {
    JsonNode action = command.get("action");
    Machine machine = target(action);
    if (machine == null) {
      return NO_MODULE;
    }
    Outcome outcome = call(machine, action);
    // Metering ends recursion with the instruction unreachable.
    Outcome wanted = kind.equals("assert_exhaustion")
        ? Outcome.trapped("unreachable")
        : Outcome.trapped(command.get("text").asText());
    return outcome.equals(wanted)
        ? OK
        : (outcome.isTrap() ? "traps: " + outcome.trap() : "returns") + " instead of trapping: " + wanted.trap();
  }
}
