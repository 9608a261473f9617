package io.pvfhost.host.impl;

/**
 * Why a connection to a worker ended.
 *
 * @param quiet true when the worker is gone, false when it sent what it should not or only half a frame
 * @param reason for people
 */
public record ChannelEnd(boolean quiet, String reason) {
}
