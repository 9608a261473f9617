package io.pvfhost.samples;

import io.pvfhost.scale.Bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * A validation function of a few hundred bytes.
 *
 * <p>Each is WebAssembly of the first version, not compressed. Unless its description says otherwise it exports a
 * {@code memory}, {@code __heap_base} and {@code validate_block} (protocol description, section 6.1), and what makes it
 * invalid happens while {@code validate_block} runs. Integers in block data and heads are little-endian.
 */
public enum Sample {

  /** Valid or not by a state transition rule; {@link Adder} is its model. */
  ADDER("adds a number to a state: section 12 of the protocol description"),

  /** Valid, and as slow as one likes; {@link CpuHeavy} is its model. */
  CPU_HEAVY("block data u64 rounds: computes for so many rounds; the head is a digest of 8 bytes"),

  /** Valid, with a result of any size. */
  ECHO("the head is the block data"),

  /** Valid if the block data is. */
  VERBATIM("the result is the block data, to be decoded as a ValidationResult"),

  /** Valid; calls the host's BLAKE2 and allocator. */
  HASHER("the head is the blake2b-256 of the block data, computed by the host"),

  /** Valid; calls all hash functions of the host. */
  HASHES("the head is keccak-256, keccak-512, sha2-256, blake2-128, blake2-256, twox-64, twox-128 and twox-256 "
      + "of the block data, computed by the host: 232 bytes"),

  /** Valid; calls the host's logging and printing. */
  LOGGER("logs the block data with target \"samples\" at all levels and prints it; the head is its length as u32"),

  /** Valid unless the host refuses an allocation, which traps. */
  ALLOCATOR("block data of at most 64 u32 sizes to allocate by the host, ffffffff to free the latest block that is "
      + "allocated (a trap if there is none); the head lists the pointers as u32"),

  /** Valid unless the stack ends. */
  RECURSION("block data u32 depth: calls itself so often; the head is the depth as u32"),

  /** Valid; shows whether an instance is fresh. */
  RESIDUE("the head is u32 calls counted in a global, u32 calls counted in memory, u32 words of memory found not zero: "
      + "1, 1, 0 in a fresh instance; then sets all bits of its memory"),

  /** Valid, if the host survives it. */
  MEMORY_HOG("grows its memory to the limit and writes to all of it; block data may be u32 pages to grow by at a time; "
      + "the head is the number of pages as u32"),

  /** Valid: an unknown import matters only when called. */
  UNCALLED_IMPORT("imports a function unknown to the host and never calls it; the head is \"ok\""),

  /** Valid: the memory may be imported. */
  IMPORTED_MEMORY("imports env.memory instead of defining and exporting one; the head is \"ok\""),

  /** Runs until it is stopped. */
  ENDLESS_LOOP("never ends"),

  /** Invalid: stack overflow. */
  ENDLESS_RECURSION("calls itself until the stack ends"),

  /** Invalid: trap. */
  TRAP("executes unreachable"),

  /** Invalid: the result is not in memory. */
  BAD_RESULT_POINTER("returns a range outside its memory"),

  /** Invalid: the result cannot be decoded. */
  GARBAGE_RESULT("returns 16 bytes that are no ValidationResult"),

  /** Invalid: trap in an import the host does not have. */
  MISSING_IMPORT("calls env.ext_storage_get_version_1, which is unknown to the host"),

  /** Invalid: export missing. */
  NO_VALIDATE_BLOCK("does not export validate_block"),

  /** Invalid, or refused by preparation, depending on the version imitated (section 6.1). */
  NO_MEMORY("has no memory"),

  /** Invalid: export missing. */
  NO_HEAP_BASE("does not export __heap_base"),

  /** Invalid: export of another type. */
  WRONG_SIGNATURE("exports a validate_block that returns nothing"),

  /** Cannot be instantiated: runtime construction. */
  START_TRAP("executes unreachable in its start function"),

  /** Cannot be instantiated: runtime construction. */
  SEGMENT_OUT_OF_BOUNDS("has a data segment that goes beyond its memory"),

  /** Cannot be linked: runtime construction. */
  FOREIGN_IMPORT("imports a function from a module other than env"),

  /** Cannot be linked: runtime construction. */
  WRONG_IMPORT_TYPE("imports env.ext_allocator_malloc_version_1 with the type (i64) -> i64");

  private final String description;

  Sample(String description) {
    this.description = description;
  }

  /** The name of the resource beside this class, for instance {@code endless_loop.wasm}. */
  public String fileName() {
    return name().toLowerCase(Locale.ROOT) + ".wasm";
  }

  /** The WebAssembly module, read anew at each call. */
  public Bytes code() {
    try (InputStream in = Sample.class.getResourceAsStream(fileName())) {
      if (in == null) {
        throw new IllegalStateException("resource " + fileName() + " is missing beside " + Sample.class.getName());
      }
      return Bytes.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + fileName(), e);
    }
  }

  /** One line on what it does, and on its block data and head where they matter. */
  public String describes() {
    return description;
  }
}
