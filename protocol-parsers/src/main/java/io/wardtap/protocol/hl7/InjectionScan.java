package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Looks for what belongs into no field: control characters, segments hidden in fields, queries,
/// scripts and commands. A first look, eight bytes at a time, passes over segments without any
/// character that such things need; only the rest is read byte by byte. Confined to one parser;
/// allocates nothing.
final class InjectionScan {
    /// Hexadecimal digits behind `\X` that nothing in a message needs.
    static final int LONGEST_ESCAPE = 512;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LOWS = 0x7F7F7F7F7F7F7F7FL;

    // added to seven bits, these carry into the eighth from that character on
    private static final long FROM_BLANK = ONES * (0x80 - ' ');
    private static final long FROM_DOLLAR = ONES * (0x80 - '$');
    private static final long BEHIND_QUOTE = ONES * (0x80 - '\'' - 1);
    private static final long FROM_SEMICOLON = ONES * (0x80 - ';');
    private static final long BEHIND_QUESTION = ONES * (0x80 - '?' - 1);
    private static final long FROM_BACKSLASH = ONES * (0x80 - '\\');
    private static final long BEHIND_BACKSLASH = ONES * (0x80 - '\\' - 1);
    private static final long FROM_GRAVE = ONES * (0x80 - '`');
    private static final long BEHIND_GRAVE = ONES * (0x80 - '`' - 1);

    private static final int MSH = Hl7Segments.MSH;
    private static final int OBX = Hl7Phi.segment("OBX");
    private static final int ENCAPSULATED = 'E' << 8 | 'D';

    private final Hl7Segments segments;

    InjectionScan(Hl7Segments segments) {
        this.segments = segments;
    }

    /// Looks at the current segment.
    void onSegment(Hl7Facts facts) {
        int from = segments.segmentStart();
        int to = segments.segmentEnd();
        if (!facts.hasLineFeeds && from > 1 && segments.count() > 1) {
            loneLineFeed(from, facts);
        }
        byte[] bytes = segments.bytes();
        if (segments.id() == MSH ? hasControls(bytes, from, to) : mayHold(bytes, from, to)) {
            scan(from, to, facts);
        }
    }

    /// Segments end with carriage returns here, but this one stands behind a line feed.
    private void loneLineFeed(int from, Hl7Facts facts) {
        byte[] bytes = segments.bytes();
        if (Bytes.u8(bytes, from - 1) == '\n' && Bytes.u8(bytes, from - 2) >= ' ') {
            found(InjectionSign.SEGMENT.bit(), from, facts);
        }
    }

    /// Whether `[from, to)` has any of `` $ % & ' ; < = > ? \ ` `` or a control character.
    static boolean mayHold(byte[] bytes, int from, int to) {
        if (to - from < 8) {
            return hits(few(bytes, from, to)) != 0;
        }
        long hits = hits(Bytes.u64Le(bytes, to - 8));
        for (int at = from; at < to - 8; at += 8) {
            hits |= hits(Bytes.u64Le(bytes, at));
        }
        return hits != 0;
    }

    /// Fewer than eight bytes as a word, the others blanks.
    private static long few(byte[] bytes, int from, int to) {
        long word = ONES * ' ';
        for (int at = from; at < to; at++) {
            word = word << 8 | Bytes.u8(bytes, at);
        }
        return word;
    }

    private static long hits(long word) {
        long low = word & LOWS;
        long odd = ~(low + FROM_BLANK);
        odd |= low + FROM_DOLLAR & ~(low + BEHIND_QUOTE);
        odd |= low + FROM_SEMICOLON & ~(low + BEHIND_QUESTION);
        odd |= low + FROM_BACKSLASH & ~(low + BEHIND_BACKSLASH);
        odd |= low + FROM_GRAVE & ~(low + BEHIND_GRAVE);
        return odd & ~word & HIGHS;
    }

    private static boolean hasControls(byte[] bytes, int from, int to) {
        if (to - from < 8) {
            return controls(few(bytes, from, to)) != 0;
        }
        long hits = controls(Bytes.u64Le(bytes, to - 8));
        for (int at = from; at < to - 8; at += 8) {
            hits |= controls(Bytes.u64Le(bytes, at));
        }
        return hits != 0;
    }

    private static long controls(long word) {
        return ~((word & LOWS) + FROM_BLANK) & ~word & HIGHS;
    }

    private void scan(int from, int to, Hl7Facts facts) {
        byte[] bytes = segments.bytes();
        // what is encapsulated is judged by its kind
        boolean texts =
                segments.id() != MSH
                        && (segments.id() != OBX || segments.shortSecondField() != ENCAPSULATED);
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (b < ' ') {
                if (isControl(b, at, to, facts)) {
                    found(InjectionSign.CONTROL.bit(), at, facts);
                }
            } else if (b == segments.escapeCharacter() && segments.id() != MSH) {
                escape(at, to, facts);
            } else if (texts) {
                int sign = InjectionPatterns.at(bytes, at, to);
                if (sign != 0) {
                    found(sign, at, facts);
                }
            }
        }
    }

    /// Not what ISO 2022 switches between character sets with.
    private boolean isControl(int b, int at, int to, Hl7Facts facts) {
        return switch (b) {
            case '\t', '\n', 0x0B, '\f', '\r' -> false;
            case 0x0E, 0x0F -> facts.characterSet == CharacterSet.NONE;
            case 0x1B -> {
                int next = at + 1 < to ? Bytes.u8(segments.bytes(), at + 1) : 0;
                yield (next & 0x7F) < '$' || (next & 0x7F) > '/';
            }
            default -> true;
        };
    }

    /// `\X0D\PID\F\` and the like, `\X0B\`, or one that goes on and on.
    private void escape(int at, int to, Hl7Facts facts) {
        byte[] bytes = segments.bytes();
        if (at + 3 >= to || Bytes.u8(bytes, at + 1) != 'X') {
            return;
        }
        int end = at + 2;
        while (end < to && digit(bytes, end) >= 0) {
            end++;
        }
        if (end - at > LONGEST_ESCAPE) {
            found(InjectionSign.ESCAPE.bit(), at, facts);
            return;
        }
        if (end == to || Bytes.u8(bytes, end) != segments.escapeCharacter() || end - at < 4) {
            return;
        }
        for (int i = at + 2; i + 1 < end; i += 2) {
            int decoded = digit(bytes, i) << 4 | digit(bytes, i + 1);
            if (decoded == 0x0B || decoded == 0x1C || decoded == 0) {
                found(InjectionSign.ESCAPE.bit(), at, facts);
            }
        }
        int last = digit(bytes, end - 2) << 4 | digit(bytes, end - 1);
        if ((last == '\r' || last == '\n') && isEscapedSegment(end + 1, to)) {
            found(InjectionSign.SEGMENT.bit(), at, facts);
        }
    }

    /// A segment's name and an escaped field separator.
    private boolean isEscapedSegment(int at, int to) {
        byte[] bytes = segments.bytes();
        if (at + 6 > to) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            int b = Bytes.u8(bytes, at + i);
            if (!(b >= 'A' && b <= 'Z') && !(i > 0 && b >= '0' && b <= '9')) {
                return false;
            }
        }
        int escape = segments.escapeCharacter();
        return Bytes.u8(bytes, at + 3) == escape
                && (Bytes.u8(bytes, at + 4) == 'F' && Bytes.u8(bytes, at + 5) == escape
                        || Bytes.u8(bytes, at + 4) == 'X');
    }

    private static int digit(byte[] bytes, int at) {
        int b = Bytes.u8(bytes, at);
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int upper = b & ~0x20;
        return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10 : -1;
    }

    private void found(int sign, int at, Hl7Facts facts) {
        if (facts.injectionSigns == 0) {
            facts.injectionSegment = segments.id();
            facts.injectionField = segments.fieldAt(at);
        }
        facts.injectionSigns |= sign;
    }
}
