package io.pvfhost.cluster;

import java.util.List;

/**
 * What a host tells to all nodes, on every change and at regular times.
 *
 * @param node the host
 * @param oldestProtocol oldest version of the peer protocol that it understands
 * @param newestProtocol newest version of the peer protocol that it understands
 * @param workerVersion version of its worker program
 * @param rules label of the rule set by which its workers judge, such as {@code 2603}
 * @param capacity what it can take
 * @param codes first 8 bytes, big-endian, of the hashes of the code that it used last, most recent first
 */
public record Advert(NodeIdentity node, int oldestProtocol, int newestProtocol, String workerVersion, String rules,
    Capacity capacity, List<Long> codes) {
}
