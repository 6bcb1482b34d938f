package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Escape sequences of text fields (HL7 v2.8.2 2.7), resolved after splitting: delimiters and
/// hexadecimal bytes become what they stand for, formatting, highlighting and changes of character
/// set nothing, local and faulty ones stay as they are. Stateless, any thread; allocates nothing.
final class EscapeSequences {
    /// A longer one is none.
    private static final int LONGEST = 64;

    private EscapeSequences() {}

    /// End of the sequence that begins at `at` (behind its second escape character), or `at` when
    /// none does.
    static int end(Hl7Segments segments, int at, int to) {
        int escape = segments.escapeCharacter();
        int limit = Math.min(to, at + LONGEST);
        for (int i = at + 1; i < limit; i++) {
            if (Bytes.u8(segments.bytes(), i) == escape) {
                return i > at + 1 ? i + 1 : at;
            }
        }
        return at;
    }

    /// Whether the sequence `[at, end)` is formatting: nothing that is read.
    static boolean isFormatting(Hl7Segments segments, int at, int end) {
        return switch (Bytes.u8(segments.bytes(), at + 1)) {
            case '.' -> true;
            case 'H', 'N' -> end - at == 3;
            case 'C', 'M' -> end - at > 3;
            default -> false;
        };
    }

    /// Last byte of the formatting that begins at `at`, `at` when no sequence begins there, or -1
    /// when one does that stands for text.
    static int passOver(Hl7Segments segments, int at, int to) {
        int end = end(segments, at, to);
        if (end == at) {
            return at;
        }
        return isFormatting(segments, at, end) ? end - 1 : -1;
    }

    /// Writes what `[from, to)` stands for.
    ///
    /// @return behind the last byte written, at most `limit`
    static int resolve(
            Hl7Segments segments, int from, int to, byte[] target, int start, int limit) {
        int length = start;
        int at = from;
        while (at < to && length < limit) {
            int b = Bytes.u8(segments.bytes(), at);
            int end = b == segments.escapeCharacter() ? end(segments, at, to) : at;
            if (end == at) {
                Bytes.putU8(target, length++, b);
                at++;
            } else if (Bytes.u8(segments.bytes(), at + 1) == 'X') {
                length = hexadecimal(segments, at + 2, end - 1, target, length, limit);
                at = end;
            } else {
                int delimiter = end - at == 3 ? delimiter(segments, at + 1) : -1;
                if (delimiter >= 0) {
                    Bytes.putU8(target, length++, delimiter);
                } else if (!isFormatting(segments, at, end)) {
                    for (int i = at; i < end && length < limit; i++) {
                        Bytes.putU8(target, length++, Bytes.u8(segments.bytes(), i));
                    }
                }
                at = end;
            }
        }
        return length;
    }

    private static int delimiter(Hl7Segments segments, int at) {
        return switch (Bytes.u8(segments.bytes(), at)) {
            case 'F' -> segments.fieldSeparator();
            case 'S' -> segments.componentSeparator();
            case 'R' -> segments.repetitionSeparator();
            case 'T' -> segments.subcomponentSeparator();
            case 'E' -> segments.escapeCharacter();
            case 'P' -> '#'; // truncation, from v2.7 on
            default -> -1;
        };
    }

    private static int hexadecimal(
            Hl7Segments segments, int from, int to, byte[] target, int start, int limit) {
        int length = start;
        for (int at = from; at + 1 < to && length < limit; at += 2) {
            int high = digit(Bytes.u8(segments.bytes(), at));
            int low = digit(Bytes.u8(segments.bytes(), at + 1));
            if (high < 0 || low < 0) {
                break;
            }
            Bytes.putU8(target, length++, high << 4 | low);
        }
        return length;
    }

    private static int digit(int b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int upper = b & ~0x20;
        return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
    }
}
