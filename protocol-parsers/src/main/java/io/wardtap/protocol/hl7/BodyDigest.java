package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// A digest of a message from its length and words at even distances: enough to tell a message that
/// is repeated byte by byte from another under the same control id, at a small part of a hash's
/// cost. Not a secret and never put out. Any thread.
final class BodyDigest {
    private static final int WORDS = 16;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private BodyDigest() {}

    /// @param seed keyed hash of the control id
    static long of(long seed, byte[] bytes, int start, int length) {
        long digest = seed ^ length * FACTOR;
        if (length < 8) {
            return digest;
        }
        int last = length - 8;
        for (int i = 0; i < WORDS; i++) {
            long word = Bytes.u64Le(bytes, start + (int) ((long) last * i / (WORDS - 1)));
            digest = Long.rotateLeft((digest ^ word) * FACTOR, 29);
        }
        return digest;
    }
}
