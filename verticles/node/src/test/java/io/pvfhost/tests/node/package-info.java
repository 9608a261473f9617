/** Tests of the node: its command line as users meet it, its launcher, its configuration, and the README's promises. */
package io.pvfhost.tests.node;
