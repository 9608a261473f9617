/** Tests of the frames and messages between host and worker, through their public API only. */
package io.pvfhost.tests.wire;
