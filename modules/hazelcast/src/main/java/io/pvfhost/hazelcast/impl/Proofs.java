package io.pvfhost.hazelcast.impl;

import com.hazelcast.cluster.Member;
import io.pvfhost.cluster.ClusterKeys;
import io.pvfhost.cluster.NodeIdentity;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How a member shows that it has the cluster's key: HMAC-SHA256 over a fixed text, the id and the name of its node, as
 * an attribute. Everybody can read it, so that a copy of it proves nothing: two members of one node id are no members.
 * It tells a stranger, and does not stop one.
 */
public final class Proofs {

  /** Attribute with the proof. */
  static final String ATTRIBUTE = "pvf.proof";

  private static final byte[] CONTEXT = "pvf.v1.member".getBytes(StandardCharsets.US_ASCII);

  private final Optional<ClusterKeys> keys;

  /**
   * @param keys of the cluster; empty for an open one, where there is nothing to prove
   */
  public Proofs(Optional<ClusterKeys> keys) {
    this.keys = keys;
  }

  /** The proof of this node; empty in an open cluster. */
  Optional<String> of(NodeIdentity identity) {
    return keys.map(each -> HexFormat.of().formatHex(
        proof(each.accepted().get(0), identity.id().toString(), identity.name())));
  }

  /** Whether members have to prove anything. */
  boolean areNeeded() {
    return keys.isPresent();
  }

  /** Whether a member has no right to be one. */
  boolean isStranger(Member member) {
    return keys.isPresent() && !isProven(member, keys.get());
  }

  private static boolean isProven(Member member, ClusterKeys keys) {
    String id = member.getAttribute(MemberConfig.NODE_ID);
    String name = member.getAttribute(MemberConfig.NODE_NAME);
    String proof = member.getAttribute(ATTRIBUTE);
    if (id == null || name == null || proof == null) {
      return false;
    }
    byte[] given = proof.getBytes(StandardCharsets.UTF_8);
    return keys.accepted().stream().anyMatch(key -> MessageDigest.isEqual(given,
        HexFormat.of().formatHex(proof(key, id, name)).getBytes(StandardCharsets.UTF_8)));
  }

  // A stranger's id may be of any length, its digest is not: no two pairs are the same bytes.
  private static byte[] proof(SecretKey key, String id, String name) {
    try {
      Mac mac = Mac.getInstance(ClusterKeys.ALGORITHM);
      mac.init(key);
      mac.update(CONTEXT);
      mac.update(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks " + ClusterKeys.ALGORITHM + " or SHA-256", e);
    }
  }
}
