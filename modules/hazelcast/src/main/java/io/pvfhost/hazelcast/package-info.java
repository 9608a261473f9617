/** Vert.x clusters over a hardened Hazelcast. */
package io.pvfhost.hazelcast;
