package io.wardtap.protocol.pcap;

import io.wardtap.protocol.bytes.Bytes;

import java.util.Arrays;

/// What a capture says it lost, by its interface statistics blocks (draft-ietf-opsawg-pcapng,
/// section 4.6): of each interface the latest block of a section counts, sections add up. Bounded
/// by the interfaces; allocates for blocks, not for packets. Confined to the reader.
final class InterfaceStatistics {
    /// Header, interface, time, trailer.
    static final int MIN_BLOCK_BYTES = 24;

    private static final int INTERFACE = 8;
    private static final int OPTIONS = 20;
    private static final int TRAILER_BYTES = 4;
    private static final int OPTION_END = 0;
    private static final int OPTION_IF_DROP = 5; // dropped by the interface, for want of resources
    private static final int OPTION_OS_DROP = 7; // dropped by the operating system
    private static final int COUNT_BYTES = 8;
    private static final long UNKNOWN = -1;

    private long[] before = {}; // of sections that have ended
    private long[] latest = {}; // of this one

    void beginSection() {
        for (int i = 0; i < latest.length; i++) {
            before[i] = sum(before[i], latest[i]);
            latest[i] = UNKNOWN;
        }
    }

    /// The interface that a block is about, by its number in the section.
    static long interfaceOf(byte[] bytes, int block, boolean littleEndian) {
        int at = block + INTERFACE;
        return littleEndian ? Bytes.u32Le(bytes, at) : Bytes.u32(bytes, at);
    }

    /// Takes the block in `[block, block + length)`; what is wrong with its options ends them.
    void read(byte[] bytes, int block, int length, boolean littleEndian, int index) {
        int end = block + length - TRAILER_BYTES;
        long drops = UNKNOWN;
        int at = block + OPTIONS;
        while (at + 4 <= end) {
            int code = littleEndian ? Bytes.u16Le(bytes, at) : Bytes.u16(bytes, at);
            int size = littleEndian ? Bytes.u16Le(bytes, at + 2) : Bytes.u16(bytes, at + 2);
            int value = at + 4;
            if (code == OPTION_END || value + size > end) {
                break;
            }
            if ((code == OPTION_IF_DROP || code == OPTION_OS_DROP) && size == COUNT_BYTES) {
                long n = littleEndian ? Bytes.u64Le(bytes, value) : Bytes.u64(bytes, value);
                drops = sum(drops, n < 0 ? UNKNOWN : n); // all ones: not known
            }
            at = value + ((size + 3) & ~3);
        }
        if (drops != UNKNOWN) {
            hold(index);
            latest[index] = drops;
        }
    }

    /// Packets that all interfaces lost; -1 when none says so.
    long dropped() {
        long all = UNKNOWN;
        for (int i = 0; i < latest.length; i++) {
            all = sum(all, sum(before[i], latest[i]));
        }
        return all;
    }

    private void hold(int index) {
        int held = latest.length;
        if (index >= held) {
            latest = Arrays.copyOf(latest, index + 1);
            before = Arrays.copyOf(before, index + 1);
            Arrays.fill(latest, held, latest.length, UNKNOWN);
            Arrays.fill(before, held, before.length, UNKNOWN);
        }
    }

    private static long sum(long a, long b) {
        if (a == UNKNOWN || b == UNKNOWN) {
            return Math.max(a, b);
        }
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
