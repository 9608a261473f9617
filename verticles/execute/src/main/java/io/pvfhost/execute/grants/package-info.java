/**
 * Who may use a host's workers, who waits for one, and when others are told: decisions only, on a clock that may be
 * simulated. Knows neither processes nor the event bus.
 */
package io.pvfhost.execute.grants;
