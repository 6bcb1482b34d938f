package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;

/// A device id that is a hardware address as text: 12 hexadecimal digits, or 16 of an EUI-64 made
/// of one (`FFFE` in its middle), with `:` or `-` between them or without. Stateless.
final class HardwareAddress {
    private HardwareAddress() {}

    /// 48 bits, or 0 when it is none.
    static long of(byte[] bytes, int start, int end) {
        long value = 0;
        int digits = 0;
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == ':' || b == '-') {
                continue;
            }
            int digit = Character.digit(b, 16);
            if (digit < 0 || ++digits > 16) {
                return 0;
            }
            value = value << 4 | digit;
        }
        if (digits == 16 && (value >>> 24 & 0xFFFF) == 0xFFFE) {
            return value >>> 40 << 24 | value & 0xFF_FFFF;
        }
        return digits == 12 && hasLetter(bytes, start, end) ? value : 0;
    }

    /// Twelve digits alone may be anything.
    private static boolean hasLetter(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == ':' || b > '9') {
                return true;
            }
        }
        return false;
    }
}
