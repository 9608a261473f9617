package io.pvfhost.host.impl;

/**
 * Why a connection to a worker ended.
 *
 * @param quiet true when the worker closed it at a frame boundary, false after a frame or I/O error
 * @param reason for people
 */
public record ChannelEnd(boolean quiet, String reason) {
}
