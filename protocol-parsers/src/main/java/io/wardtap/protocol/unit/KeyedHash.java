package io.wardtap.protocol.unit;

import io.wardtap.protocol.bytes.Bytes;

/// SipHash-2-4 (Aumasson and Bernstein 2012) with a 128-bit key: a keyed 64-bit hash that allocates
/// nothing. Immutable, any thread.
public final class KeyedHash {
    private final long k0;
    private final long k1;

    public KeyedHash(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /// The hash of `length` bytes, mixed with a domain so that equal bytes of different meaning
    /// never compare: the domain is a first block of its own.
    public long hash(long domain, byte[] bytes, int start, int length) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        int whole = length >>> 3;
        long word = domain;
        // blocks: the domain, the whole words, the rest with the length; the rounds stand in the
        // loop so that the state stays in registers
        for (int block = 0; block <= whole + 1; block++) {
            v3 ^= word;
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= word;
            word =
                    block < whole
                            ? Bytes.u64Le(bytes, start + 8 * block)
                            : rest(bytes, start, length);
        }
        v2 ^= 0xFF;
        for (int round = 0; round < 4; round++) {
            v0 += v1;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v3;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v2 = Long.rotateLeft(v2, 32);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    /// The last block: what is left of the bytes below the length (with the domain's) in the top
    /// byte.
    private static long rest(byte[] bytes, int start, int length) {
        int left = length & 7;
        int end = start + length;
        long word = (long) (length + 8) << 56;
        if (left > 0 && length >= 8) {
            return word | Bytes.u64Le(bytes, end - 8) >>> 64 - 8 * left;
        }
        for (int i = 0; i < left; i++) {
            word |= (long) Bytes.u8(bytes, end - left + i) << 8 * i;
        }
        return word;
    }
}
