package io.pvfhost.tests.cluster;

import io.pvfhost.api.Attempt;
import io.pvfhost.api.ExecuteReply;
import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.Reason;
import io.pvfhost.api.ReasonCode;
import io.pvfhost.api.StatusReply;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.api.Verdict;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Two processes, their keys, and one of each message. */
final class Peers {

  static final UUID A = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  static final UUID B = UUID.fromString("bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb");
  static final UUID JOB = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");
  static final UUID LEASE = UUID.fromString("1ea5e000-0000-0000-0000-000000000001");

  static final SecretKey KEY = key(1);
  static final SecretKey OTHER_KEY = key(2);

  static final Hash CODE = Hash.of(filled(32, 0xc0));
  static final Capacity CAPACITY = new Capacity(7, 4, 1, 2, false, true, Duration.ofMillis(40));
  static final StreamTicket TICKET = new StreamTicket("10.0.0.9", 7001, Bytes.wrap(filled(16, 0x5e)));
  static final Reserve RESERVE =
      new Reserve(JOB, 2, CODE, Duration.ofSeconds(2), Duration.ofMillis(1500), 300_000);
  static final ReserveAnswer GRANTED =
      new ReserveAnswer.Granted(LEASE, Duration.ofSeconds(2), true, Optional.of(TICKET), CAPACITY);
  static final ReserveAnswer BUSY = new ReserveAnswer.Busy(CAPACITY);
  static final Release RELEASE = new Release(JOB, 1);
  static final Cancel CANCEL = new Cancel(JOB, 3);
  static final CodeTransfer TRANSFER = new CodeTransfer(CODE, TICKET);
  static final ExecuteRequest REQUEST = ExecuteRequest.builder(ValidationCode.ofHash(CODE),
      new PersistedValidationData(Bytes.EMPTY, 7, Hash.ZERO, 5 << 20), new PoV(Bytes.EMPTY)).jobId("j").build();
  static final Execute EXECUTE = new Execute(JOB, 1, LEASE, Duration.ofSeconds(1), REQUEST,
      Optional.of(new Execute.Streamed(300_000, CODE)));
  static final ExecuteAnswer EXECUTE_ANSWER = new ExecuteAnswer(none("j"), CAPACITY);
  static final StatusReply STATUS = new StatusReply("host-b", true, new StatusReply.Workers(4, 3, 1, 2, 1),
      StatusReply.Workers.NONE, 5, 100, new StatusReply.Jobs(10, 2, 1), 3, 2, 8192, "2603");

  private Peers() {
  }

  static NodeIdentity identity(UUID id, String name) {
    return new NodeIdentity(id, name, 1_700_000_000_000L);
  }

  static Advert advert(NodeIdentity node) {
    return new Advert(node, 1, 1, "0.1.0", "2603", CAPACITY, List.of(0xc0c0c0c0c0c0c0c0L, 1L));
  }

  static ExecuteReply none(String jobId) {
    Reason reason = new Reason(ReasonCode.WORKER_DIED, "exit 1");
    Attempt attempt = new Attempt(1, "host-b", Optional.empty(), reason, Duration.ZERO, Duration.ZERO, List.of());
    return new ExecuteReply(jobId, Verdict.NONE, reason, Optional.empty(), CODE, 0, Duration.ZERO, Duration.ZERO,
        Duration.ZERO, Optional.empty(), List.of(attempt));
  }

  static SecretKey key(int fill) {
    return new SecretKeySpec(filled(32, fill), "HmacSHA256");
  }

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
