package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.status.DecodeStatus;

/// The Geneve header (RFC 8926 3.4).
///
///     0                                    1                   2               4         7
///     | version 2, length of options 6 | O, C, reserved 6 | protocol type | VNI (3) | reserved | options | ...
///
/// Any thread.
final class GeneveHeader {
    private static final int BYTES = 8;
    private static final int OPTION_WORDS = 0x3F;
    private static final int CONTROL = 0x80;
    private static final int RESERVED = 0x3F;

    private GeneveHeader() {}

    static DecodeStatus open(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (end - at < BYTES) {
            return Tunnel.cut(at + (long) BYTES, wireEnd);
        }
        int first = Bytes.u8(bytes, at);
        int flags = Bytes.u8(bytes, at + 1);
        int type = Bytes.u16(bytes, at + 2);
        int last = Bytes.i32(bytes, at + 4);
        boolean frame = type == EtherType.ETHERNET_BRIDGING;
        if (first > OPTION_WORDS
                || (flags & (CONTROL | RESERVED)) != 0
                || (last & 0xFF) != 0
                || !(frame || EtherType.isRead(type))) {
            return DecodeStatus.UNSUPPORTED;
        }
        int inner = at + BYTES + 4 * first;
        if (inner > end) {
            return Tunnel.cut(inner, wireEnd);
        }
        return tunnel.opened(
                TunnelKind.GENEVE, frame ? Tunnel.FRAME : type, inner, wireEnd, last >>> 8);
    }
}
