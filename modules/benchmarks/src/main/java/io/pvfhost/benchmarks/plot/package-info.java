/** Plots of figures as SVG files, with nothing but strings. */
package io.pvfhost.benchmarks.plot;
