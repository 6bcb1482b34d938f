package io.wardtap.protocol.medibus;

import io.wardtap.protocol.bytes.Bytes;

/// A telegram of MEDIBUS, slow data:
///
///     1B command, 01 response | code 8 | data ... | checksum, two upper case digits | 0D
///
/// The checksum is the sum of all bytes from the start on, modulo 256. Bytes from 80H on are
/// realtime data, may stand anywhere, and are no part of it. Stateless, any thread.
final class Telegram {
    static final int COMMAND = 0x1B;
    static final int RESPONSE = 0x01;
    static final int END = 0x0D;
    static final int REALTIME = 0x80;

    static final int INITIALIZE = 0x51;
    static final int IDENTIFY = 0x52;
    static final int STOP = 0x55;

    /// Start, code and checksum.
    static final int SHORTEST = 4;

    private Telegram() {}

    static boolean isStart(int b) {
        return b == COMMAND || b == RESPONSE;
    }

    /// Codes we know of: initialise, identify, stop, no operation, data pages, limits, alarms,
    /// time, settings, texts, trends.
    static boolean isCode(int b) {
        return b == INITIALIZE
                || b == IDENTIFY
                || b == STOP
                || b == 0x30
                || b >= 0x24 && b <= 0x2E
                || b == 0x6C
                || b == 0x6D;
    }

    /// Whether the bytes, from the start to the checksum, without the end, have the right one.
    static boolean isRight(byte[] bytes, int start, int length) {
        if (length < SHORTEST) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < length - 2; i++) {
            sum += Bytes.u8(bytes, start + i);
        }
        int at = start + length - 2;
        return Bytes.u8(bytes, at) == digit(sum >>> 4 & 0xF)
                && Bytes.u8(bytes, at + 1) == digit(sum & 0xF);
    }

    private static int digit(int value) {
        return value < 10 ? '0' + value : 'A' + value - 10;
    }
}
