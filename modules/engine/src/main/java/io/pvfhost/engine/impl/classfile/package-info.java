/**
 * A small writer of class files: one constant pool, static methods, short jumps, stack maps given by the caller. It
 * computes nothing, and a method that turns out too large can be discarded without a trace.
 */
package io.pvfhost.engine.impl.classfile;
