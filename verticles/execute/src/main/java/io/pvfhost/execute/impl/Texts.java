package io.pvfhost.execute.impl;

/** Words for people about the records of the worker protocol. */
final class Texts {

  private Texts() {
  }

  /** The name of an error and what it says: {@code Prevalidation: no Wasm magic} for {@code Prevalidation[text=..]}. */
  static String of(Record error) {
    String text = error.toString();
    int fields = text.indexOf('[');
    String inside = text.substring(fields + 1, text.length() - 1);
    String name = text.substring(0, fields);
    return inside.isEmpty() ? name : name + ": " + (inside.startsWith("text=") ? inside.substring(5) : inside);
  }
}
