package io.pvfhost.engine.impl.ecc;

import java.math.BigInteger;

/**
 * A group of points and how they are written: uncompressed, in the way of arkworks. Points are not checked to be on the
 * curve, when they are read.
 *
 * @param <P> the points
 */
interface Curve<P extends GroupElement<P>> {

  /** Returns the order of the group that scalars are meant for. */
  BigInteger order();

  /** Returns the neutral element. */
  P zero();

  /** Returns the bytes of an encoded point. */
  int pointBytes();

  /** Reads a point. */
  P read(Decoder in) throws CurveFault;

  /** Returns an encoded point. */
  byte[] encode(P point) throws CurveFault;
}
