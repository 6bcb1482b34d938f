package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.status.DecodeStatus;

/// The header of a PPPoE session packet (RFC 2516 4) and the PPP protocol behind it (RFC 1661 2).
///
///     0               1      2         4        6
///     | version, type | code | session | length | PPP protocol (2) | ...
///
/// Any thread.
public final class PppoeSession {
    private static final int HEADER_BYTES = 6;
    private static final int PROTOCOL_BYTES = 2;
    private static final int VERSION_AND_TYPE = 0x11;
    private static final int SESSION_DATA = 0;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;
    private static final int PPP_MPLS = 0x0281; // RFC 3032 4.3

    private PppoeSession() {}

    /// @param end of the captured bytes
    /// @param wireEnd of the bytes on the wire
    public static DecodeStatus open(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        int start = at + HEADER_BYTES + PROTOCOL_BYTES;
        if (start > end) {
            return Tunnel.cut(start, wireEnd);
        }
        int length = Bytes.u16(bytes, at + 4);
        if (Bytes.u8(bytes, at) != VERSION_AND_TYPE
                || Bytes.u8(bytes, at + 1) != SESSION_DATA
                || length < PROTOCOL_BYTES) {
            return DecodeStatus.MALFORMED;
        }
        int type =
                switch (Bytes.u16(bytes, at + HEADER_BYTES)) {
                    case PPP_IPV4 -> EtherType.IPV4;
                    case PPP_IPV6 -> EtherType.IPV6;
                    case PPP_MPLS -> EtherType.MPLS;
                    default -> 0;
                };
        if (type == 0) {
            return tunnel.unread(TunnelKind.PPPOE);
        }
        long innerEnd = Math.min(wireEnd, at + (long) HEADER_BYTES + length);
        int session = Bytes.u16(bytes, at + 2);
        return tunnel.opened(TunnelKind.PPPOE, type, start, innerEnd, session);
    }
}
