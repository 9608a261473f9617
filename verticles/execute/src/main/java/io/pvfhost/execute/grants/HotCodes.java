package io.pvfhost.execute.grants;

import io.pvfhost.scale.Hash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The code that a host has used last, as its adverts tell it. Owned by one loop. */
public final class HotCodes {

  /** Adverts go to every node twice a second and more. */
  private static final int TOLD = 16;

  /** The one used longest ago first. */
  private final Map<Long, Boolean> used = new LinkedHashMap<>(TOLD, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
      return size() > TOLD;
    }
  };

  /** A job has used code. */
  public void use(Hash code) {
    used.put(prefix(code), true);
  }

  /** Prefixes of the hashes, most recently used first. */
  public List<Long> prefixes() {
    List<Long> prefixes = new ArrayList<>(used.keySet());
    Collections.reverse(prefixes);
    return prefixes;
  }

  /** The first eight bytes of a hash, as adverts carry them. */
  public static long prefix(Hash code) {
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << 8 | code.bytes().get(i) & 0xff;
    }
    return prefix;
  }
}
