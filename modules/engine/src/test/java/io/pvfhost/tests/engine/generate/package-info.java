/**
 * A seeded generator of valid modules, the interpreter they are judged by, and shrinking of what differs.
 *
 * <p>The build runs {@code 2,000} modules of a fixed seed under three segment sizes. More by command:
 * {@code mvn -pl modules/engine -am test -Dtest=GeneratedModulesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dpvf.engine.modules=100000 -Dpvf.engine.seed=7}. A difference is printed as the smallest module that still shows it,
 * in hex, with the call; put it as a line into {@code src/test/resources/engine/found.txt} and it is run before all
 * others from then on.
 */
package io.pvfhost.tests.engine.generate;
