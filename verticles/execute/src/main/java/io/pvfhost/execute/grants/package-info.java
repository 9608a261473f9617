/**
 * Who may use a host's workers and who waits for one: decisions only, on a clock that may be simulated. Knows neither
 * processes nor the event bus.
 */
package io.pvfhost.execute.grants;
