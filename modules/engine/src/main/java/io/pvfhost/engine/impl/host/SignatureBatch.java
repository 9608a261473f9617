package io.pvfhost.engine.impl.host;

/** The signatures verified between the start of a batch and its end. There is one batch at a time. */
final class SignatureBatch {

  private boolean open;
  private boolean valid;

  void start() {
    if (open) {
      throw HostTrap.panic("a batch of signatures is open already");
    }
    open = true;
    valid = true;
  }

  /** Adds the outcome of a verification to the batch, if one is open. */
  void add(boolean outcome) {
    valid &= outcome;
  }

  /** Ends the batch; returns whether all of its signatures were valid. */
  boolean finish() {
    if (!open) {
      throw HostTrap.panic("`finish_batch_verify` should only be called after `start_batch_verify`");
    }
    open = false;
    return valid;
  }
}
