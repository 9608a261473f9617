/**
 * Vert.x clustered over Hazelcast, hardened as far as its open source edition allows, and the way into the cluster for
 * a node. Nothing outside of this module names Hazelcast.
 */
package io.pvfhost.hazelcast;
