package io.pvfhost.tests.node.campaign;

/**
 * What became of one job, as its requester saw it; one line of the requester's record.
 *
 * @param start when it was sent, in ms since 1970
 * @param end when its answer came
 * @param outcome {@link #RIGHT}, {@link #WRONG} or {@link #NONE}
 * @param attempts attempts at it
 * @param redispatched attempts on another host than the one before, or after the loss of a host
 * @param detail what is wrong, for people; else the host that decided
 */
record JobRecord(long start, long end, String outcome, int attempts, int redispatched, String detail) {

  /** The one right answer came. */
  static final String RIGHT = "right";
  /** Another verdict, reason or result. */
  static final String WRONG = "wrong";
  /** No verdict came. */
  static final String NONE = "none";

  private static final int FIELDS = 6;

  static JobRecord parse(String line) {
    String[] fields = line.split("\t", FIELDS);
    return new JobRecord(Long.parseLong(fields[0]), Long.parseLong(fields[1]), fields[2], Integer.parseInt(fields[3]),
        Integer.parseInt(fields[4]), fields[5]);
  }

  String toLine() {
    return String.join("\t", Long.toString(start), Long.toString(end), outcome,
        Integer.toString(attempts), Integer.toString(redispatched), detail.replaceAll("\\p{Cntrl}+", " "));
  }

  long millis() {
    return end - start;
  }

  boolean overlaps(long from, long to) {
    return start <= to && end >= from;
  }
}
