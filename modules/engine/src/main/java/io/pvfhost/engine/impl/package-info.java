/** The engine behind the public interface. */
package io.pvfhost.engine.impl;
