/** A private authority, the nodes' certificates and the cluster's key, as files. */
package io.pvfhost.hazelcast.keys;
