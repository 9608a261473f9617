package io.pvfhost.engine.impl.classfile;

import java.util.concurrent.atomic.AtomicInteger;

/** The name of a method that generated code calls often; pools remember where they put it. */
public final class MethodRef {

  private static final AtomicInteger COUNT = new AtomicInteger();

  final String owner;
  final String name;
  final String descriptor;

  /** Place in the memory of a pool; has no influence on what is written. */
  final int number = COUNT.getAndIncrement();

  /**
   * Names a static method.
   *
   * @param owner internal name of its class
   */
  public MethodRef(String owner, String name, String descriptor) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
  }
}
