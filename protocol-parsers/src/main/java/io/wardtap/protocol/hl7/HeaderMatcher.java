package io.wardtap.protocol.hl7;

/// Recognises the first five bytes of a header (MSH, FHS or BHS, field separator, first encoding
/// character) a byte at a time, so that a cut may fall anywhere. What it has taken in can be made
/// again from its state, so nobody needs to hold those bytes. Lane thread only.
final class HeaderMatcher {
    /// Bytes of a whole match.
    static final int BYTES = 5;

    private static final String HEADERS = "MSHFHSBHS";
    // the headers' letters, then every byte value: where given-up bytes are copied from
    private static final byte[] CONSTANTS = constants();
    private static final int VALUES = HEADERS.length();

    private int header;
    private int matched;
    private int separator;

    void reset() {
        matched = 0;
    }

    /// Bytes taken in towards a match.
    int matched() {
        return matched;
    }

    /// Whether the match is a message's header; else a batch or file header.
    boolean isMessage() {
        return header == 0;
    }

    int separator() {
        return separator;
    }

    /// Whether the next byte carries the match on.
    ///
    /// @param lenient take any delimiters that are printable: a start block stands before
    boolean fits(int b, boolean lenient) {
        if (matched == 0) {
            return b == 'M' || b == 'F' || b == 'B';
        }
        if (matched < 3) {
            return b == HEADERS.charAt(header * 3 + matched);
        }
        return lenient ? b >= ' ' : Hl7Header.isDelimiter(b) && (matched == 3 || b != separator);
    }

    /// Takes in a byte that [fits][#fits].
    ///
    /// @return true when the match is whole
    boolean accept(int b) {
        if (matched == 0) {
            header = b == 'M' ? 0 : b == 'F' ? 1 : 2;
        } else if (matched == 3) {
            separator = b;
        }
        return ++matched == BYTES;
    }

    /// Adds the first `count` matched bytes to what is held.
    void copyTo(HeldMessage held, int count) {
        held.add(CONSTANTS, header * 3, header * 3 + Math.min(count, 3));
        if (count > 3) {
            held.add(CONSTANTS, VALUES + separator, VALUES + separator + 1);
        }
    }

    /// Adds `count` times the byte to what is held.
    static void copyTo(HeldMessage held, int b, int count) {
        for (int i = 0; i < count; i++) {
            held.add(CONSTANTS, VALUES + b, VALUES + b + 1);
        }
    }

    private static byte[] constants() {
        byte[] all = new byte[HEADERS.length() + 256];
        for (int i = 0; i < HEADERS.length(); i++) {
            all[i] = (byte) HEADERS.charAt(i);
        }
        for (int i = 0; i < 256; i++) {
            all[HEADERS.length() + i] = (byte) i;
        }
        return all;
    }
}
