/** Tests that benchmarks run and fail when they must; what they measure is not judged here. */
package io.pvfhost.tests.benchmarks;
