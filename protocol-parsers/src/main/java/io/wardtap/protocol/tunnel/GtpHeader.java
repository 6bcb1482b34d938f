package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.status.DecodeStatus;

/// The GTP-U header of user data, version 1 (3GPP TS 29.281 5.1), and its extension headers (5.2).
///
///     0                                 1      2        4                 8
///     | version 3, PT, -, E, S, PN | type | length | endpoint id (4) | with E, S or PN: sequence 2, N-PDU 1, next extension 1 | ...
///     extension: | length in words | content | next extension | ...
///
/// Any thread.
final class GtpHeader {
    private static final int BYTES = 8;
    private static final int OPTIONAL_BYTES = 4;
    private static final int FIXED_FLAGS = 0xF8;
    private static final int VERSION_1 = 0x30; // with protocol type GTP, spare bit 0
    private static final int ANY_OPTIONAL = 0x07;
    private static final int EXTENSION = 0x04;
    private static final int USER_DATA = 255; // G-PDU

    /// Each kind of extension is there once at most; the standard knows fewer.
    private static final int MAX_EXTENSIONS = 8;

    private GtpHeader() {}

    static DecodeStatus open(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (end - at < BYTES) {
            return Tunnel.cut(at + (long) BYTES, wireEnd);
        }
        int flags = Bytes.u8(bytes, at);
        long innerEnd = at + (long) BYTES + Bytes.u16(bytes, at + 2);
        if ((flags & FIXED_FLAGS) != VERSION_1
                || Bytes.u8(bytes, at + 1) != USER_DATA
                || innerEnd > wireEnd) {
            return DecodeStatus.UNSUPPORTED;
        }
        int captured = (int) Math.min(end, innerEnd);
        int inner = at + BYTES;
        if ((flags & ANY_OPTIONAL) != 0) {
            inner += OPTIONAL_BYTES;
            if (inner > captured) {
                return Tunnel.cut(inner, innerEnd);
            }
            if ((flags & EXTENSION) != 0) {
                inner = behindExtensions(bytes, inner, captured);
            }
        }
        if (inner < 0 || inner >= captured) {
            return DecodeStatus.UNSUPPORTED;
        }
        int type = EtherType.ofIpVersion(Bytes.u8(bytes, inner) >>> 4);
        return type != 0
                ? tunnel.opened(TunnelKind.GTP, type, inner, innerEnd)
                : DecodeStatus.UNSUPPORTED;
    }

    /// Where the last extension ends; -1 when they do not fit.
    private static int behindExtensions(byte[] bytes, int first, int end) {
        int at = first;
        for (int i = 0; i <= MAX_EXTENSIONS; i++) {
            if (Bytes.u8(bytes, at - 1) == 0) {
                return at;
            }
            if (at == end) {
                return -1;
            }
            int length = 4 * Bytes.u8(bytes, at);
            if (length == 0 || length > end - at) {
                return -1;
            }
            at += length;
        }
        return -1;
    }
}
