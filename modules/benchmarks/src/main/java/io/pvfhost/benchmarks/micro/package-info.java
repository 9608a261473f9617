/** Micro benchmarks, run by JMH: codecs, digests and the engine, without processes or sockets. */
package io.pvfhost.benchmarks.micro;
