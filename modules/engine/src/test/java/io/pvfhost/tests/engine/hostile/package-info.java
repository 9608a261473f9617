/** Modules made to hurt, each with the verdict it must get; those that never end run in a worker's tests. */
package io.pvfhost.tests.engine.hostile;
