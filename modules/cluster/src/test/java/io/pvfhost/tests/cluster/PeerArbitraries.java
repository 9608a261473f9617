package io.pvfhost.tests.cluster;

import io.pvfhost.api.ExecuteRequest;
import io.pvfhost.api.ValidationCode;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Capacity;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.NodeIdentity;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.cluster.StreamTicket;
import io.pvfhost.scale.Bytes;
import io.pvfhost.scale.Hash;
import io.pvfhost.scale.PersistedValidationData;
import io.pvfhost.scale.PoV;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

import java.time.Duration;
import java.util.UUID;

/** Any message of a peer. */
final class PeerArbitraries extends DomainContextBase {

  @Provide
  Arbitrary<Reserve> reserves() {
    return Combinators.combine(ids(), counts(1), hashes(), times(), times(), Arbitraries.longs().between(0, 64 << 20))
        .as(Reserve::new);
  }

  @Provide
  Arbitrary<ReserveAnswer> reserveAnswers() {
    Arbitrary<ReserveAnswer> granted = Combinators.combine(ids(), times(), Arbitraries.of(true, false),
        tickets().optional(), capacities()).as(ReserveAnswer.Granted::new);
    return Arbitraries.oneOf(granted, capacities().map(ReserveAnswer.Busy::new));
  }

  @Provide
  Arbitrary<Execute> executes() {
    Arbitrary<Execute.Streamed> streamed =
        Combinators.combine(Arbitraries.longs().between(0, 64 << 20), hashes()).as(Execute.Streamed::new);
    return Combinators.combine(ids(), counts(1), ids(), times(), requests(), streamed.optional()).as(Execute::new);
  }

  @Provide
  Arbitrary<ExecuteAnswer> executeAnswers() {
    return Combinators.combine(names(), capacities()).as((job, capacity) ->
        new ExecuteAnswer(Peers.none(job), capacity));
  }

  @Provide
  Arbitrary<CodeTransfer> codeTransfers() {
    return Combinators.combine(hashes(), tickets()).as(CodeTransfer::new);
  }

  @Provide
  Arbitrary<Advert> adverts() {
    Arbitrary<NodeIdentity> nodes =
        Combinators.combine(ids(), names(), Arbitraries.longs().greaterOrEqual(0)).as(NodeIdentity::new);
    Arbitrary<Integer> versions = Arbitraries.integers().between(0, 255);
    return Combinators.combine(nodes, versions, versions, names(), names(), capacities(),
        Arbitraries.longs().list().ofMaxSize(256)).as(Advert::new);
  }

  private static Arbitrary<ExecuteRequest> requests() {
    Arbitrary<ValidationCode> codes =
        Arbitraries.oneOf(hashes().map(ValidationCode::ofHash), bytes().map(ValidationCode::of));
    return Combinators.combine(codes, bytes(), bytes(), names()).as((code, head, block, id) ->
        ExecuteRequest.builder(code, new PersistedValidationData(head, 1, Hash.ZERO, 2), new PoV(block))
            .jobId(id).host(id).build());
  }

  private static Arbitrary<Capacity> capacities() {
    return Combinators.combine(Arbitraries.longs().greaterOrEqual(0), counts(0), counts(0), counts(0),
        Arbitraries.of(true, false), Arbitraries.of(true, false), times()).as(Capacity::new);
  }

  private static Arbitrary<StreamTicket> tickets() {
    return Combinators.combine(Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(255),
        Arbitraries.integers().between(0, 65_535), Arbitraries.bytes().array(byte[].class).ofSize(16).map(Bytes::wrap))
        .as(StreamTicket::new);
  }

  private static Arbitrary<UUID> ids() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
  }

  private static Arbitrary<Integer> counts(int least) {
    return Arbitraries.integers().greaterOrEqual(least);
  }

  private static Arbitrary<Hash> hashes() {
    return Arbitraries.bytes().array(byte[].class).ofSize(Hash.LENGTH).map(Hash::of);
  }

  private static Arbitrary<Bytes> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(Bytes::wrap);
  }

  private static Arbitrary<Duration> times() {
    return Arbitraries.longs().between(0, Duration.ofHours(24).toNanos()).map(Duration::ofNanos);
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(128);
  }
}
