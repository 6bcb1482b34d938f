package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;

/// The first segment of a message as recognition sees it: MSH, FHS or BHS, whose first field is the
/// separator itself and whose second the encoding characters (HL7 v2.8.2 chapter 2). Stateless, any
/// thread.
final class Hl7Header {
    /// MSH-2 has four characters, five from v2.7 on, fewer in the field.
    static final int MAX_ENCODING_CHARACTERS = 5;

    /// Not enough bytes to judge.
    static final int SHORT = -1;

    /// The delimiters are alphanumeric, missing or too many.
    static final int MALFORMED = -2;

    /// So many bytes of a header are looked at for its type and version.
    private static final int HEADER_BYTES = 1024;

    /// MSH-1 and 2 as the standard recommends them.
    private static final String USUAL = "|^~\\&|";

    private static final int MESSAGE_TYPE = 9;
    private static final int VERSION = 12;

    private Hl7Header() {}

    static boolean isAlphanumeric(int b) {
        return (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    static boolean isDelimiter(int b) {
        return b > ' ' && b < 0x7F && !isAlphanumeric(b);
    }

    /// How many encoding characters a header at `at` declares, or [#SHORT] or [#MALFORMED]. They
    /// may be equal: some senders double the backslash.
    static int encodingCharacters(byte[] bytes, int at, int end) {
        return encodingCharacters(bytes, at, end, 1);
    }

    /// @param width bytes of a character; of UTF-16 only the bytes that are letters are looked at
    static int encodingCharacters(byte[] bytes, int at, int end, int width) {
        if (at + 3 * width >= end) {
            return SHORT;
        }
        int separator = Bytes.u8(bytes, at + 3 * width);
        if (!isDelimiter(separator)) {
            return MALFORMED;
        }
        for (int n = 0; n <= MAX_ENCODING_CHARACTERS; n++) {
            int place = at + (4 + n) * width;
            if (place >= end) {
                return SHORT;
            }
            int b = Bytes.u8(bytes, place);
            if (b == separator) {
                return n == 0 ? MALFORMED : n;
            }
            if (!isDelimiter(b)) {
                return MALFORMED;
            }
        }
        return MALFORMED;
    }

    /// Whether all delimiters are declared, of the right kind and different.
    static boolean hasSaneDelimiters(byte[] bytes, int at, int end) {
        if (at + 9 <= end && Bytes.startsWith(bytes, at + 3, USUAL)) {
            return true;
        }
        int n = encodingCharacters(bytes, at, end);
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (Bytes.u8(bytes, at + 4 + i) == Bytes.u8(bytes, at + 4 + j)) {
                    return false;
                }
            }
        }
        return n > 0;
    }

    /// Whether the header proves that this is HL7: behind a start block and with sane delimiters a
    /// message type or a version, else both.
    static boolean isPlausible(byte[] bytes, int start, int length, boolean startBlock) {
        int end = start + length;
        if (encodingCharacters(bytes, start, end) <= 0) {
            return false;
        }
        int type = field(bytes, start, end, MESSAGE_TYPE);
        int version = field(bytes, start, end, VERSION);
        boolean hasType = type >= 0 && isMessageType(bytes, type, end);
        boolean hasVersion = version >= 0 && version < end && Bytes.u8(bytes, version) == '2';
        boolean likely = startBlock && hasSaneDelimiters(bytes, start, end);
        return likely ? hasType || hasVersion : hasType && hasVersion;
    }

    /// Whether the message answers another: its type is ACK, or its second segment MSA.
    static boolean isAnswer(byte[] bytes, int start, int length) {
        int end = start + length;
        int type = field(bytes, start, end, MESSAGE_TYPE);
        if (type >= 0 && type + 3 <= end && Bytes.startsWith(bytes, type, "ACK")) {
            return true;
        }
        int next = Hl7Scan.lineEnd(bytes, start, end) + 1;
        if (next < end && Bytes.u8(bytes, next) == '\n') {
            next++;
        }
        return next + 3 <= end && Bytes.startsWith(bytes, next, "MSA");
    }

    /// Where field `n` of the header begins, or -1 when it is not there or too far.
    private static int field(byte[] bytes, int start, int end, int n) {
        int to = Hl7Scan.lineEnd(bytes, start, Math.min(end, start + HEADER_BYTES));
        int separator = Bytes.u8(bytes, start + 3);
        int at = start + 3;
        for (int i = 1; i < n; i++) {
            at = Bytes.indexOf(bytes, at, to, separator);
            if (at < 0) {
                return -1;
            }
            at++;
        }
        return at;
    }

    private static boolean isMessageType(byte[] bytes, int at, int end) {
        if (at + 3 > end) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            int b = Bytes.u8(bytes, at + i);
            if (!((b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9'))) {
                return false;
            }
        }
        return at + 3 == end || !isAlphanumeric(Bytes.u8(bytes, at + 3));
    }
}
