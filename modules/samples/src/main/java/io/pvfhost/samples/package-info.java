/**
 * Small validation functions with known behaviour, for tests, benchmarks and demonstrations. The WebAssembly is built
 * from the sources in {@code src/main/wasm} and kept as resources, so no compiler is needed to use it.
 */
package io.pvfhost.samples;
