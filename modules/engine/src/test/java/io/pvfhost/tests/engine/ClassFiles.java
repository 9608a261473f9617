package io.pvfhost.tests.engine;

import io.pvfhost.engine.RuleSet;
import io.pvfhost.engine.impl.artifact.Artifact;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Looks into the class files of an artifact. */
final class ClassFiles {

  private static final int MAGIC = 0xcafebabe;

  private ClassFiles() {}

  /** Sizes of one method, in bytes. */
  record Method(String name, int code, int total) {}

  /** Finds the class files, which start with a number that nothing else in an artifact of a test has. */
  static List<Method> methods(byte[] artifact) throws IOException {
    List<Method> methods = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(artifact);
    for (int at = 0; at + Integer.BYTES <= artifact.length; at++) {
      if (bytes.getInt(at) == MAGIC) {
        read(new DataInputStream(new ByteArrayInputStream(artifact, at, artifact.length - at)), methods);
      }
    }
    return methods;
  }

  static int longestMethod(byte[] artifact) throws IOException {
    return methods(artifact).stream().mapToInt(Method::code).max().orElse(0);
  }

  /** Loads and verifies everything. */
  static void verify(byte[] artifact) throws Exception {
    Artifact.read(artifact, RuleSet.DEFAULT).verify();
  }

  private static void read(DataInputStream in, List<Method> methods) throws IOException {
    in.skipNBytes(8);
    String[] texts = constants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    if (in.readUnsignedShort() != 0) {
      throw new IOException("a class with fields");
    }
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.skipNBytes(2);
      String name = texts[in.readUnsignedShort()];
      in.skipNBytes(6); // descriptor, number and name of attributes
      int total = in.readInt();
      in.skipNBytes(4);
      methods.add(new Method(name, in.readInt(), total));
      in.skipNBytes(total - 8L);
    }
  }

  private static String[] constants(DataInputStream in) throws IOException {
    String[] texts = new String[in.readUnsignedShort()];
    for (int i = 1; i < texts.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7 -> in.skipNBytes(2);
        default -> in.skipNBytes(4);
      }
    }
    return texts;
  }
}
