/**
 * The elliptic-curve host functions of spec 6.6: the pairing of BLS12-381, and sums of multiples of points of it,
 * Bandersnatch, Pallas and Vesta. Its classes are loaded when the first of them is called. Only public values are
 * handled, so nothing here runs in constant time.
 */
package io.pvfhost.engine.impl.ecc;
