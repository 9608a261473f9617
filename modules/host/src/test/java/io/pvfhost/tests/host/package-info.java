/** Tests of the host side of workers: real processes, scripted fakes, and every fault that a worker can show. */
package io.pvfhost.tests.host;
