package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.status.DecodeStatus;

/// The VXLAN header (RFC 7348 5), also with a group policy (draft-smith-vxlan-group-policy-05 2.1).
///
///     0       1               4        7
///     | flags | reserved (3) | VNI (3) | reserved | Ethernet frame
///
/// Any thread.
final class VxlanHeader {
    private static final int BYTES = 8;
    private static final int VALID_VNI = 0x08;
    private static final int GROUP_POLICY = 0x80;

    private VxlanHeader() {}

    static DecodeStatus open(byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        if (end - at < BYTES) {
            return Tunnel.cut(at + (long) BYTES, wireEnd);
        }
        int first = Bytes.i32(bytes, at);
        int second = Bytes.i32(bytes, at + 4);
        boolean plain = first == VALID_VNI << 24;
        boolean policy = first >>> 24 == (VALID_VNI | GROUP_POLICY);
        return (plain || policy) && (second & 0xFF) == 0
                ? tunnel.opened(TunnelKind.VXLAN, Tunnel.FRAME, at + BYTES, wireEnd, second >>> 8)
                : DecodeStatus.UNSUPPORTED;
    }
}
