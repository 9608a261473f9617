/** Tests of the peer protocol. */
package io.pvfhost.tests.cluster;
