package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.status.DecodeStatus;

/// Tunnels in UDP, by the ports that IANA gave them. A port alone proves nothing: where the header
/// behind it does not check out the packet stays a datagram. Any thread.
public final class UdpTunnels {
    static final int VXLAN = 4789;
    static final int GENEVE = 6081;
    static final int GTP_USER = 2152;
    static final int TEREDO = 3544;

    private UdpTunnels() {}

    /// Whether a datagram between these ports may hold a tunnel. Senders of VXLAN and Geneve choose
    /// their source port (RFC 7348 5, RFC 8926 3.3), those of GTP-U, too (TS 29.281 4.4.2); Teredo
    /// has clients on any port and servers and relays on its own.
    public static boolean isPort(int source, int destination) {
        return destination == VXLAN
                || destination == GENEVE
                || destination == GTP_USER
                || destination == TEREDO
                || source == TEREDO;
    }

    /// Reads the header behind UDP.
    ///
    /// @param end of the captured bytes
    /// @param wireEnd of the datagram on the wire
    /// @return anything but OK: it is no tunnel, or nothing that is read
    public static DecodeStatus open(
            int destinationPort, byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        return switch (destinationPort) {
            case VXLAN -> VxlanHeader.open(bytes, at, end, wireEnd, tunnel);
            case GENEVE -> GeneveHeader.open(bytes, at, end, wireEnd, tunnel);
            case GTP_USER -> GtpHeader.open(bytes, at, end, wireEnd, tunnel);
            default -> TeredoPacket.open(bytes, at, end, wireEnd, tunnel);
        };
    }
}
