/** Tests of the SCALE codec, the value types and the hash functions, through their public API only. */
package io.pvfhost.tests.scale;
