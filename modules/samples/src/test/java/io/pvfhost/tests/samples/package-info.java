/** Tests of the samples and their models; what the samples do when run is tested where there is an engine. */
package io.pvfhost.tests.samples;
