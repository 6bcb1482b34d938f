package io.wardtap.protocol.unit;

import io.wardtap.protocol.flow.Direction;

/// Hands on those datagrams of one protocol that are worth a unit, and counts the others.
/// Stateless: one instance serves all flows. Throws on no input, allocates nothing on well-formed
/// traffic. The lanes' threads.
public interface DatagramFramer {
    /// One datagram of a flow that speaks the protocol. The bytes are the caller's again when this
    /// returns; fewer than were sent when the capture is short.
    void onDatagram(Direction from, byte[] bytes, int start, int length, UnitSink sink);
}
