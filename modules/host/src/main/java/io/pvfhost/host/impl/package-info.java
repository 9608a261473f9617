/** Implementation of the host side of a worker; for nobody outside this module. */
package io.pvfhost.host.impl;
