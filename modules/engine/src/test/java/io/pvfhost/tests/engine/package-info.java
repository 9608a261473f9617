/** Tests of the engine through its public interface, and of its parts that are prescribed to the bit. */
package io.pvfhost.tests.engine;
