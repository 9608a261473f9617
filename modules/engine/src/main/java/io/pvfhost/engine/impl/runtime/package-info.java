/** What compiled code runs on: instances, memory, helpers, traps. */
package io.pvfhost.engine.impl.runtime;
