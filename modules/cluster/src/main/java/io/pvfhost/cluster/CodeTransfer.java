package io.pvfhost.cluster;

import io.pvfhost.scale.Hash;

/**
 * Asks for a stream of validation code.
 *
 * @param code its hash
 * @param ticket where to send it
 */
public record CodeTransfer(Hash code, StreamTicket ticket) {
}
