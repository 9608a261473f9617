/** Tests that start the delivered worker programs and talk to them over real sockets. */
package io.pvfhost.tests.worker;
