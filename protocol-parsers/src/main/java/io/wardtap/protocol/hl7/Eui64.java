package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// EUI-64 identifiers that embed a MAC address, as devices give themselves in HL7: 16 hexadecimal
/// digits whose bytes 3 and 4 are FF FE or FF FF. The universal/local bit is kept as it is. Any
/// thread.
final class Eui64 {
    private static final int DIGITS = 16;

    private Eui64() {}

    /// The MAC address (48 bits) in `[from, to)`, or 0: the digits stand at the beginning, may be
    /// parted by hyphens or colons, and no digit follows them.
    static long mac(byte[] bytes, int from, int to) {
        long value = 0;
        int digits = 0;
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            int digit = digit(b);
            if (digit >= 0 && digits < DIGITS) {
                value = value << 4 | digit;
                digits++;
            } else if (digits == DIGITS && !Hl7Header.isAlphanumeric(b)) {
                break;
            } else if ((b != '-' && b != ':') || digits == 0 || digits % 2 != 0) {
                return 0;
            }
        }
        int middle = (int) (value >>> 24) & 0xFFFF;
        if (digits != DIGITS || (middle != 0xFFFE && middle != 0xFFFF)) {
            return 0;
        }
        return (value >>> 40) << 24 | (value & 0xFF_FFFF);
    }

    private static int digit(int b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int upper = b & ~0x20;
        return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
    }
}
