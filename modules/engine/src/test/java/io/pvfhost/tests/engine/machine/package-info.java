/** Any module run in our compiled code or in an interpreter, by raw bits, for tests that compare. */
package io.pvfhost.tests.engine.machine;
