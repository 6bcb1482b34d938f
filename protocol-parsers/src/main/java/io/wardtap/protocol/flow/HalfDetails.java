package io.wardtap.protocol.flow;

import io.wardtap.protocol.unit.UnitAssembler;

/// Of one direction, what only some flows need: see [FlowDetails]. Fields are plain: the
/// reassembler and the lane are their only users.
public final class HalfDetails {
    /// Payload that was never seen.
    public long gapBytes;

    /// Of the last hole and of units that were shed, not yet told with a unit.
    public long gapToTell;

    /// Of the opening packet that waits, valid while the direction is [HalfFlow#REOPENING].
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

    /// Bytes searched for a unit's start in midstream.
    public int searched;

    /// Whether nothing stands here.
    boolean isPlain() {
        return gapBytes == 0
                && gapToTell == 0
                && reopeningSequence == 0
                && acknowledgedUnseen == 0
                && unseenTold == 0
                && waitingSequence == null
                && held == UnitAssembler.NONE
                && searched == 0;
    }

    /// The arrays stay, if there are any: for the next flow.
    void clear() {
        gapBytes = 0;
        gapToTell = 0;
        reopeningSequence = 0;
        acknowledgedUnseen = 0;
        unseenTold = 0;
        waiting = 0;
        waitingBytes = 0;
        holeSinceNs = 0;
        held = UnitAssembler.NONE;
        searched = 0;
    }
}
