package io.wardtap.protocol.stream;

/// What reassembly met; lane's thread only, the lane publishes it.
public final class ReassemblyCounters {
    public long outOfOrderSegments;
    public long retransmittedSegments;
    public long overlapConflicts;
    public long gaps;

    /// Segments behind a hole that could not wait: too many directions have one.
    public long waitingRefused;

    public long gapBytes;

    /// Segments too far from the expected sequence to be believed.
    public long outOfWindowSegments;
}
