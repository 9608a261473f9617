package io.pvfhost.worker;

import org.junit.jupiter.api.Test;

import java.util.OptionalLong;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ProcStatusTest {
  @Test
  void readsTheFiguresOutOfTheKernelsText() {
    ProcStatus status = ProcStatus.of("Name:\tjava\nVmHWM:\t  123456 kB\nVmRSS:\t   98765 kB\nThreads:\t9\n");
    assertEquals(OptionalLong.of(123456), status.maxResidentKib());
    assertEquals(OptionalLong.of(98765), status.residentKib());
  }

  @Test
  void whatTheSystemDoesNotTellIsAbsent() {
    assertEquals(OptionalLong.empty(), ProcStatus.of("Name:\tjava\n").maxResidentKib());
    assertEquals(OptionalLong.empty(), ProcStatus.of("VmRSS:\t").residentKib());
  }
}
