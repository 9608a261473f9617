/**
 * The verticle that has jobs run by the hosts of a cluster, and its options.
 */
package io.pvfhost.dispatch;
