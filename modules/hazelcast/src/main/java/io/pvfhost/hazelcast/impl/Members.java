package io.pvfhost.hazelcast.impl;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import io.pvfhost.cluster.Membership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who leaves the cluster, by node id, and who is there without having the cluster's key. The state is the nodes last
 * seen and the strangers so far; Hazelcast tells of changes one at a time on a thread of its own, and of a merge of two
 * clusters on another, hence the lock.
 */
public final class Members implements Membership, MembershipListener, LifecycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(Members.class);

  private static final int STRANGERS_KEPT = 1000;
  private static final int MAX_NAME_SHOWN = 63;

  private final HazelcastInstance hazelcast;
  private final Proofs proofs;
  private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
  private final Set<UUID> seen = new HashSet<>();
  /** Members that were told of, so that each is told of once; the oldest are forgotten. */
  private final Set<UUID> knownStrangers = new LinkedHashSet<>();
  private final AtomicLong strangers = new AtomicLong();

  private Members(HazelcastInstance hazelcast, Proofs proofs) {
    this.hazelcast = hazelcast;
    this.proofs = proofs;
  }

  /** Starts to listen. */
  public static Members of(HazelcastInstance hazelcast, Proofs proofs) {
    Members members = new Members(hazelcast, proofs);
    hazelcast.getLifecycleService().addLifecycleListener(members);
    hazelcast.getCluster().addMembershipListener(members);
    members.refresh();
    return members;
  }

  /** Members so far that did not show the cluster's key. */
  public long strangers() {
    return strangers.get();
  }

  /** Names of the other members, fit to be shown. */
  public List<String> otherNames() {
    return hazelcast.getCluster().getMembers().stream().filter(member -> !member.localMember())
        .map(member -> printable(member.getAttribute(MemberConfig.NODE_NAME))).sorted().toList();
  }

  @Override
  public Runnable onLeft(Consumer<UUID> listener) {
    // Each registration is an object of its own, so that a listener given twice is ended once at a time.
    Consumer<UUID> registration = listener::accept;
    listeners.add(registration);
    return () -> listeners.remove(registration);
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    LOG.info("{} joined, {} members", describe(event.getMember()), event.getMembers().size());
    refresh();
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    LOG.info("{} left, {} members", describe(event.getMember()), event.getMembers().size());
    refresh();
  }

  @Override
  public void stateChanged(LifecycleEvent event) {
    // After a merge the members are those of the other cluster, and events of single members do not tell all of it.
    if (event.getState() == LifecycleState.MERGED) {
      refresh();
    }
  }

  private void refresh() {
    Set<Member> members = hazelcast.getCluster().getMembers();
    Set<UUID> left;
    synchronized (seen) {
      Set<UUID> now = members.stream().map(Members::nodeId).flatMap(Optional::stream).collect(Collectors.toSet());
      left = new HashSet<>(seen);
      left.removeAll(now);
      seen.clear();
      seen.addAll(now);
      members.stream().filter(member -> isStranger(member, members)).forEach(this::tellOfStranger);
    }
    left.forEach(node -> listeners.forEach(listener -> tell(listener, node)));
  }

  // Whoever copies a node's attributes has its id as well, and then at least one of the two is a stranger.
  private boolean isStranger(Member member, Set<Member> all) {
    String id = member.getAttribute(MemberConfig.NODE_ID);
    return !member.localMember() && (proofs.isStranger(member) || (proofs.areNeeded() && all.stream()
        .filter(each -> id.equals(each.getAttribute(MemberConfig.NODE_ID))).count() > 1));
  }

  private void tellOfStranger(Member member) {
    if (knownStrangers.add(member.getUuid())) {
      strangers.incrementAndGet();
      LOG.error("STRANGER IN THE CLUSTER: {} does not show the cluster's key. No job comes from it or goes to it, but "
          + "Hazelcast cannot be kept from it: close the network to it", describe(member));
      if (knownStrangers.size() > STRANGERS_KEPT) {
        knownStrangers.remove(knownStrangers.iterator().next());
      }
    }
  }

  private static void tell(Consumer<UUID> listener, UUID node) {
    try {
      listener.accept(node);
    } catch (RuntimeException e) {
      LOG.error("A listener failed on the leaving of node {}", node, e);
    }
  }

  private static Optional<UUID> nodeId(Member member) {
    String id = member.getAttribute(MemberConfig.NODE_ID);
    try {
      return Optional.ofNullable(id).map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      LOG.debug("member {} has a node id that is none: {}", member.getUuid(), e.getMessage());
      return Optional.empty();
    }
  }

  private static String describe(Member member) {
    return "node " + printable(member.getAttribute(MemberConfig.NODE_NAME)) + " at " + member.getAddress().getHost()
        + ":" + member.getAddress().getPort();
  }

  // A stranger's name may be anything.
  private static String printable(String name) {
    return name == null ? "without a name"
        : name.substring(0, Math.min(name.length(), MAX_NAME_SHOWN)).replaceAll("[^A-Za-z0-9._-]", "?");
  }
}
