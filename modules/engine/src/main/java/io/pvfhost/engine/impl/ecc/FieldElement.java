package io.pvfhost.engine.impl.ecc;

/**
 * An element of a field, immutable.
 *
 * @param <E> the elements of this field
 */
interface FieldElement<E extends FieldElement<E>> {

  /** Returns the one of this field. */
  E one();

  E add(E b);

  E subtract(E b);

  E negate();

  E multiply(E b);

  E square();

  /**
   * Returns the element by which this one must be multiplied to give one.
   *
   * @throws ArithmeticException if this is zero
   */
  E inverse();

  boolean isZero();

  /** Returns whether this and another element are the same, however they are held. */
  default boolean equalTo(E b) {
    return subtract(b).isZero();
  }
}
