package io.wardtap.protocol.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Byte orders and unsigned widening in one place: u8 and u16 come as int, u32 as long. Plain names
/// are network order (big-endian), names ending in `Le` little-endian. Callers check lengths before
/// they read; a read outside the array is our bug and throws. Any thread; allocates nothing.
///
/// Up to four bytes are put together one by one: as fast as one load once compiled, and many times
/// faster before, when every packet of a short capture is read.
public final class Bytes {
    private static final VarHandle U64 =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle U64_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private Bytes() {}

    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    public static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    public static long u32(byte[] bytes, int at) {
        return i32(bytes, at) & 0xFFFF_FFFFL;
    }

    /// The 32 bits as they are, for sequence numbers and other values compared modulo 2^32.
    public static int i32(byte[] bytes, int at) {
        return bytes[at] << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    public static long u64(byte[] bytes, int at) {
        return (long) U64.get(bytes, at);
    }

    public static int u16Le(byte[] bytes, int at) {
        return (bytes[at + 1] & 0xFF) << 8 | bytes[at] & 0xFF;
    }

    public static long u32Le(byte[] bytes, int at) {
        return (bytes[at + 3] << 24
                        | (bytes[at + 2] & 0xFF) << 16
                        | (bytes[at + 1] & 0xFF) << 8
                        | bytes[at] & 0xFF)
                & 0xFFFF_FFFFL;
    }

    public static long u64Le(byte[] bytes, int at) {
        return (long) U64_LE.get(bytes, at);
    }

    public static void putU8(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
    }

    public static void putU16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    public static void putU32(byte[] bytes, int at, long value) {
        putU16(bytes, at, (int) (value >>> 16));
        putU16(bytes, at + 2, (int) value);
    }

    public static void putU64(byte[] bytes, int at, long value) {
        U64.set(bytes, at, value);
    }

    /// Position of the first `wanted` byte in `[from, to)`, or -1. Eight bytes at a time.
    public static int indexOf(byte[] bytes, int from, int to, int wanted) {
        long pattern = ONES * (wanted & 0xFF);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) U64_LE.get(bytes, at) ^ pattern;
            long hit = (word - ONES) & ~word & HIGHS;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == (byte) wanted) {
                return at;
            }
        }
        return -1;
    }

    /// Where the ASCII text first stands in `[from, to)`, or -1.
    public static int indexOf(byte[] bytes, int from, int to, String text) {
        int last = to - text.length();
        int at = from;
        while (at <= last) {
            at = indexOf(bytes, at, last + 1, text.charAt(0));
            if (at < 0) {
                return -1;
            }
            if (startsWith(bytes, at, text)) {
                return at;
            }
            at++;
        }
        return -1;
    }

    /// Whether these bytes are the ASCII text.
    public static boolean isText(byte[] bytes, int start, int length, String text) {
        return length == text.length() && startsWith(bytes, start, text);
    }

    /// Whether the ASCII text stands at `at`; the caller has checked that `text.length()` bytes are
    /// there.
    public static boolean startsWith(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (u8(bytes, at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// A small ASCII letter's capital; every other byte as it is.
    public static int upper(int b) {
        return b >= 'a' && b <= 'z' ? b - 0x20 : b;
    }

    public static void copy(byte[] from, int start, byte[] to, int at, int length) {
        System.arraycopy(from, start, to, at, length);
    }
}
