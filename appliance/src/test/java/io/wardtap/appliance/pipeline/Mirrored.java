package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.bytes.Bytes;

/// What mirrors and the way to them do to Ethernet frames with IP in them.
public final class Mirrored {
    private static final int ETHERNET = 14;

    private Mirrored() {}

    /// The frame behind so many routers: other MACs, less time to live, another header checksum.
    public static byte[] routed(byte[] frame, int routers) {
        byte[] copy = frame.clone();
        Bytes.putU32(copy, 2, 0xAA00_0001L);
        Bytes.putU32(copy, 8, 0xBB00_0002L);
        int ip = ETHERNET;
        while (Bytes.u16(copy, ip - 2) == 0x8100) {
            ip += 4;
        }
        boolean four = Bytes.u16(copy, ip - 2) == 0x0800;
        copy[ip + (four ? 8 : 7)] -= (byte) routers;
        if (four) {
            Bytes.putU16(copy, ip + 10, 0);
            long sum = 0;
            for (int i = 0; i < (copy[ip] & 0xF) * 4; i += 2) {
                sum += Bytes.u16(copy, ip + i);
            }
            sum = (sum & 0xFFFF) + (sum >>> 16);
            sum = (sum & 0xFFFF) + (sum >>> 16);
            Bytes.putU16(copy, ip + 10, (int) ~sum & 0xFFFF);
        }
        return copy;
    }

    /// The frame in a VLAN.
    public static byte[] tagged(byte[] frame, int vlan) {
        byte[] copy = new byte[frame.length + 4];
        System.arraycopy(frame, 0, copy, 0, 12);
        Bytes.putU16(copy, 12, 0x8100);
        Bytes.putU16(copy, 14, vlan);
        System.arraycopy(frame, 12, copy, 16, frame.length - 12);
        return copy;
    }
}
