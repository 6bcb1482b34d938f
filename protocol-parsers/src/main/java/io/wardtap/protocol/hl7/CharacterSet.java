package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Character sets of MSH-18 (table 0211, HL7 v2.8.2 chapter 2C). What matters to a reader of bytes:
/// whether a byte that looks like a delimiter may be half a character. Stateless, any thread.
public enum CharacterSet {
    /// MSH-18 is empty: ASCII by the standard, anything in the field.
    NONE("", Kind.SINGLE),
    ASCII("ASCII", Kind.SINGLE),
    ISO_8859_1("8859/1", Kind.SINGLE),
    ISO_8859_2("8859/2", Kind.SINGLE),
    ISO_8859_3("8859/3", Kind.SINGLE),
    ISO_8859_4("8859/4", Kind.SINGLE),
    ISO_8859_5("8859/5", Kind.SINGLE),
    ISO_8859_6("8859/6", Kind.SINGLE),
    ISO_8859_7("8859/7", Kind.SINGLE),
    ISO_8859_8("8859/8", Kind.SINGLE),
    ISO_8859_9("8859/9", Kind.SINGLE),
    ISO_8859_15("8859/15", Kind.SINGLE),
    ISO_IR6("ISO IR6", Kind.SINGLE),
    ISO_IR14("ISO IR14", Kind.SINGLE),
    ISO_IR87("ISO IR87", Kind.ESCAPED),
    ISO_IR159("ISO IR159", Kind.ESCAPED),
    GB_18030("GB 18030-2000", Kind.LEAD_BYTE),
    KS_X_1001("KS X 1001", Kind.SINGLE),
    CNS_11643("CNS 11643-1992", Kind.LEAD_BYTE),
    BIG_5("BIG-5", Kind.LEAD_BYTE),
    UNICODE("UNICODE", Kind.SINGLE),
    UTF_8("UNICODE UTF-8", Kind.SINGLE),
    UTF_16("UNICODE UTF-16", Kind.SINGLE),
    UTF_32("UNICODE UTF-32", Kind.SINGLE),
    /// A name that the table does not have: read byte by byte, as the usual code pages allow.
    UNKNOWN("other", Kind.SINGLE);

    private enum Kind {
        /// A byte below 80H is itself. Two bytes of 80H and more (KS X 1001) or UTF-8 change
        /// nothing about that; UTF-16 has been narrowed.
        SINGLE,
        /// Escape sequences switch to characters of two bytes below 80H (ISO/IEC 2022).
        ESCAPED,
        /// A byte above 80H may be followed by one that looks like a delimiter.
        LEAD_BYTE
    }

    private static final CharacterSet[] ALL = values();
    private static final int ESCAPE = 0x1B;

    private final String label;
    private final Kind kind;

    CharacterSet(String label, Kind kind) {
        this.label = label;
        this.kind = kind;
    }

    /// As the table writes it; `other` for a name it does not have.
    public String label() {
        return label;
    }

    /// Whether delimiters can be told from halves of characters only after [#mask].
    boolean isMasked() {
        return kind != Kind.SINGLE;
    }

    /// The character set of this name, blanks around it and letters' case left aside.
    static CharacterSet of(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Bytes.u8(bytes, start) == ' ') {
            start++;
        }
        while (end > start && Bytes.u8(bytes, end - 1) == ' ') {
            end--;
        }
        if (start == end) {
            return NONE;
        }
        for (int i = 1; i < ALL.length - 1; i++) {
            if (ALL[i].isNamed(bytes, start, end)) {
                return ALL[i];
            }
        }
        return UNKNOWN;
    }

    private boolean isNamed(byte[] bytes, int start, int end) {
        if (end - start != label.length()) {
            return false;
        }
        for (int i = 0; i < label.length(); i++) {
            if (Bytes.upper(Bytes.u8(bytes, start + i)) != label.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Sets the high bit of every byte in `[from, to)` that is the second half of a character (or,
    /// behind an escape, any part of one), so that no delimiter is seen in it. The same text gives
    /// the same bytes, which is all that hashes and comparisons need.
    void mask(byte[] bytes, int from, int to) {
        if (kind == Kind.LEAD_BYTE) {
            maskTrails(bytes, from, to);
        } else if (kind == Kind.ESCAPED) {
            maskEscaped(bytes, from, to);
        }
    }

    /// Lead byte 81H to FEH; the second byte is 40H or more, or in GB 18030 a digit that two more
    /// bytes of the same kind follow. Digits are no delimiters.
    private static void maskTrails(byte[] bytes, int from, int to) {
        for (int at = from; at + 1 < to; at++) {
            int b = Bytes.u8(bytes, at);
            int next = Bytes.u8(bytes, at + 1);
            if (b > 0x80 && b < 0xFF && next >= 0x40) {
                at++;
                Bytes.putU8(bytes, at, next | 0x80);
            }
        }
    }

    /// `ESC $ …` goes to two bytes, `ESC (` and the end of the segment back to one.
    private static void maskEscaped(byte[] bytes, int from, int to) {
        boolean twoBytes = false;
        int at = from;
        while (at < to) {
            int b = Bytes.u8(bytes, at);
            if (b == ESCAPE && at + 2 < to) {
                int kind = Bytes.u8(bytes, at + 1);
                twoBytes = kind == '$';
                boolean four = twoBytes && Bytes.u8(bytes, at + 2) == '(';
                int end = Math.min(to, at + (four ? 4 : 3));
                // neither are the sequence's own bytes delimiters
                for (int i = at + 1; i < end; i++) {
                    Bytes.putU8(bytes, i, Bytes.u8(bytes, i) | 0x80);
                }
                at = end;
                continue;
            }
            if (b == '\r' || b == '\n') {
                twoBytes = false;
            } else if (twoBytes && b > ' ') {
                Bytes.putU8(bytes, at, b | 0x80);
            }
            at++;
        }
    }
}
