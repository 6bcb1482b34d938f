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
            case 0, 2, '\t', '\r', '\n', ' ', END_BLOCK, 0xEF, 0xBB, 0xBF -> true;
            default -> (at - start == 2 || at - start == 3) && Bytes.u16(bytes, start) == 0;
        };
    }

    /// Whether a header stands here, as far as the bytes go.
    private static Verdict header(byte[] bytes, int at, int end) {
        int letters = Math.min(3, end - at);
        if (!begins(bytes, at, letters, "MSH")
                && !begins(bytes, at, letters, "FHS")
                && !begins(bytes, at, letters, "BHS")) {
            return Verdict.NO;
        }
        int characters = Hl7Header.encodingCharacters(bytes, at, end);
        if (characters == Hl7Header.SHORT) {
            return Verdict.NEED_MORE;
        }
        return characters > 0 ? Verdict.MATCH : Verdict.NO;
    }

    private static boolean begins(byte[] bytes, int at, int letters, String header) {
        for (int i = 0; i < letters; i++) {
            if (Bytes.u8(bytes, at + i) != header.charAt(i)) {
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
