package io.wardtap.protocol.unit;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;

/// Where framers hand on what they cut. The caller of the framer has set the flow, the packet's
/// number and its time; the sink adds them. Confined to the lane's thread. Implementations allocate
/// nothing and never throw.
public interface UnitSink {
    /// A complete unit. The bytes are copied before this returns.
    ///
    /// @param type the protocol's own unit type
    /// @param detail the protocol's own number beside the bytes (a size, flags)
    void onUnit(int type, Direction from, byte[] bytes, int start, int length, long detail);

    /// Counts one message of a kind, an index into [io.wardtap.protocol.identify.Protocol#kinds()].
    void onCount(int kind);

    /// Counts an oddity.
    void onEvent(DecodeEvent event);

    /// Counts bytes that were stepped over although a wanted value might have been in them.
    void onUninspected(long bytes);

    /// From here on the flow is encrypted: no more of it is read.
    void onEncrypted();

    /// For a flow picked up in midstream: content shows that this end is the client.
    void onClientIs(Direction client);
}
