/** The file format between preparation and execution. */
package io.pvfhost.engine.impl.artifact;
