/**
 * Validation code that computes, for a comparison of what engines make of it.
 */
package io.pvfhost.benchmarks.kernels;
