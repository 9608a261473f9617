package io.pvfhost.engine.impl.crypto;

/**
 * A point of edwards25519, the curve {@code -x^2 + y^2 = 1 + d x^2 y^2}, in extended coordinates: x = X/Z, y = Y/Z and
 * T = XY/Z. Mutable: an operation overwrites this point with its result.
 *
 * <p>T is needed for additions only; a point says which operations leave it out. Formulas: Hisil, Wong, Carter, Dawson,
 * "Twisted Edwards curves revisited", which hold for every pair of points, also of small order.
 */
public final class EdwardsPoint {

  /** The curve's d, -121665/121666. */
  public static final Field25519 D = Field25519.hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");

  private static final Field25519 TWICE_D =
      Field25519.hex("2406d9dc56dffce7198e80f2eef3d13000e0149a8283b156ebd69b9426b2f159");
  private static final Field25519 ONE = Field25519.of(1);
  private static final int SIGN_BYTE = Field25519.BYTES - 1;

  private final Field25519 x = new Field25519();
  private final Field25519 y = new Field25519();
  private final Field25519 z = new Field25519();
  private final Field25519 t = new Field25519();

  // What an operation works with; kept so that a chain of them allocates nothing.
  private final Field25519 e = new Field25519();
  private final Field25519 f = new Field25519();
  private final Field25519 g = new Field25519();
  private final Field25519 h = new Field25519();

  /** Makes the neutral element. */
  public EdwardsPoint() {
    y.set(ONE);
    z.set(ONE);
  }

  /** A point made ready to be added to others: Y+X, Y-X, 2Z and 2dT. */
  public static final class Addend {

    private final Field25519 sum = new Field25519();
    private final Field25519 difference = new Field25519();
    private final Field25519 twiceZ = new Field25519();
    private final Field25519 twiceDt = new Field25519();

    private Addend(EdwardsPoint p) {
      sum.add(p.y, p.x);
      difference.subtract(p.y, p.x);
      twiceZ.add(p.z, p.z);
      twiceDt.multiply(p.t, TWICE_D);
    }
  }

  /** Makes this point ready to be added to others. */
  public Addend toAddend() {
    return new Addend(this);
  }

  Field25519 x() {
    return x;
  }

  Field25519 y() {
    return y;
  }

  Field25519 z() {
    return z;
  }

  Field25519 t() {
    return t;
  }

  /** Sets this to a point with Z = 1. */
  public EdwardsPoint setAffine(Field25519 itsX, Field25519 itsY) {
    x.set(itsX);
    y.set(itsY);
    z.set(ONE);
    t.multiply(x, y);
    return this;
  }

  /** Sets this to {@code p}, all coordinates. */
  public EdwardsPoint set(EdwardsPoint p) {
    x.set(p.x);
    y.set(p.y);
    z.set(p.z);
    t.set(p.t);
    return this;
  }

  /**
   * Decodes 32 bytes: y with the sign of x in the top bit. As lenient as ZIP 215 asks: y may be the prime or more, and
   * zero may have a sign.
   *
   * @return whether there is such a point; this one has no meaning if not
   */
  public boolean decode(byte[] bytes, int offset) {
    y.read(bytes, offset);
    z.set(ONE);
    Field25519 u = e.square(y);
    Field25519 v = f.multiply(u, D).add(f, ONE);
    u.subtract(u, ONE);
    if (!x.squareRootOfRatio(u, v)) {
      return false;
    }
    boolean negative = bytes[offset + SIGN_BYTE] < 0;
    if (negative != x.isNegative()) {
      x.negate(x);
    }
    t.multiply(x, y);
    return true;
  }

  /** Encodes the point in 32 bytes. */
  public byte[] encode() {
    Field25519 inverse = e.invert(z);
    byte[] bytes = f.multiply(y, inverse).toBytes();
    if (g.multiply(x, inverse).isNegative()) {
      bytes[SIGN_BYTE] |= (byte) 0x80;
    }
    return bytes;
  }

  /** Sets this to {@code 2 p}. */
  public EdwardsPoint twice(EdwardsPoint p) {
    twiceWithoutT(p);
    t.multiply(e, h);
    return this;
  }

  /** Sets this to {@code 2 p} but leaves out T, which is enough for the next doubling. */
  public EdwardsPoint twiceWithoutT(EdwardsPoint p) {
    e.add(p.x, p.y).square(e);
    f.square(p.z);
    g.square(p.x);
    h.square(p.y);
    x.add(g, h); // from here on p is not needed, and may be this point
    e.subtract(e, x);
    g.subtract(h, g);
    f.add(f, f).subtract(g, f);
    h.negate(x);
    x.multiply(e, f);
    y.multiply(g, h);
    z.multiply(f, g);
    return this;
  }

  /** Sets this to {@code this + q}. */
  public EdwardsPoint add(Addend q) {
    addXy(q.sum, q.difference);
    t.multiply(t, q.twiceDt);
    z.multiply(z, q.twiceZ);
    f.subtract(z, t);
    g.add(z, t);
    return complete();
  }

  /** Sets this to {@code this - q}. */
  public EdwardsPoint subtract(Addend q) {
    addXy(q.difference, q.sum);
    t.multiply(t, q.twiceDt);
    z.multiply(z, q.twiceZ);
    f.add(z, t);
    g.subtract(z, t);
    return complete();
  }

  private void addXy(Field25519 plus, Field25519 minus) {
    e.subtract(y, x);
    h.add(y, x);
    x.multiply(e, minus);
    y.multiply(h, plus);
    e.subtract(y, x);
    h.add(y, x);
  }

  private EdwardsPoint complete() {
    x.multiply(e, f);
    y.multiply(g, h);
    z.multiply(f, g);
    t.multiply(e, h);
    return this;
  }

  /** Sets this to {@code 8 this}: what is of small order becomes neutral. */
  public EdwardsPoint clearCofactor() {
    return twiceWithoutT(twiceWithoutT(twiceWithoutT(this)));
  }

  /** Returns whether this is the neutral element. */
  public boolean isNeutral() {
    return x.isZero() && y.equalTo(z);
  }
}
