package io.pvfhost.execute.impl;

import io.pvfhost.scale.Hash;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The code that a host has used last, as its adverts tell it. Owned by one loop. */
final class HotCodes {

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

  void use(Hash code) {
    used.put(PeerView.prefix(code), true);
  }

  /** Prefixes of the hashes, most recently used first. */
  List<Long> prefixes() {
    List<Long> prefixes = new ArrayList<>(used.keySet());
    Collections.reverse(prefixes);
    return prefixes;
  }
}
