package io.wardtap.protocol.bytes;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Byte orders and unsigned widening in one place: u8 and u16 come as int, u32 as long. Plain names
/// are network order (big-endian), names ending in `Le` little-endian. Callers check lengths before
/// they read; a read outside the segment is our bug and throws. Any thread; allocates nothing.
public final class Bytes {
    private static final ValueLayout.OfShort U16 =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt U32 =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong U64 =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort U16_LE =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt U32_LE =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong U64_LE =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Bytes() {}

    public static int u8(MemorySegment segment, long at) {
        return segment.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    }

    public static int u16(MemorySegment segment, long at) {
        return segment.get(U16, at) & 0xFFFF;
    }

    public static long u32(MemorySegment segment, long at) {
        return segment.get(U32, at) & 0xFFFF_FFFFL;
    }

    /// The 32 bits as they are, for sequence numbers and other values compared modulo 2^32.
    public static int i32(MemorySegment segment, long at) {
        return segment.get(U32, at);
    }

    public static long u64(MemorySegment segment, long at) {
        return segment.get(U64, at);
    }

    public static int u16Le(MemorySegment segment, long at) {
        return segment.get(U16_LE, at) & 0xFFFF;
    }

    public static long u32Le(MemorySegment segment, long at) {
        return segment.get(U32_LE, at) & 0xFFFF_FFFFL;
    }

    public static long u64Le(MemorySegment segment, long at) {
        return segment.get(U64_LE, at);
    }

    public static void putU8(MemorySegment segment, long at, int value) {
        segment.set(ValueLayout.JAVA_BYTE, at, (byte) value);
    }

    public static void putU16(MemorySegment segment, long at, int value) {
        segment.set(U16, at, (short) value);
    }

    public static void putU32(MemorySegment segment, long at, long value) {
        segment.set(U32, at, (int) value);
    }

    public static void putU64(MemorySegment segment, long at, long value) {
        segment.set(U64, at, value);
    }

    /// Position of the first `wanted` byte in `[from, to)`, or -1. Eight bytes at a time.
    public static long indexOf(MemorySegment segment, long from, long to, int wanted) {
        long pattern = ONES * (wanted & 0xFF);
        long at = from;
        for (; at + 8 <= to; at += 8) {
            long word = segment.get(U64_LE, at) ^ pattern;
            long hit = (word - ONES) & ~word & HIGHS;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (u8(segment, at) == (wanted & 0xFF)) {
                return at;
            }
        }
        return -1;
    }

    /// Whether the ASCII text stands at `at`; the caller has checked that `text.length()` bytes are
    /// there.
    public static boolean startsWith(MemorySegment segment, long at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (u8(segment, at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public static void copy(
            MemorySegment from, long start, MemorySegment to, long at, long length) {
        MemorySegment.copy(from, start, to, at, length);
    }
}
