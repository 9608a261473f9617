package io.pvfhost.engine.impl.classfile;

/** A final class without fields, constructors or a superclass of its own, made of static methods. */
public final class ClassFile {

  private static final int MAGIC = 0xcafebabe;
  private static final int JAVA_17 = 61;
  private static final int PUBLIC_FINAL_SUPER_SYNTHETIC = 0x1031;

  private final String name;
  final ConstantPool pool = new ConstantPool();
  final ByteSink methods = new ByteSink(1 << 14);
  int methodCount;

  /**
   * Starts a class.
   *
   * @param name internal name
   */
  public ClassFile(String name) {
    this.name = name;
  }

  /** Returns the internal name. */
  public String name() {
    return name;
  }

  /** Returns the number of constants so far; 65,535 is the end. */
  public int constants() {
    return pool.count();
  }

  /** Returns the number of bytes of its methods so far. */
  public int methodBytes() {
    return methods.size();
  }

  /** Returns the class file. */
  public byte[] encode() {
    int thisClass = pool.type(name);
    int superClass = pool.type("java/lang/Object");
    ByteSink out = new ByteSink(methods.size() + 32 * pool.count());
    out.u4(MAGIC);
    out.u4(JAVA_17);
    pool.writeTo(out);
    out.u2(PUBLIC_FINAL_SUPER_SYNTHETIC);
    out.u2(thisClass);
    out.u2(superClass);
    out.u2(0); // interfaces
    out.u2(0); // fields
    out.u2(methodCount);
    out.put(methods);
    out.u2(0); // attributes
    return out.toArray();
  }
}
