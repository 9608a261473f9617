package io.pvfhost.cluster.impl;

import io.pvfhost.api.StatusReply;
import io.pvfhost.cluster.Advert;
import io.pvfhost.cluster.Cancel;
import io.pvfhost.cluster.CodeTransfer;
import io.pvfhost.cluster.Execute;
import io.pvfhost.cluster.ExecuteAnswer;
import io.pvfhost.cluster.Release;
import io.pvfhost.cluster.Reservation;
import io.pvfhost.cluster.Reserve;
import io.pvfhost.cluster.ReserveAnswer;
import io.pvfhost.scale.Hash;

import java.util.List;

/**
 * One operation of the peer protocol.
 *
 * @param code its number on the wire
 * @param name its name in messages for people
 * @param kind of the message that carries it
 * @param request form of what it is given
 * @param answer form of what it answers
 * @param <Q> type of what it is given
 * @param <A> type of what it answers
 */
public record Op<Q, A>(int code, String name, Kind kind, Body<Q> request, Body<A> answer) {

  public static final Op<Reserve, ReserveAnswer> RESERVE =
      new Op<>(1, "reserve", Kind.CALL, PeerWire.RESERVE, PeerWire.RESERVE_ANSWER);
  public static final Op<Execute, ExecuteAnswer> EXECUTE =
      new Op<>(2, "execute", Kind.CALL, PeerWire.EXECUTE, PeerWire.EXECUTE_ANSWER);
  public static final Op<Release, Void> RELEASE =
      new Op<>(3, "release", Kind.ONE_WAY, PeerWire.RELEASE, PeerWire.NOTHING);
  public static final Op<Cancel, Void> CANCEL =
      new Op<>(4, "cancel", Kind.ONE_WAY, PeerWire.CANCEL, PeerWire.NOTHING);
  public static final Op<Void, Void> ALIVE =
      new Op<>(5, "alive", Kind.ONE_WAY, PeerWire.NOTHING, PeerWire.NOTHING);
  public static final Op<Void, StatusReply> STATUS =
      new Op<>(6, "status", Kind.CALL, PeerWire.NOTHING, PeerWire.STATUS);
  public static final Op<Hash, Long> CODE_LENGTH =
      new Op<>(7, "codeLength", Kind.CALL, PeerWire.CODE, PeerWire.LENGTH);
  public static final Op<CodeTransfer, Void> SEND_CODE =
      new Op<>(8, "sendCode", Kind.CALL, PeerWire.CODE_TRANSFER, PeerWire.NOTHING);
  public static final Op<Advert, Void> ADVERT =
      new Op<>(9, "advert", Kind.ADVERT, PeerWire.ADVERT, PeerWire.NOTHING);
  public static final Op<List<Reservation>, List<Reservation>> MISSING =
      new Op<>(10, "missing", Kind.CALL, PeerWire.RESERVATIONS, PeerWire.RESERVATIONS);
}
