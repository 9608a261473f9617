/** Whole clusters of real processes, and the faults that are done to them. */
package io.pvfhost.tests.node.campaign;
