/**
 * The WebAssembly specification's own test suite of the MVP, from {@code vectors/wasm-spec-mvp.tar.gz} of the data
 * folder. What cannot apply to this engine, and why, is listed in the resource {@code engine/spec-exceptions.txt}; an
 * entry that no longer differs fails the test as much as a new difference.
 */
package io.pvfhost.tests.engine.spec;
