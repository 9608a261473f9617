/** Binary codecs, JSON readers and the client behind {@link io.pvfhost.api}; no promise is made about anything here. */
package io.pvfhost.api.impl;
