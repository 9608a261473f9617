/** Tests of grants on a simulated clock. */
package io.pvfhost.tests.execute.grants;
