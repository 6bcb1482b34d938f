package io.wardtap.protocol.tls;

/// The header of a TLS record (RFC 8446 5.1), judged a byte at a time, and the type of the
/// handshake message behind it:
///
///     0        1..2             3..4      5
///     type     legacy version   length    handshake type
///
/// Stateless, any thread.
final class TlsRecordHeader {
    /// Header and handshake type.
    static final int BYTES = 6;

    static final int HANDSHAKE = 22;
    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 2;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int APPLICATION_DATA = 23;
    private static final int MAJOR_VERSION = 3;
    private static final int MAX_MINOR_VERSION = 4;

    /// Plaintext of 2^14 bytes and what encryption may add (RFC 5246 6.2.3).
    private static final int MAX_LENGTH = (1 << 14) + 2048;

    private TlsRecordHeader() {}

    /// Whether byte `b` may stand at `index` of a record, behind `type` and the length's high byte.
    static boolean fits(int index, int b, int type, int lengthHigh) {
        return switch (index) {
            case 0 -> b >= CHANGE_CIPHER_SPEC && b <= APPLICATION_DATA;
            case 1 -> b == MAJOR_VERSION;
            case 2 -> b <= MAX_MINOR_VERSION;
            case 3 -> b << 8 <= MAX_LENGTH;
            case 4 -> isLength(lengthHigh << 8 | b, type);
            default -> type != HANDSHAKE || b == CLIENT_HELLO || b == SERVER_HELLO;
        };
    }

    /// A handshake record has a header of four bytes at least, others are not empty.
    private static boolean isLength(int length, int type) {
        return length >= (type == HANDSHAKE ? 4 : 1) && length <= MAX_LENGTH;
    }
}
