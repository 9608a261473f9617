/** Tests of the arithmetic behind the elliptic-curve host functions. */
package io.pvfhost.tests.engine.ecc;
