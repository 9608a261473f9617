/** What Vert.x does not tell of its event bus. */
package io.pvfhost.cluster.bus;
