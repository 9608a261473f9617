package io.pvfhost.samples;

import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Digests;
import io.pvfhost.scale.Encodable;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.ScaleException;
import io.pvfhost.scale.ScaleReader;
import io.pvfhost.scale.ScaleWriter;
import io.pvfhost.scale.ValidationParams;
import io.pvfhost.scale.ValidationResult;

import java.util.List;
import java.util.Optional;

/**
 * Model of {@link Sample#ADDER}, the parachain whose state is one number (protocol description, section 12).
 *
 * <p>A block names the state it starts from and a number to add. The head holds only the hash of the state, so a block
 * is valid if and only if its state has the hash in the parent head. States and numbers are unsigned 64-bit integers
 * that wrap around.
 */
public final class Adder {

  private Adder() {
  }

  /**
   * The head of an adder block, 72 bytes.
   *
   * @param number height of the block, unsigned
   * @param parentHash keccak-256 of the parent head; zero for the first block
   * @param postState keccak-256 of the state after the block
   */
  public record Head(long number, Hash parentHash, Hash postState) implements Encodable {

    /** Length of every encoded head. */
    public static final int LENGTH = 8 + 2 * Hash.LENGTH;

    /** Reads a head. */
    public static Head decode(ScaleReader in) throws ScaleException {
      return new Head(in.u64(), in.hash(), in.hash());
    }

    @Override
    public void encodeTo(ScaleWriter out) {
      out.u64(number).hash(parentHash).hash(postState);
    }

    /** The keccak-256 of the encoded head, by which the next head refers to it. */
    public Hash hash() {
      return keccak256(encode());
    }
  }

  /** The encoded head before the first block: number 0, state 0. */
  public static Bytes genesisHead() {
    return new Head(0, Hash.ZERO, stateHash(0)).encode();
  }

  /** Block data that adds a number to a state. */
  public static Bytes block(long state, long add) {
    return new ScaleWriter().u64(state).u64(add).toBytes();
  }

  /** The hash by which a head refers to a state. */
  public static Hash stateHash(long state) {
    return keccak256(new ScaleWriter().u64(state).toBytes());
  }

  /**
   * The encoded head after a block.
   *
   * @throws IllegalArgumentException if the parent head is none, or not that of this state: where the sample traps
   */
  public static Bytes nextHead(Bytes parentHead, long state, long add) {
    Head parent = parse(parentHead);
    if (!parent.postState().equals(stateHash(state))) {
      throw new IllegalArgumentException("state " + Long.toUnsignedString(state) + " is not that of the parent head");
    }
    return new Head(parent.number() + 1, parent.hash(), stateHash(state + add)).encode();
  }

  /**
   * What the sample returns.
   *
   * @throws IllegalArgumentException if the candidate is invalid: where the sample traps
   */
  public static ValidationResult validate(ValidationParams params) {
    ScaleReader block = new ScaleReader(params.blockData().array());
    try {
      Bytes head = nextHead(params.parentHead(), block.u64(), block.u64());
      return new ValidationResult(head, Optional.empty(), List.of(), List.of(), 0, params.relayParentNumber());
    } catch (ScaleException e) {
      throw new IllegalArgumentException("not the data of a block: " + e.getMessage(), e);
    }
  }

  private static Head parse(Bytes head) {
    ScaleReader in = new ScaleReader(head.array());
    try {
      Head parsed = Head.decode(in);
      in.end();
      return parsed;
    } catch (ScaleException e) {
      throw new IllegalArgumentException("not a head: " + e.getMessage(), e);
    }
  }

  private static Hash keccak256(Bytes data) {
    return Hash.of(Digests.keccak256(data.array()));
  }
}
