package io.pvfhost.tests.engine.generate;

import io.pvfhost.tests.engine.generate.Program.FunctionType;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes the body of one function: statements, then the result. Sizes are instructions, roughly. */
final class BodyGenerator {

  private static final int DEEPEST = 12;
  private static final int MASK = 0x71;

  private final Generator generator;
  private final Random random;
  private final byte[] locals;
  private final byte result;
  /** What a branch to each open label must bring, the innermost last. */
  private final List<Byte> labels = new ArrayList<>();
  private int budget;
  private int depth;

  BodyGenerator(Generator generator, Random random, byte[] locals, byte result, int budget) {
    this.generator = generator;
    this.random = random;
    this.locals = locals;
    this.result = result;
    this.budget = budget;
  }

  List<Node> body() {
    labels.add(result);
    List<Node> body = new ArrayList<>();
    burn(body);
    int statements = Math.max(1, budget / 30);
    for (int i = 0; i < statements || budget > 100; i++) {
      body.add(statement());
    }
    if (result != Types.NONE) {
      body.add(expression(result));
    }
    return body;
  }

  /** Leaves the function when the fuel is used up, else uses one. */
  private void burn(List<Node> body) {
    Node empty = Node.of(0x45, Types.I32, 0, Node.of(Node.GLOBAL_GET, Types.I32, Program.FUEL));
    Node leave = result == Types.NONE
        ? Node.of(Node.RETURN, Types.NONE, 0)
        : Node.of(Node.RETURN, Types.NONE, 0, Node.constant(result, 0));
    body.add(Node.block(Node.IF, Types.NONE, List.of(empty), List.of(List.of(leave))).fix());
    body.add(Node.of(Node.GLOBAL_SET, Types.NONE, Program.FUEL, Node.of(0x6b, Types.I32, 0,
        Node.of(Node.GLOBAL_GET, Types.I32, Program.FUEL), Node.constant(Types.I32, 1))).fix());
  }

  private boolean chance(int oneIn) {
    return generator.chance(oneIn);
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private boolean tired() {
    return budget <= 0 || depth > DEEPEST;
  }

  // ---- statements -----------------------------------------------------------------------------------------------

  private Node statement() {
    budget--;
    depth++;
    Node node = tired() ? cheapStatement() : richStatement();
    depth--;
    return node;
  }

  private Node cheapStatement() {
    byte type = generator.someType();
    return Node.of(Node.DROP, Types.NONE, 0, Node.constant(type, Generator.edge(random, type)));
  }

  private Node richStatement() {
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4 -> setLocal();
      case 5, 6, 7 -> setGlobal();
      case 8, 9, 10, 11 -> store();
      case 12 -> Node.of(Node.DROP, Types.NONE, 0, expression(generator.someType()));
      case 13 -> block(Node.BLOCK, Types.NONE);
      case 14, 15 -> block(Node.LOOP, Types.NONE);
      case 16, 17 -> conditional(Types.NONE);
      case 18, 19 -> branchIf();
      case 20 -> call(Types.NONE);
      case 21 -> indirect(Types.NONE);
      case 22 -> generator.jumps() ? jump(Types.NONE) : branchIf();
      default -> Node.of(Node.NOP, Types.NONE, 0);
    };
  }

  private Node setLocal() {
    if (locals.length == 0) {
      return cheapStatement();
    }
    int local = random.nextInt(locals.length);
    return Node.of(Node.LOCAL_SET, Types.NONE, local, expression(locals[local]));
  }

  private Node setGlobal() {
    byte type = generator.someType();
    List<Integer> globals = generator.globals(type, true);
    return globals.isEmpty() ? setLocal() : Node.of(Node.GLOBAL_SET, Types.NONE, pick(globals), expression(type));
  }

  private Node store() {
    byte type = generator.someType();
    int[] opcodes = Types.stores(type);
    return Node.of(opcodes[random.nextInt(opcodes.length)], Types.NONE, offset(), address(), expression(type));
  }

  /** A {@code br_if} for its effect: what it brings stays on the stack if it does not branch, and is dropped. */
  private Node branchIf() {
    int label = random.nextInt(labels.size());
    byte type = labels.get(labels.size() - 1 - label);
    if (type == Types.NONE) {
      return Node.of(Node.BR_IF, Types.NONE, label, expression(Types.I32));
    }
    Node value = expression(type);
    return Node.of(Node.DROP, Types.NONE, 0, Node.of(Node.BR_IF, type, label, value, expression(Types.I32)));
  }

  // ---- both -----------------------------------------------------------------------------------------------------

  private Node block(int opcode, byte type) {
    labels.add(opcode == Node.LOOP ? Types.NONE : type);
    List<Node> body = new ArrayList<>();
    if (opcode == Node.LOOP) {
      burn(body);
    }
    fill(body, type);
    if (opcode == Node.LOOP && chance(2)) {
      Node again = Node.of(Node.BR_IF, Types.NONE, 0, expression(Types.I32));
      body.add(type == Types.NONE ? body.size() : body.size() - 1, again);
    }
    labels.remove(labels.size() - 1);
    return Node.block(opcode, type, List.of(), List.of(body));
  }

  private void fill(List<Node> body, byte type) {
    int statements = random.nextInt(4);
    for (int i = 0; i < statements; i++) {
      body.add(statement());
    }
    if (type != Types.NONE) {
      body.add(expression(type));
    }
  }

  private Node conditional(byte type) {
    Node condition = expression(Types.I32);
    labels.add(type);
    List<List<Node>> bodies = new ArrayList<>();
    int arms = type == Types.NONE && chance(2) ? 1 : 2;
    for (int i = 0; i < arms; i++) {
      List<Node> body = new ArrayList<>();
      fill(body, type);
      bodies.add(body);
    }
    labels.remove(labels.size() - 1);
    return Node.block(Node.IF, type, List.of(condition), bodies);
  }

  private Node call(byte type) {
    List<Integer> functions = generator.functionsGiving(type);
    if (functions.isEmpty()) {
      return type == Types.NONE ? cheapStatement() : leaf(type);
    }
    int function = pick(functions);
    return Node.of(Node.CALL, type, function, arguments(generator.typeOf(function)).toArray(new Node[0]));
  }

  private Node indirect(byte type) {
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < generator.types().size(); i++) {
      if (generator.types().get(i).result() == type) {
        fitting.add(i);
      }
    }
    if (fitting.isEmpty()) {
      return type == Types.NONE ? cheapStatement() : leaf(type);
    }
    int signature = pick(fitting);
    List<Node> kids = arguments(generator.types().get(signature));
    kids.add(chance(10)
        ? Node.of(0x70, Types.I32, 0, expression(Types.I32), Node.constant(Types.I32, generator.tableSize()))
        : Node.constant(Types.I32, generator.entryOf(signature)));
    return Node.of(Node.CALL_INDIRECT, type, signature, kids.toArray(new Node[0]));
  }

  private List<Node> arguments(FunctionType type) {
    List<Node> arguments = new ArrayList<>();
    for (byte param : type.params()) {
      arguments.add(type.params().length > 8 ? leaf(param) : expression(param));
    }
    return arguments;
  }

  /** Something that never ends normally; what stands behind it is dead. */
  private Node jump(byte type) {
    return switch (random.nextInt(10)) {
      case 0 -> Node.of(Node.UNREACHABLE, type, 0);
      case 1, 2, 3 -> leave(Node.RETURN, type, 0, result);
      case 4, 5, 6 -> {
        int label = random.nextInt(labels.size());
        yield leave(Node.BR, type, label, labels.get(labels.size() - 1 - label));
      }
      default -> jumpTable(type);
    };
  }

  private Node leave(int opcode, byte type, int label, byte brought) {
    return brought == Types.NONE
        ? Node.of(opcode, type, label)
        : Node.of(opcode, type, label, expression(brought));
  }

  private Node jumpTable(byte type) {
    byte brought = labels.get(random.nextInt(labels.size()));
    List<Integer> fitting = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(labels.size() - 1 - i) == brought) {
        fitting.add(i);
      }
    }
    int[] targets = new int[1 + random.nextInt(chance(20) ? 300 : 6)];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = pick(fitting);
    }
    List<Node> kids = new ArrayList<>();
    if (brought != Types.NONE) {
      kids.add(expression(brought));
    }
    kids.add(Node.of(MASK, Types.I32, 0, expression(Types.I32), Node.constant(Types.I32, 7)));
    return Node.jumpTable(type, targets, kids);
  }

  // ---- expressions ----------------------------------------------------------------------------------------------

  private Node expression(byte type) {
    budget--;
    depth++;
    Node node = tired() || chance(4) ? leaf(type) : richExpression(type);
    depth--;
    return node;
  }

  private Node leaf(byte type) {
    budget--;
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] == type) {
        places.add(i);
      }
    }
    if (!places.isEmpty() && chance(2)) {
      return Node.of(Node.LOCAL_GET, type, pick(places));
    }
    List<Integer> globals = generator.globals(type, false);
    if (!globals.isEmpty() && chance(3)) {
      return Node.of(Node.GLOBAL_GET, type, pick(globals));
    }
    return Node.constant(type, Generator.edge(random, type));
  }

  private Node richExpression(byte type) {
    return switch (random.nextInt(26)) {
      case 0, 1, 2 -> load(type);
      case 3, 4 -> select(type);
      case 5 -> block(Node.BLOCK, type);
      case 6 -> block(Node.LOOP, type);
      case 7, 8 -> conditional(type);
      case 9, 10 -> call(type);
      case 11 -> indirect(type);
      case 12 -> tee(type);
      case 13 -> generator.jumps() ? jump(type) : leaf(type);
      case 14 -> branchIfWith(type);
      case 15 -> memory(type);
      default -> compute(type);
    };
  }

  private Node compute(byte type) {
    Types.Signature signature = pick(Types.giving(type));
    if (Types.mayTrap(signature.opcode()) && !chance(3)) {
      signature = pick(Types.giving(type));
    }
    List<Node> kids = new ArrayList<>();
    if (generator.bare()) {
      kids.add(jump(signature.operands()[0]));
      return Node.of(signature.opcode(), type, 0, kids.toArray(new Node[0]));
    }
    for (byte operand : signature.operands()) {
      kids.add(expression(operand));
    }
    return Node.of(signature.opcode(), type, 0, kids.toArray(new Node[0]));
  }

  private Node load(byte type) {
    int[] opcodes = Types.loads(type);
    return Node.of(opcodes[random.nextInt(opcodes.length)], type, offset(), address());
  }

  private Node select(byte type) {
    return Node.of(Node.SELECT, type, 0, expression(type), expression(type), expression(Types.I32));
  }

  private Node tee(byte type) {
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] == type && chance(3)) {
        return Node.of(Node.LOCAL_TEE, type, i, expression(type));
      }
    }
    return leaf(type);
  }

  private Node branchIfWith(byte type) {
    for (int label = 0; label < labels.size(); label++) {
      if (labels.get(labels.size() - 1 - label) == type && chance(2)) {
        Node value = expression(type);
        return Node.of(Node.BR_IF, type, label, value, expression(Types.I32));
      }
    }
    return compute(type);
  }

  private Node memory(byte type) {
    if (type != Types.I32) {
      return load(type);
    }
    return chance(2)
        ? Node.of(Node.MEMORY_SIZE, type, 0)
        : Node.of(Node.MEMORY_GROW, type, 0, chance(4) ? expression(type) : Node.constant(type, random.nextInt(2)));
  }

  /** Mostly within the first page, sometimes anywhere. */
  private Node address() {
    Node any = expression(Types.I32);
    return chance(40) ? any : Node.of(MASK, Types.I32, 0, any, Node.constant(Types.I32, chance(3) ? 0xfe00 : 0xff));
  }

  private long offset() {
    return switch (random.nextInt(64)) {
      case 0 -> 0xffffffffL;
      case 1 -> 0x7fffffffL;
      case 2 -> 65530 + random.nextInt(12);
      case 3, 4, 5, 6, 7, 8, 9, 10 -> 0;
      default -> random.nextInt(300);
    };
  }
}
