package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;

/// Judges a value that may name a patient, byte by byte where it lies: nothing of it is kept.
final class PatientText {
    /// Values that stand for nobody (test images, service, de-identified objects), upper case; `*`
    /// at the end for any continuation.
    private static final String[] DUMMIES = {
        "ANON*", "TEST^*", "PHANTOM*", "QA^*", "QC*", "DUMMY", "SERVICE^*",
    };

    /// Birth dates that stand for none.
    private static final String[] DUMMY_DATES = {"19000101", "18991230"};

    private static final int ESCAPE = 0x1B;

    private PatientText() {}

    /// Nothing but padding, separators of components, groups and values (PS3.5 section 6.2.1) and
    /// escape sequences between character sets (PS3.5 section 6.1.2.5).
    static boolean isBlank(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end) {
            int b = Bytes.u8(bytes, at);
            if (b == ESCAPE) {
                at = afterEscape(bytes, at, end);
            } else if (isSeparator(b)) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    /// ESC, intermediate bytes 20H to 2FH, one final byte.
    private static int afterEscape(byte[] bytes, int escape, int end) {
        int at = escape + 1;
        while (at < end && Bytes.u8(bytes, at) >= 0x20 && Bytes.u8(bytes, at) <= 0x2F) {
            at++;
        }
        return at + 1;
    }

    /// Nothing but wildcards (PS3.4 section C.2.2.2.4), separators, or an open range.
    static boolean isUniversal(byte[] bytes, int start, int length) {
        for (int at = start; at < start + length; at++) {
            int b = Bytes.u8(bytes, at);
            if (b != '*' && b != '?' && b != '-' && !isSeparator(b)) {
                return false;
            }
        }
        return true;
    }

    static boolean hasWildcard(byte[] bytes, int start, int length) {
        return Bytes.indexOf(bytes, start, start + length, '*') >= 0
                || Bytes.indexOf(bytes, start, start + length, '?') >= 0;
    }

    /// A name or identifier that stands for nobody.
    static boolean isDummy(byte[] bytes, int start, int length) {
        return matchesAny(DUMMIES, bytes, start, length);
    }

    static boolean isDummyDate(byte[] bytes, int start, int length) {
        return matchesAny(DUMMY_DATES, bytes, start, length);
    }

    /// Copies the value in upper case (ASCII) without separators at its ends.
    ///
    /// @return bytes copied
    static int normalise(byte[] bytes, int start, int length, byte[] to, int at) {
        int from = first(bytes, start, start + length);
        int end = last(bytes, from, start + length);
        for (int i = from; i < end; i++) {
            Bytes.putU8(to, at + (i - from), Bytes.upper(Bytes.u8(bytes, i)));
        }
        return end - from;
    }

    private static boolean matchesAny(String[] patterns, byte[] bytes, int start, int length) {
        int from = first(bytes, start, start + length);
        int n = last(bytes, from, start + length) - from;
        for (String pattern : patterns) {
            if (matches(pattern, bytes, from, n)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, byte[] bytes, int from, int n) {
        int last = pattern.length() - 1;
        boolean prefix = pattern.charAt(last) == '*';
        int wanted = prefix ? last : pattern.length();
        if (prefix ? n < wanted : n != wanted) {
            return false;
        }
        for (int i = 0; i < wanted; i++) {
            if (Bytes.upper(Bytes.u8(bytes, from + i)) != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int first(byte[] bytes, int start, int end) {
        int from = start;
        while (from < end && isSeparator(Bytes.u8(bytes, from))) {
            from++;
        }
        return from;
    }

    private static int last(byte[] bytes, int start, int end) {
        int to = end;
        while (to > start && isSeparator(Bytes.u8(bytes, to - 1))) {
            to--;
        }
        return to;
    }

    private static boolean isSeparator(int b) {
        return b == ' ' || b == 0 || b == '^' || b == '=' || b == '\\';
    }
}
