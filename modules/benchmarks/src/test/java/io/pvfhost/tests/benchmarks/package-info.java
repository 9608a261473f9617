/** Tests that benchmarks run; what they measure is not judged here. */
package io.pvfhost.tests.benchmarks;
