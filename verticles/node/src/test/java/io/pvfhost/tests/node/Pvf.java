package io.pvfhost.tests.node;

import io.pvfhost.node.Main;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of a command in this JVM. */
record Pvf(int exitCode, String out, String err) {

  static Pvf run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Pvf(exitCode, out.toString(), err.toString());
  }
}
