/** Codecs of the messages, put together by {@link io.pvfhost.wire.Dialect}. For no other module. */
package io.pvfhost.wire.impl;
