package io.wardtap.protocol.astm;

import io.wardtap.protocol.bytes.Bytes;

/// The beginning of a header record (LIS02-A2 6.4.2), which declares the delimiters:
///
///     H | \ ^ &
///       field, repeat, component, escape delimiter
///
/// Stateless, any thread.
final class AstmHeader {
    /// `H`, four delimiters and what must follow: the field delimiter or the record's end.
    static final int BYTES = 6;

    private AstmHeader() {}

    /// Whether byte `index` (0 to 5) of what may be a header fits those before it, which stand from
    /// `start` on.
    static boolean fits(byte[] bytes, int start, int index) {
        int b = Bytes.u8(bytes, start + index);
        if (index == 0) {
            return b == 'H';
        }
        if (index == BYTES - 1) {
            return b == Bytes.u8(bytes, start + 1) || b == '\r';
        }
        if (!isDelimiter(b)) {
            return false;
        }
        for (int i = 1; i < index; i++) {
            if (Bytes.u8(bytes, start + i) == b) {
                return false;
            }
        }
        return true;
    }

    /// Whether a header stands in `[start, end)`, whole as far as [#BYTES] go.
    static boolean isAt(byte[] bytes, int start, int end) {
        if (end - start < BYTES) {
            return false;
        }
        for (int i = 0; i < BYTES; i++) {
            if (!fits(bytes, start, i)) {
                return false;
            }
        }
        return true;
    }

    /// Record types: header, patient, order, result, comment, query, terminator, scientific and
    /// manufacturer information.
    static boolean isRecordType(int b) {
        return switch (b) {
            case 'H', 'P', 'O', 'R', 'C', 'Q', 'L', 'M', 'S' -> true;
            default -> false;
        };
    }

    /// Printable, no letter, digit or blank.
    static boolean isDelimiter(int b) {
        return b > ' '
                && b < 0x7F
                && !(b >= '0' && b <= '9')
                && !(b >= 'A' && b <= 'Z')
                && !(b >= 'a' && b <= 'z');
    }
}
