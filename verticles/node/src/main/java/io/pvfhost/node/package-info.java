/**
 * The runnable node: the command line, the wiring of the verticles, and their configuration from a file. Nothing here
 * is used by other modules.
 */
package io.pvfhost.node;
