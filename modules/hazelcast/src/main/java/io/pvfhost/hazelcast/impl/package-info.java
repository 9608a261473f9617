/** Configuration and membership of Hazelcast. For this module alone. */
package io.pvfhost.hazelcast.impl;
