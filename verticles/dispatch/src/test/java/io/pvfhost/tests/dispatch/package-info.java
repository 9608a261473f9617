/** Tests of dispatch: decisions on simulated time, and the verticle with real hosts. */
package io.pvfhost.tests.dispatch;
