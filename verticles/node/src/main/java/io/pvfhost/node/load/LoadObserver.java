package io.pvfhost.node.load;

/** Is told how a load goes, on its thread. */
@FunctionalInterface
public interface LoadObserver {

  /**
   * A job has ended, or about a second has passed without one.
   *
   * @param ended jobs that have ended
   * @param wrong jobs with a wrong answer among them
   * @param none jobs without a verdict among them
   */
  void progress(int ended, int wrong, int none);
}
