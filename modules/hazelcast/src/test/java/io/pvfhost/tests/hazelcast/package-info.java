/** Tests of the cluster manager. */
package io.pvfhost.tests.hazelcast;
