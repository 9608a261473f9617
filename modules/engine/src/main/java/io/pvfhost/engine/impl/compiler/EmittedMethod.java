package io.pvfhost.engine.impl.compiler;

/**
 * A method that was emitted and is to be called.
 *
 * @param owner internal name of its class
 * @param name its name
 */
record EmittedMethod(String owner, String name) {}
