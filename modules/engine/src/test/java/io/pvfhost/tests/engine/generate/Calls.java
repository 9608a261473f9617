package io.pvfhost.tests.engine.generate;

import io.pvfhost.tests.engine.machine.Machine;
import io.pvfhost.tests.engine.machine.Outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.CRC32;

/** The calls a module is tried with, and what a machine answers to them. */
final class Calls {

  private static final int FUEL = 250;

  private Calls() {}

  /** One call. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Call(String export, long[] arguments) {

    @Override
    public String toString() {
      return export + Arrays.stream(arguments).mapToObj(bits -> " " + Long.toHexString(bits)).collect(
          Collectors.joining());
    }

    static Call parse(String text) {
      String[] words = text.split(" ", -1);
      return new Call(words[0], Arrays.stream(words).skip(1).mapToLong(w -> Long.parseUnsignedLong(w, 16)).toArray());
    }
  }

  /** Returns two calls of each function. */
  static List<Call> of(Program program, long seed) {
    Random random = new Random(~seed);
    List<Call> calls = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < program.functions().size(); i++) {
        byte[] params = program.typeOf(i).params();
        long[] arguments = new long[params.length];
        for (int k = 0; k < params.length; k++) {
          arguments[k] = Generator.edge(random, params[k]);
        }
        calls.add(new Call("f" + i, arguments));
      }
    }
    return calls;
  }

  /**
   * Makes the calls one after the other, in a new instance at first and after each trap, and tells of each how it
   * ended, the globals and a checksum of the memory.
   */
  static List<String> answers(Supplier<? extends Machine> instances, List<Call> calls, int globals) {
    List<String> answers = new ArrayList<>();
    Machine machine = instances.get();
    for (Call call : calls) {
      String answer = answer(machine, call, globals);
      answers.add(answer);
      if (isTrap(answer)) {
        machine = instances.get();
      }
    }
    return answers;
  }

  /** Makes one call with fuel. */
  static String answer(Machine machine, Call call, int globals) {
    machine.call("refuel", FUEL);
    Outcome outcome = machine.call(call.export(), call.arguments());
    return (outcome.isTrap() ? outcome.trap() : Long.toHexString(outcome.bits())) + state(machine, globals);
  }

  /** Returns whether an answer tells of a trap. */
  static boolean isTrap(String answer) {
    return !answer.matches("[0-9a-f]+;.*");
  }

  private static String state(Machine machine, int globals) {
    CRC32 checksum = new CRC32();
    byte[] memory = machine.memory();
    checksum.update(memory);
    String values = LongStream.range(0, globals)
        .mapToObj(i -> Long.toHexString(machine.global("g" + i)))
        .collect(Collectors.joining(" "));
    return "; globals " + values + "; pages " + (memory.length >> 16) + " " + Long.toHexString(checksum.getValue());
  }
}
