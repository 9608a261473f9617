package io.pvfhost.cluster;

import java.util.UUID;

/**
 * Who a node is.
 *
 * @param id of this process and of no other, ever: a restarted node has a new one. Directed addresses and signatures
 *     are bound to it, so that nothing meant for an earlier process is taken by a later one
 * @param name the operator's name for the node, the same after a restart
 * @param epoch when the process started, in milliseconds; of two live nodes of one name, the later one is the node
 */
public record NodeIdentity(UUID id, String name, long epoch) {
}
