/**
 * The two worker programs, {@code execute-worker} and {@code prepare-worker}: small processes that a host starts,
 * talks to over one unix socket, and kills when in doubt. Nothing here knows Vert.x or Netty.
 *
 * <p>A worker has one main thread, which owns the socket and everything that outlives a job, and at most one job
 * thread, made for one job and gone before the next.
 */
package io.pvfhost.worker;
