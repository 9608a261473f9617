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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who leaves the cluster, by node id. The state is the set of nodes last seen; Hazelcast tells of changes one at a time
 * on a thread of its own, and of a merge of two clusters on another, hence the lock.
 */
public final class Members implements Membership, MembershipListener, LifecycleListener {

  private static final Logger LOG = LoggerFactory.getLogger(Members.class);

  private final HazelcastInstance hazelcast;
  private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
  private final Set<UUID> seen = new HashSet<>();

  private Members(HazelcastInstance hazelcast) {
    this.hazelcast = hazelcast;
  }

  /** Starts to listen. */
  public static Members of(HazelcastInstance hazelcast) {
    Members members = new Members(hazelcast);
    hazelcast.getLifecycleService().addLifecycleListener(members);
    hazelcast.getCluster().addMembershipListener(members);
    members.refresh();
    return members;
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
    Set<UUID> left;
    synchronized (seen) {
      Set<UUID> now = hazelcast.getCluster().getMembers().stream().map(Members::nodeId).flatMap(Optional::stream)
          .collect(Collectors.toSet());
      left = new HashSet<>(seen);
      left.removeAll(now);
      seen.clear();
      seen.addAll(now);
    }
    left.forEach(node -> listeners.forEach(listener -> tell(listener, node)));
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
    String name = member.getAttribute(MemberConfig.NODE_NAME);
    return "node " + (name == null ? "without a name" : name) + " at " + member.getAddress().getHost() + ":"
        + member.getAddress().getPort();
  }
}
