package io.wardtap.protocol.flow;

import io.wardtap.protocol.unit.UnitAssembler;

/// One direction of a flow: counters, the TCP sequence it has reached, and the segments that wait
/// behind a hole. Confined to the lane's thread; pooled with its flow. Fields are plain: the
/// reassembler and the lane are their only users.
public final class HalfFlow {
    /// Segments that may wait behind a hole; one more and the hole is given up.
    public static final int MAX_WAITING = 128;

    public long packets;

    /// Outermost VLAN of the latest packet, 0 without a tag; valid when there were [#packets].
    public int vlan;

    /// IP bytes on the wire.
    public long bytes;

    /// Payload that was handed on in order.
    public long payloadBytes;

    /// Payload that was never seen.
    public long gapBytes;

    /// Of the last hole and of units that were shed, not yet told with a unit.
    public long gapToTell;

    /// Units were shed, not yet told with a unit.
    public boolean unitsShed;

    // TCP
    public boolean synchronised;
    public boolean synSeen;
    public int initialSequence;

    /// The next byte expected.
    public int nextSequence;

    public boolean finSeen;

    /// Sequence just behind the last byte, valid when [#finSeen].
    public int finSequence;

    /// All bytes up to the FIN, or to the end of the flow, were handed on.
    public boolean ended;

    /// Highest acknowledgment that the other end sent for this direction.
    public int acknowledged;

    public boolean acknowledgedSeen;

    // of the segment handed on last: what the reassembler still knows of its bytes
    public int recentSequence;
    public int recentLength;
    public long recentHead;
    public long recentTail;

    /// An opening packet has come that does not belong to this flow, with this sequence; the other
    /// end has not confirmed it.
    public boolean reopening;

    public int reopeningSequence;

    /// Bytes acknowledged while none of this direction's had been seen, and those of them that were
    /// told as never seen: some may only have come late.
    public long acknowledgedUnseen;

    public long unseenTold;

    // segments behind a hole, sorted by sequence; the arrays are the reassembler's, null when
    // nothing has waited
    public int waiting;
    public long waitingBytes;
    public long holeSinceNs;
    public int[] waitingSequence;
    public int[] waitingLength;
    public long[] waitingHandle;

    // identification
    /// Bytes held until the protocol is known; [UnitAssembler#NONE] without.
    public long held;

    /// Every probe has said no to this direction.
    public boolean refusedByProbes;

    /// Bytes searched for a unit's start in midstream.
    public int searched;

    void clear() {
        packets = 0;
        vlan = 0;
        bytes = 0;
        payloadBytes = 0;
        gapBytes = 0;
        gapToTell = 0;
        unitsShed = false;
        synchronised = false;
        synSeen = false;
        initialSequence = 0;
        nextSequence = 0;
        finSeen = false;
        finSequence = 0;
        ended = false;
        acknowledged = 0;
        acknowledgedSeen = false;
        recentSequence = 0;
        recentLength = 0;
        reopening = false;
        reopeningSequence = 0;
        acknowledgedUnseen = 0;
        unseenTold = 0;
        waiting = 0;
        waitingBytes = 0;
        holeSinceNs = 0;
        held = UnitAssembler.NONE;
        refusedByProbes = false;
        searched = 0;
    }
}
