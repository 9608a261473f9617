/** What a requester may rely on, whatever lies between it and the hosts. */
package io.pvfhost.tests.dispatch.contract;
