/**
 * The host's side of a worker: starting the process, the rendezvous on a unix socket, one job at a time over the worker
 * protocol, and the artifacts that jobs run.
 *
 * <p>Everything here belongs to one Vert.x event loop, the one of the verticle that created it. Methods are called on
 * that loop and futures complete on it; blocking file and process calls are moved to Vert.x worker threads inside.
 */
package io.pvfhost.host;
