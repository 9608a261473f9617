package io.pvfhost.api.internal;

/** Names end up in logs and file names of reports, hence printable ASCII without blanks only. */
public final class Names {

  private Names() {
  }

  /**
   * @param value a name
   * @param max most characters
   * @param what it is, for the error
   * @return the name
   * @throws IllegalArgumentException if it is empty, too long or has other characters
   */
  public static String check(String value, int max, String what) {
    if (value.isEmpty() || value.length() > max) {
      throw new IllegalArgumentException(what + ": " + value.length() + " characters, allowed are 1 to " + max);
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(what + ": character " + i + " is not printable ASCII");
      }
    }
    return value;
  }
}
