package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.link.EthernetFrame;
import io.wardtap.protocol.status.DecodeStatus;

/// The VXLAN header (RFC 7348 5), also with a group policy (draft-smith-vxlan-group-policy-05 2.1).
///
///     0       1               4        7
///     | flags | reserved (3) | VNI (3) | reserved | Ethernet frame
///
/// Receivers ignore reserved bits; where some are set, the frame's type has to be a known one for it
/// to be VXLAN. Any thread.
final class VxlanHeader {
    private static final int BYTES = 8;
    private static final int VALID_VNI = 0x0800_0000;
    private static final int FRAME_TYPE = 12;

    private VxlanHeader() {}

    static DecodeStatus open(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        int inner = at + BYTES;
        if (inner > end) {
            return Tunnel.cut(inner, wireEnd);
        }
        int flags = Bytes.i32(bytes, at);
        int network = Bytes.i32(bytes, at + 4);
        boolean valid = (flags & VALID_VNI) != 0 && (network & 0xFF) == 0;
        return valid && (flags == VALID_VNI || isFrame(bytes, inner, end))
                ? tunnel.opened(TunnelKind.VXLAN, Tunnel.FRAME, inner, wireEnd, network >>> 8)
                : DecodeStatus.UNSUPPORTED;
    }

    private static boolean isFrame(byte[] bytes, int at, int end) {
        return end - at >= EthernetFrame.HEADER_BYTES
                && EtherType.isRead(Bytes.u16(bytes, at + FRAME_TYPE));
    }
}
