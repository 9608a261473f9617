/** The compiler of Wasm to JVM bytecode, in one walk over each function body. */
package io.pvfhost.engine.impl.compiler;
