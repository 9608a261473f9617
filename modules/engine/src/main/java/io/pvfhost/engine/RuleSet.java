package io.pvfhost.engine;

/**
 * The rules of a range of Polkadot releases. Validators vote alike only if they apply the same ones, so the rule set is
 * part of every artifact and of the key under which one is kept.
 *
 * <p>What differs (spec 6.2, 6.4, 6.6):
 *
 * <pre>
 *                                             2603              2509         2409
 *   worker crates                             26 to 29          22           16 to 20
 *   memory limit is applied                   at instantiation  at preparation, minimum clamped
 *   no memory at all                          prepares          Preparation error
 *   limit above 65,536 pages                  accepted          Preparation error
 *   largest table                             no limit          no limit     10,000,000 entries
 *   f32.demote_f64, f64.promote_f32 of a NaN  canonical         canonical    payload kept, made quiet
 *   state version 2 of a trie                 as version 1      as version 1 trap
 *   decompressed PoV, at most                 40 MiB            40 MiB       20 MiB
 *   elliptic-curve host functions             if enabled        none         none
 * </pre>
 */
public enum RuleSet {

  /** Crates 26 to 29; the default. */
  RULES_2603("2603"),
  /** Crate 22. */
  RULES_2509("2509"),
  /** Crates 16 to 20. */
  RULES_2409("2409");

  /** The rules of the newest releases. */
  public static final RuleSet DEFAULT = RULES_2603;

  /** Largest table that the oldest engine accepts. */
  private static final long OLDEST_TABLE_LIMIT = 10_000_000;

  private final String label;

  RuleSet(String label) {
    this.label = label;
  }

  /** Returns the short name, year and month of the first release. */
  public String label() {
    return label;
  }

  /**
   * Returns the rule set of a short name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RuleSet of(String label) {
    for (RuleSet rules : values()) {
      if (rules.label.equals(label)) {
        return rules;
      }
    }
    throw new IllegalArgumentException("no rule set " + label + " (2603, 2509 or 2409)");
  }

  /**
   * Returns whether preparation writes the memory limit into the module, so that a larger minimum is clamped, a limit
   * above 65,536 pages is an error and a module without memory is one too. Otherwise the limit binds the instance.
   */
  public boolean limitsMemoryAtPreparation() {
    return this != RULES_2603;
  }

  /** Returns the most entries a table may declare. */
  public long maxTableEntries() {
    return this == RULES_2409 ? OLDEST_TABLE_LIMIT : 0xffffffffL;
  }

  /** Returns whether a NaN becomes the canonical one when it is promoted or demoted. */
  public boolean canonicalizesConversions() {
    return this != RULES_2409;
  }

  /** Returns whether state version 2 of a trie traps; otherwise it is version 1. Any above traps always. */
  public boolean refusesStateVersion2() {
    return this == RULES_2409;
  }

  /** Returns whether executor params can enable the elliptic-curve host functions. */
  public boolean knowsCurveFunctions() {
    return this == RULES_2603;
  }

  /** Returns the most bytes that block data may have after decompression (spec 5.1). */
  public int povBombLimit() {
    return this == RULES_2409 ? 20 << 20 : 40 << 20;
  }

  @Override
  public String toString() {
    return label;
  }
}
