/**
 * The two verticles of one host: {@link io.pvfhost.execute.PrepareVerticle} owns the artifacts and the prepare workers,
 * {@link io.pvfhost.execute.ExecuteVerticle} the execute workers and the jobs that wait for them.
 */
package io.pvfhost.execute;
