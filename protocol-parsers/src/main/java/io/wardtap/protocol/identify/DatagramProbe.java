package io.wardtap.protocol.identify;

/// Looks at one datagram and says whether it is its protocol's, by content; asked about the first
/// few of a flow only. A datagram is whole: there is nothing to wait for. Stateless, allocates
/// nothing, throws nothing. The first comparison should refuse most datagrams.
public interface DatagramProbe {
    /// @param length bytes that were captured, at least 1
    /// @param sourcePort a prior only, as is `destinationPort`
    boolean isOurs(byte[] bytes, int start, int length, int sourcePort, int destinationPort);
}
