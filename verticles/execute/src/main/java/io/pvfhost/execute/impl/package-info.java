/** Implementation of the verticles; for nobody outside this module. */
package io.pvfhost.execute.impl;
