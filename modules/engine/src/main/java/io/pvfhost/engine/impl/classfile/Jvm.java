package io.pvfhost.engine.impl.classfile;

/** Instructions of the JVM, by the names of its specification. */
public final class Jvm {

  public static final int ICONST_M1 = 2;
  public static final int ICONST_0 = 3;
  public static final int LCONST_0 = 9;
  public static final int FCONST_0 = 11;
  public static final int DCONST_0 = 14;
  public static final int BIPUSH = 16;
  public static final int SIPUSH = 17;
  public static final int LDC = 18;
  public static final int LDC_W = 19;
  public static final int LDC2_W = 20;
  public static final int ILOAD = 21;
  public static final int ALOAD = 25;
  public static final int ILOAD_0 = 26;
  public static final int ALOAD_0 = 42;
  public static final int LALOAD = 47;
  public static final int ISTORE = 54;
  public static final int ASTORE = 58;
  public static final int ISTORE_0 = 59;
  public static final int ASTORE_0 = 75;
  public static final int NOP = 0;
  public static final int POP = 87;
  public static final int POP2 = 88;
  public static final int DUP = 89;
  public static final int DUP2 = 92;
  public static final int SWAP = 95;
  public static final int IADD = 96;
  public static final int ISUB = 100;
  public static final int IMUL = 104;
  public static final int FADD = 98;
  public static final int FSUB = 102;
  public static final int FMUL = 106;
  public static final int FDIV = 110;
  public static final int IREM = 112;
  public static final int ISHL = 120;
  public static final int ISHR = 122;
  public static final int IUSHR = 124;
  public static final int IAND = 126;
  public static final int LAND = 127;
  public static final int IOR = 128;
  public static final int IXOR = 130;
  public static final int I2L = 133;
  public static final int I2F = 134;
  public static final int I2D = 135;
  public static final int L2I = 136;
  public static final int L2F = 137;
  public static final int L2D = 138;
  public static final int LCMP = 148;
  public static final int FCMPL = 149;
  public static final int FCMPG = 150;
  public static final int DCMPL = 151;
  public static final int DCMPG = 152;
  public static final int IFEQ = 153;
  public static final int IFNE = 154;
  public static final int IFLT = 155;
  public static final int IFGE = 156;
  public static final int IFGT = 157;
  public static final int IFLE = 158;
  public static final int IF_ICMPEQ = 159;
  public static final int IF_ICMPNE = 160;
  public static final int IF_ICMPLT = 161;
  public static final int IF_ICMPGE = 162;
  public static final int IF_ICMPGT = 163;
  public static final int IF_ICMPLE = 164;
  public static final int GOTO = 167;
  public static final int TABLESWITCH = 170;
  public static final int LOOKUPSWITCH = 171;
  public static final int IRETURN = 172;
  public static final int RETURN = 177;
  public static final int GETFIELD = 180;
  public static final int PUTFIELD = 181;
  public static final int INVOKESTATIC = 184;
  public static final int NEWARRAY = 188;
  public static final int ATHROW = 191;
  public static final int WIDE = 196;

  /** The operand of {@link #NEWARRAY} for longs. */
  public static final int ARRAY_OF_LONG = 11;

  private Jvm() {}

  /** Returns the conditional jump that is taken when the given one is not. */
  public static int inverse(int jump) {
    return (jump + 1 ^ 1) - 1;
  }
}
