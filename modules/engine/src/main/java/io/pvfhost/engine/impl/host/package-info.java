/**
 * The host as validation code sees it: the heap allocator and the host functions of spec 6.5 and 6.6. Knows no engine;
 * an engine supplies a {@link io.pvfhost.engine.impl.host.GuestMemory}.
 */
package io.pvfhost.engine.impl.host;
