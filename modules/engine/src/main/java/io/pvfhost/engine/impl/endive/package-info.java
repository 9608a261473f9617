/**
 * The engine on top of the Endive compiler, which turns Wasm into JVM byte code. The only package that names it.
 */
package io.pvfhost.engine.impl.endive;
