/** Tests of the event-bus API through what its callers see, and of its binary codecs byte by byte. */
package io.pvfhost.tests.api;
