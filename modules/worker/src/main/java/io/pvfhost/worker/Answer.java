package io.pvfhost.worker;

/**
 * What a job is answered with.
 *
 * @param result the answer
 * @param last whether the process must end once it is sent, since the job left something behind or there is no next
 */
record Answer<T>(T result, boolean last) {
  static <T> Answer<T> more(T result) {
    return new Answer<>(result, false);
  }

  static <T> Answer<T> last(T result) {
    return new Answer<>(result, true);
  }
}
