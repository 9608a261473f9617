/** Tests of the verticles of one host, with real worker processes. */
package io.pvfhost.tests.execute;
