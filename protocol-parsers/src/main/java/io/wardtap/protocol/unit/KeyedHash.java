package io.wardtap.protocol.unit;

import io.wardtap.protocol.bytes.Bytes;

import java.lang.foreign.MemorySegment;

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
    /// never compare.
    public long hash(long domain, MemorySegment bytes, long start, int length) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        long at = start;
        long end = start + length;
        // the domain is a first block of its own
        for (int block = -1; ; block++) {
            long word;
            boolean last = false;
            if (block < 0) {
                word = domain;
            } else if (at + 8 <= end) {
                word = Bytes.u64Le(bytes, at);
                at += 8;
            } else {
                word = (long) (length + 8) << 56;
                for (int i = 0; at < end; i += 8) {
                    word |= (long) Bytes.u8(bytes, at++) << i;
                }
                last = true;
            }
            v3 ^= word;
            for (int round = 0; round < 2; round++) {
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
            v0 ^= word;
            if (last) {
                break;
            }
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
}
