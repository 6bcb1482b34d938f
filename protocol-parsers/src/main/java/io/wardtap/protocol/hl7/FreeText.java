package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// Looks for signs of a person in free text (NTE-3, OBX-5): what kinds there are, never what they
/// say (reference hl7v2.md 4). One pass, word by word; a word is looked at only when its first
/// letter may introduce something, or is that of a name or identifier of the message's patient. One
/// thread; allocates nothing.
final class FreeText {
    static final int SSN = 1;
    static final int PHONE = 1 << 1;
    static final int EMAIL = 1 << 2;
    static final int BIRTH = 1 << 3;
    static final int RECORD_NUMBER = 1 << 4;
    static final int NAME = 1 << 5;
    static final int ALL = (1 << 6) - 1;

    /// A date this far behind a word for birth belongs to it.
    private static final int BIRTH_REACH = 20;

    private static final String[] BIRTH_WORDS = {
        "DOB", "BORN", "GEB.", "GEBOREN", "N\u00e9", "N\u00e9E", "N\u00c3\u00a9", "N\u00c3\u00a9E"
    };
    private static final String[] RECORD_WORDS = {"MRN", "PATIENT ID", "PATID", "PAT-ID"};
    private static final String[] TITLES = {"MR", "MRS", "MS", "HERR", "FRAU"};

    private static final int DIGIT = 1;
    private static final int AT_SIGN = 2;
    private static final int LETTER = 3;
    private static final int INITIAL = 4; // a letter that an introducing word begins with
    private static final byte[] KINDS = new byte[256];

    static {
        for (int b = 0; b < 256; b++) {
            if (b >= '0' && b <= '9') {
                KINDS[b] = DIGIT;
            } else if (Hl7Header.isAlphanumeric(b) || b >= 0x80) {
                KINDS[b] = LETTER;
            }
        }
        KINDS['@'] = AT_SIGN;
        for (String[] words : new String[][] {BIRTH_WORDS, RECORD_WORDS, TITLES}) {
            for (String word : words) {
                KINDS[word.charAt(0)] = INITIAL;
                KINDS[word.charAt(0) | 0x20] = INITIAL;
            }
        }
    }

    private final DirectValues direct;
    private byte[] bytes;
    private int from;
    private int to;
    private int found;

    /// @param direct where the direct identifiers of the message lie
    FreeText(DirectValues direct) {
        this.direct = direct;
    }

    /// A first, cheap look: whether `[start, end)` has what any sign needs, four digits, an at
    /// sign, a title or the beginning of one of the patient's values.
    boolean maySign(byte[] message, int start, int end) {
        boolean between = true; // no letter or digit before
        int digits = 0;
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(message, at);
            int kind = KINDS[b];
            if (kind == 0) {
                between = true;
            } else if (kind <= AT_SIGN) {
                digits += kind == DIGIT ? 1 : 4;
                if (digits >= 4 || between && direct.mayBegin(message, at, end)) {
                    return true;
                }
                between = false;
            } else {
                if (between && (isTitle(b) || direct.mayBegin(message, at, end))) {
                    return true;
                }
                between = false;
            }
        }
        return false;
    }

    private static boolean isTitle(int b) {
        return b == 'M' || b == 'H' || b == 'F';
    }

    /// What `[start, end)` of the message shows, bits of this class.
    int scan(byte[] message, int start, int end) {
        bytes = message;
        from = start;
        to = end;
        found = 0;
        int at = start;
        while (at < end) {
            switch (KINDS[Bytes.u8(message, at)]) {
                case 0 -> at++;
                case DIGIT -> at = number(at);
                case AT_SIGN -> mail(at++);
                case LETTER -> at = plainWord(at);
                default -> {
                    introduction(at);
                    at = plainWord(at);
                }
            }
        }
        return found;
    }

    /// @return behind the word
    private int plainWord(int start) {
        if (direct.mayBegin(bytes, start, to) && direct.isWordAt(start, to)) {
            found |= NAME;
        }
        int at = start + 1;
        while (at < to) {
            int kind = KINDS[Bytes.u8(bytes, at)];
            if (kind == 0 || kind == AT_SIGN) {
                break;
            }
            at++;
        }
        return at;
    }

    /// A run of digits in groups: 3-2-4 is a social security number, 3-3-4 (also 1-3-3-4) or nine
    /// to fifteen digits behind a plus sign a telephone number.
    private int number(int start) {
        if (direct.mayBegin(bytes, start, to) && direct.isWordAt(start, to)) {
            found |= RECORD_NUMBER;
        }
        int before = start > from ? Bytes.u8(bytes, start - 1) : ' ';
        long groups = 0; // lengths of groups, four bits each, the last lowest
        int digits = 0;
        int group = 0;
        boolean dashes = true;
        boolean blanks = false;
        int at = start;
        for (; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (isDigit(b)) {
                group++;
                digits++;
                continue;
            }
            int skip = separator(b, at);
            if (skip == 0) {
                break;
            }
            groups = groups << 4 | Math.min(group, 15);
            group = 0;
            dashes &= b == '-';
            blanks |= b == ' ';
            at += skip - 1;
        }
        groups = groups << 4 | Math.min(group, 15);
        if (at < to && isWord(Bytes.u8(bytes, at))) {
            return at;
        }
        if (dashes && groups == 0x324 && isSecurityNumber(start)) {
            found |= SSN;
        } else if (before == '+' ? digits >= 9 && digits <= 15 : isPhone(groups, blanks, before)) {
            found |= PHONE;
        }
        return at;
    }

    /// Groups parted by blanks alone may be any numbers; by brackets, hyphens or stops they are
    /// not.
    private static boolean isPhone(long groups, boolean blanks, int before) {
        return groups == 0x1334 || (groups == 0x334 && (!blanks || before == '('));
    }

    /// Bytes of what parts two groups of digits here, or 0.
    private int separator(int b, int at) {
        int next = at + 1 < to ? Bytes.u8(bytes, at + 1) : 0;
        if (b == ')' && next == ' ' && at + 2 < to && isDigit(Bytes.u8(bytes, at + 2))) {
            return 2;
        }
        boolean parts = b == '-' || b == '.' || b == ' ' || b == ')';
        return parts && isDigit(next) ? 1 : 0;
    }

    /// Not 000, 666 or 9xx, nor a group of zeros.
    private boolean isSecurityNumber(int at) {
        boolean zeros = is(at, "000") || is(at + 4, "00") || is(at + 7, "0000");
        return Bytes.u8(bytes, at) != '9' && !zeros && !is(at, "666");
    }

    private boolean is(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Bytes.u8(bytes, at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Something before the sign; behind it a host with a full stop and a letter.
    private void mail(int sign) {
        if (sign == from || !isWord(Bytes.u8(bytes, sign - 1))) {
            return;
        }
        boolean stop = false;
        for (int at = sign + 1; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (stop && isWord(b) && !isDigit(b)) {
                found |= EMAIL;
                return;
            }
            stop = b == '.' && at > sign + 1;
            if (!isWord(b) && b != '.' && b != '-') {
                return;
            }
        }
    }

    private void introduction(int at) {
        for (String word : BIRTH_WORDS) {
            if (begins(at, word)
                    && endsAt(at + word.length(), word)
                    && hasDate(at, word.length())) {
                found |= BIRTH;
                return;
            }
        }
        for (String word : RECORD_WORDS) {
            if (begins(at, word) && hasNumber(at + word.length())) {
                found |= RECORD_NUMBER;
                return;
            }
        }
        for (String title : TITLES) {
            if (begins(at, title) && hasName(at, title.length())) {
                found |= NAME;
                return;
            }
        }
    }

    private boolean begins(int at, String word) {
        if (at + word.length() > to) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Bytes.upper(Bytes.u8(bytes, at + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean endsAt(int at, String word) {
        return word.endsWith(".") || at == to || !isWord(Bytes.u8(bytes, at));
    }

    /// Groups of digits parted by a stop, a stroke or a hyphen, or eight digits, near by.
    private boolean hasDate(int start, int length) {
        int limit = Math.min(to, start + length + BIRTH_REACH);
        int digits = 0;
        for (int at = start + length; at < limit; at++) {
            int b = Bytes.u8(bytes, at);
            if (isDigit(b)) {
                digits++;
            } else if (digits > 0 && digits <= 4 && (b == '.' || b == '/' || b == '-')) {
                return at + 1 < to && isDigit(Bytes.u8(bytes, at + 1));
            } else if (digits == 8) {
                return true;
            } else {
                digits = 0;
            }
        }
        return digits == 8;
    }

    /// Five to twelve digits behind a label and at most four other signs.
    private boolean hasNumber(int start) {
        int at = start;
        while (at < to && at < start + 4 && !isDigit(Bytes.u8(bytes, at))) {
            at++;
        }
        int digits = 0;
        while (at + digits < to && isDigit(Bytes.u8(bytes, at + digits))) {
            digits++;
        }
        return digits >= 5 && digits <= 12;
    }

    /// A title as people write it, and a word that begins with a capital and goes on small.
    private boolean hasName(int title, int length) {
        int at = title + length;
        if (Bytes.u8(bytes, title) > 'Z' || Bytes.u8(bytes, title + 1) < 'a' || at >= to) {
            return false;
        }
        if (Bytes.u8(bytes, at) == '.') {
            at++;
        }
        if (at + 2 >= to || Bytes.u8(bytes, at) != ' ') {
            return false;
        }
        int capital = Bytes.u8(bytes, at + 1);
        int small = Bytes.u8(bytes, at + 2);
        return (capital >= 'A' && capital <= 'Z' || capital >= 0x80)
                && (small >= 'a' && small <= 'z' || small >= 0x80);
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isWord(int b) {
        return KINDS[b] != 0 && b != '@';
    }
}
