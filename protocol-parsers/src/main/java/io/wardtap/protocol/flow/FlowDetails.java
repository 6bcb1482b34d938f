package io.wardtap.protocol.flow;

import io.wardtap.protocol.unit.StreamFramer;

/// What only some flows need, beside the record: those whose payload is being read, or that lost,
/// repeated or held something back. Read through [Flow#details()], which gives an empty one to all
/// others; written only through [Flow#ownDetails()]. Confined to the lane's thread, pooled. Fields
/// are plain: the reassembler and the lane are their only users.
public final class FlowDetails {
    public final HalfDetails originator = new HalfDetails();
    public final HalfDetails responder = new HalfDetails();

    /// Protocols that were tried and failed, one bit each.
    public long excluded;

    public StreamFramer framer;

    public long uninspectedBytes;

    /// Copies of its packets that the mirror made; they are counted nowhere else.
    public long duplicatePackets;

    /// Packets that were captured short of payload.
    public long cutPackets;

    /// Running digests of both directions' payload, only when asked for.
    public StreamDigests digests;

    int nextFree;

    FlowDetails() {}

    /// Whether nothing stands here.
    boolean isPlain() {
        return excluded == 0
                && framer == null
                && uninspectedBytes == 0
                && duplicatePackets == 0
                && cutPackets == 0
                && digests == null
                && originator.isPlain()
                && responder.isPlain();
    }

    void clear() {
        originator.clear();
        responder.clear();
        excluded = 0;
        framer = null;
        uninspectedBytes = 0;
        duplicatePackets = 0;
        cutPackets = 0;
        digests = null;
    }
}
