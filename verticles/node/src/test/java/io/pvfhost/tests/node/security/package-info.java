/** Strangers, requesters that die, and nodes of other versions, at hosts in processes of their own. */
package io.pvfhost.tests.node.security;
