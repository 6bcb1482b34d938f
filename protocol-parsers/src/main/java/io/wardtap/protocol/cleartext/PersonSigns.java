package io.wardtap.protocol.cleartext;

import io.wardtap.protocol.bytes.Bytes;

/// Looks for signs of patients' data in bytes of which nothing is known. Only runs of text are
/// read, so that binary data costs one look in eight bytes and shows nothing by chance. Each
/// stretch is judged by itself: a sign that is cut by its end is not seen. Stateless, any thread;
/// allocates nothing.
public final class PersonSigns {
    /// Of each direction of a flow, so much is looked at.
    public static final int LOOKED_AT_BYTES = 2048;

    /// Shorter stretches are not worth a look: a label with its value is seldom shorter.
    public static final int SHORTEST_BYTES = 16;

    /// Shorter runs of text are none.
    private static final int SHORTEST_RUN = 8;

    /// Between a label and its value: equal signs, quotation marks, brackets, blanks.
    private static final int LABEL_REACH = 6;

    private static final int DATE_REACH = 20;
    private static final int FEWEST_DIGITS = 4;

    /// A segment of HL7 has so many field separators near its beginning.
    private static final int SEPARATORS = 3;

    private static final int SEGMENT_REACH = 64;

    private static final boolean[] TEXT = new boolean[256];

    static {
        for (int b = ' '; b < 0x7F; b++) {
            TEXT[b] = true;
        }
        TEXT['\t'] = true;
        TEXT['\r'] = true;
        TEXT['\n'] = true;
    }

    private PersonSigns() {}

    /// Whether signs of these kinds make patients' data likely: two of them, one of which is of a
    /// person.
    public static boolean isSuspicion(int signs) {
        return Integer.bitCount(signs) >= 2;
    }

    /// The signs in `[start, start + length)`, bits of [PersonSign].
    public static int scan(byte[] bytes, int start, int length) {
        int to = start + length;
        int found = 0;
        int at = start;
        while (at + SHORTEST_RUN <= to) {
            // every run long enough that begins before the byte looked at has that byte in it
            int looked = at + SHORTEST_RUN - 1;
            if (!TEXT[Bytes.u8(bytes, looked)]) {
                at = looked + 1;
                continue;
            }
            int from = looked;
            while (from > at && TEXT[Bytes.u8(bytes, from - 1)]) {
                from--;
            }
            int end = looked + 1;
            while (end < to && TEXT[Bytes.u8(bytes, end)]) {
                end++;
            }
            if (end - from >= SHORTEST_RUN) {
                found |= run(bytes, from, end);
            }
            at = end + 1;
        }
        return found;
    }

    private static int run(byte[] bytes, int from, int to) {
        int found = 0;
        boolean between = true; // no letter or digit before
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (SignLabels.isLetter(b)) {
                if (between) {
                    found |= word(bytes, at, from, to);
                }
                between = false;
            } else if (SignLabels.isDigit(b)) {
                if (between) {
                    found |= number(bytes, at, to);
                }
                between = false;
            } else {
                found |= b == '^' ? caret(bytes, at, from, to) : 0;
                between = true;
            }
        }
        return found;
    }

    private static int word(byte[] bytes, int at, int from, int to) {
        for (SignLabels.Label label : SignLabels.beginningWith(Bytes.u8(bytes, at))) {
            int end = SignLabels.end(bytes, at, to, label);
            if (end >= 0 && hasValue(bytes, end, to, label.value)) {
                return label.sign;
            }
        }
        boolean beginsLine = at == from || Bytes.u8(bytes, at - 1) < ' ';
        return beginsLine && isSegment(bytes, at, to) ? PersonSign.FORMAT.bit() : 0;
    }

    private static boolean hasValue(byte[] bytes, int at, int to, SignLabels.Value value) {
        return switch (value) {
            case LETTERS -> hasLetters(bytes, at, to);
            case DIGITS -> hasDigits(bytes, at, to);
            case DATE -> hasDate(bytes, at, to);
            case NONE -> true;
        };
    }

    /// A word of three letters or more.
    private static boolean hasLetters(byte[] bytes, int from, int to) {
        int at = value(bytes, from, to);
        return at > from
                && at + 2 < to
                && SignLabels.isLetter(Bytes.u8(bytes, at))
                && SignLabels.isLetter(Bytes.u8(bytes, at + 1))
                && SignLabels.isLetter(Bytes.u8(bytes, at + 2));
    }

    private static boolean hasDigits(byte[] bytes, int from, int to) {
        int at = value(bytes, from, to);
        int digits = 0;
        for (int i = at; i < to && i < at + 12; i++) {
            int b = Bytes.u8(bytes, i);
            if (SignLabels.isDigit(b)) {
                digits++;
            } else if (!SignLabels.isLetter(b) && b != '-') {
                break;
            }
        }
        return at > from && digits >= FEWEST_DIGITS;
    }

    /// Where the value behind a label begins: at the first letter or digit within reach, when
    /// something else than blanks parts them; else, or when the line or parameter ends, `from`.
    private static int value(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + LABEL_REACH);
        boolean parted = false;
        for (int at = from; at < limit; at++) {
            int b = Bytes.u8(bytes, at);
            if (b == '\r' || b == '\n' || b == '&') {
                return from;
            }
            if (SignLabels.isLetter(b) || SignLabels.isDigit(b)) {
                return parted ? at : from;
            }
            parted |= b != ' ' && b != '.' && b != '\'';
        }
        return from;
    }

    /// Groups of digits parted by a stop, a stroke or a hyphen, or eight digits that begin like a
    /// year, near by on the same line.
    private static boolean hasDate(byte[] bytes, int from, int to) {
        int limit = Math.min(to, from + DATE_REACH);
        int digits = 0;
        for (int at = from; at < limit; at++) {
            int b = Bytes.u8(bytes, at);
            if (SignLabels.isDigit(b)) {
                digits++;
                if (digits == 8 && isYear(bytes, at - 7)) {
                    return true;
                }
            } else if (b == '\n' || b == '\r') {
                return false;
            } else if ((digits == 1 || digits == 2 || digits == 4)
                    && (b == '.' || b == '/' || b == '-')) {
                return isDateRest(bytes, at + 1, to, b);
            } else {
                digits = 0;
            }
        }
        return false;
    }

    /// Two more groups: one or two digits, the same sign, one to four digits.
    private static boolean isDateRest(byte[] bytes, int from, int to, int sign) {
        int at = from;
        while (at < to && SignLabels.isDigit(Bytes.u8(bytes, at))) {
            at++;
        }
        int middle = at - from;
        return middle >= 1
                && middle <= 2
                && at + 1 < to
                && Bytes.u8(bytes, at) == sign
                && SignLabels.isDigit(Bytes.u8(bytes, at + 1));
    }

    private static boolean isYear(byte[] bytes, int at) {
        int century = Bytes.u16(bytes, at);
        return century == ('1' << 8 | '9') || century == ('2' << 8 | '0');
    }

    /// 3-2-4 with hyphens, not 000, 666 or 9xx, nor a group of zeros.
    private static int number(byte[] bytes, int at, int to) {
        if (at + 11 > to
                || Bytes.u8(bytes, at + 3) != '-'
                || Bytes.u8(bytes, at + 6) != '-'
                || at + 11 < to && isWord(Bytes.u8(bytes, at + 11))) {
            return dicom(bytes, at, to);
        }
        for (int i = 0; i < 11; i++) {
            if (i != 3 && i != 6 && !SignLabels.isDigit(Bytes.u8(bytes, at + i))) {
                return 0;
            }
        }
        int area = digits(bytes, at, 3);
        boolean valid = area != 0 && area != 666 && area < 900;
        valid &= digits(bytes, at + 4, 2) != 0 && digits(bytes, at + 7, 4) != 0;
        return valid ? PersonSign.SECURITY_NUMBER.bit() : 0;
    }

    private static boolean isWord(int b) {
        return SignLabels.isLetter(b) || SignLabels.isDigit(b) || b == '-';
    }

    private static int digits(byte[] bytes, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + Bytes.u8(bytes, at + i) - '0';
        }
        return value;
    }

    /// A unique identifier of DICOM's root.
    private static int dicom(byte[] bytes, int at, int to) {
        return at + 16 < to && Bytes.startsWith(bytes, at, "1.2.840.10008.")
                ? PersonSign.FORMAT.bit()
                : 0;
    }

    /// Family and given name as HL7 and DICOM write them: `Family^Given`, each three letters or
    /// more, capital first, no digits near.
    private static int caret(byte[] bytes, int at, int from, int to) {
        int left = at;
        while (left > from && SignLabels.isLetter(Bytes.u8(bytes, left - 1))) {
            left--;
        }
        int right = at + 1;
        while (right < to && SignLabels.isLetter(Bytes.u8(bytes, right))) {
            right++;
        }
        boolean names =
                at - left >= 3
                        && right - at > 3
                        && isCapital(bytes, left)
                        && isCapital(bytes, at + 1)
                        && (left == from || !isWord(Bytes.u8(bytes, left - 1)))
                        && (right == to || !SignLabels.isDigit(Bytes.u8(bytes, right)));
        return names ? PersonSign.NAME.bit() : 0;
    }

    private static boolean isCapital(byte[] bytes, int at) {
        int b = Bytes.u8(bytes, at);
        return b >= 'A' && b <= 'Z';
    }

    /// PID, MSH, OBX and the like, or ASTM's header, at the beginning of a line.
    private static boolean isSegment(byte[] bytes, int at, int to) {
        if (at + 6 > to) {
            return false;
        }
        if (Bytes.startsWith(bytes, at, "H|\\^&")) {
            return true;
        }
        boolean known =
                Bytes.startsWith(bytes, at, "PID|")
                        || Bytes.startsWith(bytes, at, "MSH|")
                        || Bytes.startsWith(bytes, at, "OBX|")
                        || Bytes.startsWith(bytes, at, "OBR|")
                        || Bytes.startsWith(bytes, at, "PV1|");
        if (!known) {
            return false;
        }
        int separators = 0;
        for (int i = at; i < to && i < at + SEGMENT_REACH; i++) {
            separators += Bytes.u8(bytes, i) == '|' ? 1 : 0;
        }
        return separators >= SEPARATORS;
    }
}
