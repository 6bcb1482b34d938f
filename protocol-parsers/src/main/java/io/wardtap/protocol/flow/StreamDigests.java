package io.wardtap.protocol.flow;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of each direction's reassembled payload, for `--stream-digests`. Allocates: never on by
/// default.
public final class StreamDigests {
    public static final int BYTES = 32;

    private final MessageDigest originator = sha256();
    private final MessageDigest responder = sha256();

    public void update(Direction from, byte[] bytes, int start, int length) {
        digest(from).update(bytes, start, length);
    }

    /// The digest, once: the direction starts over afterwards.
    public byte[] take(Direction from) {
        return digest(from).digest();
    }

    private MessageDigest digest(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
