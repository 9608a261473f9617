package io.pvfhost.api;

/** Asks a host how it is doing. */
public record StatusRequest() {
}
