package io.wardtap.protocol.tunnel;

import io.wardtap.protocol.link.EtherType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.status.DecodeStatus;

/// Tunnels directly in IP: GRE, MPLS (RFC 4023 3), IP in IP (RFC 2003 3, RFC 2473 3) and IPv6 in
/// IPv4 (RFC 4213 3.5). Any thread.
public final class IpTunnels {
    private IpTunnels() {}

    /// Reads the header behind an IP header.
    ///
    /// @param version of the IP header
    /// @param protocol behind it: GRE, MPLS, IPv4 or IPv6
    /// @param end of the captured bytes
    /// @param wireEnd of the IP packet on the wire
    public static DecodeStatus open(
            int version, int protocol, byte[] bytes, int at, int end, long wireEnd, Tunnel tunnel) {
        return switch (protocol) {
            case IpProtocol.GRE -> GreHeader.open(bytes, at, end, wireEnd, tunnel);
            case IpProtocol.MPLS -> MplsStack.open(bytes, at, end, wireEnd, tunnel);
            case IpProtocol.IPV4 -> tunnel.opened(TunnelKind.IPIP, EtherType.IPV4, at, wireEnd);
            default ->
                    tunnel.opened(
                            version == 4 ? TunnelKind.SIX_IN_FOUR : TunnelKind.IPIP,
                            EtherType.IPV6,
                            at,
                            wireEnd);
        };
    }
}
