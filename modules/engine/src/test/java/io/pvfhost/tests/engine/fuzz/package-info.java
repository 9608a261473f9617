/**
 * Fuzz targets of what reads hostile bytes: the module reader with the compiler, and the decompressor.
 *
 * <p>The build runs them over what was once found ({@code engine/fuzz-findings.txt}) and over seeded mutations of
 * generated modules. For long runs they are targets of Jazzer, which is no dependency of the build; profile
 * {@code fuzz} brings it:
 *
 * <pre>
 * mvn -Pfuzz -pl modules/engine -am test -DskipTests [-Dfuzz.target=CompilerTarget|BlobTarget] [-Dfuzz.seconds=600]
 * </pre>
 *
 * <p>A crash is left in {@code target/fuzz}; add its hex to the findings.
 */
package io.pvfhost.tests.engine.fuzz;
