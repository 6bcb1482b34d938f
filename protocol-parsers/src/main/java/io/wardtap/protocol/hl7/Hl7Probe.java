package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

/// Recognises HL7 v2 by content on any port: a header (MSH, FHS, BHS) with sane delimiters, behind
/// a start block or without one; keep-alives and a few stray bytes may stand before it.
public final class Hl7Probe implements ProtocolProbe {
    /// Stray bytes before the header: byte order marks, a line of white space.
    static final int MAX_STRAY_BYTES = 8;

    /// Keep-alives, without a message, are followed this far.
    static final int MAX_KEEP_ALIVE_BYTES = 64;

    private static final int START_BLOCK = 0x0B;
    private static final int END_BLOCK = 0x1C;

    @Override
    public Verdict probe(
            Direction from,
            byte[] bytes,
            int start,
            int length,
            int serverPort,
            boolean midstream) {
        Verdict verdict = atBegin(bytes, start, start + length);
        if (verdict != Verdict.NO || !midstream) {
            return verdict;
        }
        if (findStart(from, bytes, start, length) >= 0) {
            return Verdict.MATCH;
        }
        return Hl7.PROTOCOL.ports().contains(serverPort) || isText(bytes, start, start + length)
                ? Verdict.NEED_MORE
                : Verdict.NO;
    }

    @Override
    public int findStart(Direction from, byte[] bytes, int start, int length) {
        int end = start + length;
        for (int at = start; at < end; at++) {
            at = Bytes.indexOf(bytes, at, end, 'M');
            if (at < 0) {
                return -1;
            }
            if (header(bytes, at, end) == Verdict.MATCH) {
                int before = at > start ? Bytes.u8(bytes, at - 1) : START_BLOCK;
                if (before == START_BLOCK) {
                    return Math.max(at - 1, start) - start;
                }
                if (before == '\r' || before == '\n') {
                    return at - start;
                }
                if (Bytes.u8(bytes, at + 1) == 0) {
                    int framing = framingOfUtf16(bytes, start, at);
                    if (framing >= 0) {
                        return at - framing - start;
                    }
                }
            }
        }
        return -1;
    }

    /// How many bytes before a header in UTF-16 belong to it: high byte, byte order mark; -1 when
    /// neither they nor a start block are there, for then the byte order is not known.
    private static int framingOfUtf16(byte[] bytes, int start, int at) {
        for (int n = 1; n <= 3 && at - n >= start; n++) {
            int b = Bytes.u8(bytes, at - n);
            if (b == START_BLOCK) {
                return n;
            }
            if (b != 0 && b != 0xFE && b != 0xFF) {
                return -1;
            }
            if (n == 2 && (b == 0xFE || b == 0xFF)) {
                return n;
            }
        }
        return -1;
    }

    private static Verdict atBegin(byte[] bytes, int start, int end) {
        int at = start;
        boolean startBlock = false;
        int stray = 0;
        while (at < end) {
            int b = Bytes.u8(bytes, at);
            if (b == 'M' || b == 'F' || b == 'B') {
                Verdict verdict = header(bytes, at, end);
                if (verdict != Verdict.NO) {
                    return verdict;
                }
            }
            at++;
            if (b == START_BLOCK) {
                startBlock = true;
                stray = 0;
            } else if (!startBlock && !mayPrecede(bytes, start, at - 1)) {
                return Verdict.NO;
            } else if (b != END_BLOCK) {
                stray++;
            }
            if (stray > MAX_STRAY_BYTES || at - start > MAX_KEEP_ALIVE_BYTES) {
                return Verdict.NO;
            }
        }
        return Verdict.NEED_MORE;
    }

    /// Before the first block or header: white space, byte order marks, STX, or a length of four
    /// bytes.
    private static boolean mayPrecede(byte[] bytes, int start, int at) {
        return switch (Bytes.u8(bytes, at)) {
            case 0, 2, '\t', '\r', '\n', ' ', END_BLOCK, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF -> true;
            default -> (at - start == 2 || at - start == 3) && Bytes.u16(bytes, start) == 0;
        };
    }

    /// Whether a header stands here, as far as the bytes go.
    private static Verdict header(byte[] bytes, int at, int end) {
        int width = isUtf16(bytes, at, end) ? 2 : 1;
        int letters = Math.min(3, (end - at + width - 1) / width);
        if (!begins(bytes, at, letters, width, "MSH")
                && !begins(bytes, at, letters, width, "FHS")
                && !begins(bytes, at, letters, width, "BHS")) {
            return Verdict.NO;
        }
        int characters = Hl7Header.encodingCharacters(bytes, at, end, width);
        if (characters == Hl7Header.SHORT) {
            return Verdict.NEED_MORE;
        }
        return characters > 0 ? Verdict.MATCH : Verdict.NO;
    }

    /// A NUL stands behind the first letter: of either byte order.
    private static boolean isUtf16(byte[] bytes, int at, int end) {
        return at + 1 < end && Bytes.u8(bytes, at + 1) == 0;
    }

    private static boolean begins(byte[] bytes, int at, int letters, int width, String header) {
        for (int i = 0; i < letters; i++) {
            if (Bytes.u8(bytes, at + i * width) != header.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether these bytes may lie inside a message: text with a separator, nothing binary.
    private static boolean isText(byte[] bytes, int start, int end) {
        boolean separator = false;
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (b < ' ' && b != '\r' && b != '\n' && b != '\t' && b != END_BLOCK) {
                return false;
            }
            separator |= b == '|';
        }
        return separator;
    }
}
