package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.PhiCategory;

/// Says whether a field holds a value: more than delimiters, blanks and `""` (explicit null), and
/// no dummy. Notes where direct identifiers lie. One thread; allocates nothing.
final class FieldValues {
    /// CX.5, table 0203.
    private static final int IDENTIFIER_TYPE = 5;

    /// XPN: family, given, further names.
    private static final int NAME_COMPONENTS = 3;

    private final Hl7Segments segments;
    private final DirectValues direct;

    FieldValues(Hl7Segments segments, DirectValues direct) {
        this.segments = segments;
        this.direct = direct;
    }

    /// Whether field `n` of the current segment holds a value.
    ///
    /// @param collect note its values as direct identifiers
    boolean isValued(int n, PhiCategory category, boolean collect) {
        int to = segments.end(n);
        boolean valued = false;
        int at = segments.start(n);
        if (!collect && category != PhiCategory.ID && isPlain(Bytes.u8(segments.bytes(), at))) {
            return true;
        }
        while (at < to) {
            int end = segments.repetitionEnd(at, to);
            int first = segments.subcomponentEnd(at, segments.componentEnd(at, end));
            if (isRepetitionValued(at, first, end, category)) {
                if (!collect) {
                    return true;
                }
                valued = true;
                if (category == PhiCategory.NAME) {
                    collectName(at, end);
                } else if (category == PhiCategory.ID) {
                    direct.add(at, first);
                } else {
                    direct.addOther(at, first);
                }
            }
            at = end + 1;
        }
        return valued;
    }

    /// Start of the first repetition of field `n` that holds a value, or -1.
    int firstValued(int n, PhiCategory category) {
        int to = segments.end(n);
        int at = segments.start(n);
        while (at < to) {
            int end = segments.repetitionEnd(at, to);
            int first = segments.subcomponentEnd(at, segments.componentEnd(at, end));
            if (isRepetitionValued(at, first, end, category)) {
                return at;
            }
            at = end + 1;
        }
        return -1;
    }

    /// Whether anything but delimiters, blanks and quotation marks stands in `[from, to)`.
    boolean hasContent(int from, int to) {
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(segments.bytes(), at);
            if (Hl7Header.isAlphanumeric(b)) {
                return true;
            }
            if (b <= ' ' || b == '"') {
                continue;
            }
            if (!segments.isDelimiter(b)) {
                return true;
            }
            if (b == segments.escapeCharacter()) {
                at = EscapeSequences.passOver(segments, at, to);
                if (at < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// @param first end of the first component's first part
    private boolean isRepetitionValued(int from, int first, int to, PhiCategory category) {
        if (isDummy(from, first) || !hasContent(from, to)) {
            return false;
        }
        return category != PhiCategory.ID || !isAnonymous(from, to);
    }

    /// Values that test patients have: TEST, ZZTEST, four or more X.
    private boolean isDummy(int from, int to) {
        if (to - from < 4) {
            return false;
        }
        int at = from;
        int end = to;
        while (at < end && Bytes.u8(segments.bytes(), at) == ' ') {
            at++;
        }
        if (at == end || !mayBeDummy(Bytes.u8(segments.bytes(), at))) {
            return false;
        }
        while (end > at && Bytes.u8(segments.bytes(), end - 1) == ' ') {
            end--;
        }
        if (end - at < 4) {
            return false;
        }
        return switch (Bytes.upper(Bytes.u8(segments.bytes(), at))) {
            case 'T' -> is(at, end, "TEST");
            case 'Z' -> is(at, end, "ZZTEST");
            case 'X' -> isAllX(at, end);
            default -> false;
        };
    }

    /// Whether a value that begins so is one, whatever follows.
    private static boolean isPlain(int first) {
        return Hl7Header.isAlphanumeric(first) && !mayBeDummy(first);
    }

    private static boolean mayBeDummy(int first) {
        int letter = Bytes.upper(first);
        return letter == 'T' || letter == 'X' || letter == 'Z';
    }

    private boolean isAnonymous(int from, int to) {
        int type = segments.component(IDENTIFIER_TYPE, from, to);
        return type >= 0 && is(type, segments.componentEnd(type, to), "ANON");
    }

    private boolean is(int from, int to, String upper) {
        if (to - from != upper.length()) {
            return false;
        }
        for (int i = 0; i < upper.length(); i++) {
            if (Bytes.upper(Bytes.u8(segments.bytes(), from + i)) != upper.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAllX(int from, int to) {
        for (int at = from; at < to; at++) {
            if (Bytes.upper(Bytes.u8(segments.bytes(), at)) != 'X') {
                return false;
            }
        }
        return true;
    }

    private void collectName(int from, int to) {
        int at = from;
        for (int i = 0; i < NAME_COMPONENTS && at < to; i++) {
            int end = segments.componentEnd(at, to);
            while (at < end) {
                int part = segments.subcomponentEnd(at, end);
                direct.add(at, part);
                at = part + 1;
            }
            at = end + 1;
        }
    }
}
