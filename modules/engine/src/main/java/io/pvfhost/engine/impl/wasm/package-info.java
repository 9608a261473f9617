/**
 * The binary format of Wasm modules: a bounded reader of everything but instructions, and the rewriting of sections.
 * Knows no engine.
 */
package io.pvfhost.engine.impl.wasm;
