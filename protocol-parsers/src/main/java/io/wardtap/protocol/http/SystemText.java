package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.SystemNames;
import io.wardtap.protocol.unit.NameInterner;

/// Names of programs and hosts as they may be shown: products with their versions (RFC 9110 section
/// 10.1.5) without comments, host names without port. What might be a person's name or an
/// identifier is left out. Confined to one parser thread; allocates only for a name that is new.
final class SystemText {
    /// Characters shown of products.
    private static final int MAX_PRODUCT_BYTES = 96;

    /// Characters of a host name (RFC 1035 section 2.3.4).
    private static final int MAX_HOST_BYTES = 253;

    private final NameInterner names;
    private final byte[] clean = new byte[MAX_PRODUCT_BYTES];

    SystemText(NameInterner names) {
        this.names = names;
    }

    /// The products of a User-Agent or Server field, at most as many as have room.
    String products(byte[] bytes, int start, int length) {
        int n = 0;
        int at = start;
        int end = start + length;
        int comments = 0;
        while (at < end) {
            int from = at;
            int b = Bytes.u8(bytes, at++);
            if (b == '(') {
                comments++;
            } else if (b == ')') {
                comments = Math.max(0, comments - 1);
            } else if (comments == 0 && b > ' ') {
                while (at < end && Bytes.u8(bytes, at) > ' ' && Bytes.u8(bytes, at) != '(') {
                    at++;
                }
                boolean alone = from == start && at == end;
                n = product(bytes, from, at, n, alone);
            }
        }
        return names.intern(clean, 0, n);
    }

    /// Adds a product; one without a version only where it is all there is.
    ///
    /// @return how many bytes there are now
    private int product(byte[] bytes, int from, int to, int have, boolean alone) {
        int slash = Bytes.indexOf(bytes, from, to, '/');
        boolean versioned = slash > from && slash + 1 < to && isDigit(Bytes.u8(bytes, slash + 1));
        int nameEnd = slash > from ? slash : to;
        boolean shown =
                (versioned || alone || slash > from)
                        && isToken(bytes, from, nameEnd)
                        && SystemNames.isCredible(bytes, from, nameEnd - from);
        if (!shown) {
            return have;
        }
        boolean version = versioned && isVersion(bytes, slash + 1, to);
        int end = version ? to : nameEnd;
        int blank = have > 0 ? 1 : 0;
        if (have + blank + (end - from) > MAX_PRODUCT_BYTES) {
            return have;
        }
        if (blank > 0) {
            clean[have] = ' ';
        }
        Bytes.copy(bytes, from, clean, have + blank, end - from);
        return have + blank + end - from;
    }

    private static boolean isToken(byte[] bytes, int from, int to) {
        boolean letter = false;
        for (int i = from; i < to; i++) {
            int b = Bytes.u8(bytes, i);
            letter |= isLetter(b);
            if (!isLetter(b) && !isDigit(b) && b != '-' && b != '_' && b != '.' && b != '+') {
                return false;
            }
        }
        return letter;
    }

    private static boolean isVersion(byte[] bytes, int from, int to) {
        int run = 0;
        int letters = 0;
        int dots = 0;
        for (int i = from; i < to; i++) {
            int b = Bytes.u8(bytes, i);
            run = isDigit(b) ? run + 1 : 0;
            boolean letter = isLetter(b);
            letters += letter ? 1 : 0;
            dots += b == '.' ? 1 : 0;
            boolean fits = isDigit(b) || letter || b == '.' || b == '-' || b == '_' || b == '+';
            if (!fits || run >= SystemNames.IDENTIFIER_DIGITS) {
                return false;
            }
        }
        return to - from <= 24 && (letters > 0 || !isNumberOfAPerson(bytes, from, to, dots));
    }

    /// Of digits alone: groups without a full stop (1970-01-31, 078-05-1120), or a day.
    private static boolean isNumberOfAPerson(byte[] bytes, int from, int to, int dots) {
        boolean parted = Bytes.indexOf(bytes, from, to, '-') >= 0;
        if (dots == 0 || parted) {
            return dots == 0 && parted;
        }
        int last = to;
        while (Bytes.u8(bytes, last - 1) != '.') {
            last--;
        }
        int first = Bytes.indexOf(bytes, from, to, '.') - from;
        boolean dayFirst = first <= 2 && to - last == 4;
        boolean yearFirst = first == 4 && to - last == 2 && to - from == 10;
        return dots == 2 && (dayFirst || yearFirst);
    }

    private static boolean isLetter(int b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    /// The host of a Host field or an authority (RFC 3986 section 3.2), lower case not enforced; ""
    /// when it is none or not shown, as where a user stands before it.
    String host(byte[] bytes, int start, int length) {
        int from = start;
        int end = start + length;
        int at = from;
        if (Bytes.indexOf(bytes, from, end, '@') >= 0) {
            return "";
        }
        boolean bracketed = length > 0 && Bytes.u8(bytes, from) == '[';
        if (bracketed) {
            from++;
            at = Bytes.indexOf(bytes, from, end, ']');
            return at < 0 || !isAddress(bytes, from, at)
                    ? ""
                    : names.intern(bytes, from, at - from);
        }
        while (at < end && Bytes.u8(bytes, at) != ':') {
            at++;
        }
        return isHost(bytes, from, at) ? names.intern(bytes, from, at - from) : "";
    }

    private static boolean isAddress(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = Bytes.u8(bytes, i);
            if (Character.digit(b, 16) < 0 && b != ':' && b != '.') {
                return false;
            }
        }
        return to > from;
    }

    /// Letters, digits, hyphens and dots; each label such as a system may have. One of digits in
    /// groups is a date or a person's number, and digits alone are an address or nothing.
    private static boolean isHost(byte[] bytes, int from, int to) {
        if (to == from || to - from > MAX_HOST_BYTES) {
            return false;
        }
        int run = 0;
        int labels = 1;
        int wordless = 0; // labels without a letter
        boolean word = false;
        boolean parted = false;
        for (int i = from; i < to; i++) {
            int b = Bytes.u8(bytes, i);
            run = isDigit(b) ? run + 1 : 0;
            if (b == '.') {
                if (parted && !word) {
                    return false;
                }
                wordless += word ? 0 : 1;
                labels++;
                word = false;
                parted = false;
            }
            word |= isLetter(b);
            parted |= b == '-' || b == '_';
            boolean fits = isLetter(b) || isDigit(b) || b == '-' || b == '.' || b == '_';
            if (!fits || run >= SystemNames.IDENTIFIER_DIGITS) {
                return false;
            }
        }
        wordless += word ? 0 : 1;
        return (word || !parted) && (wordless < labels || labels == 4);
    }
}
