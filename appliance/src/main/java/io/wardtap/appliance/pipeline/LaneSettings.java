package io.wardtap.appliance.pipeline;

/// Bounds and choices of one lane.
///
/// @param flowCapacity flows at a time (262,144: about 130 MiB when all are in use)
/// @param assemblerBytes budget for partial bytes (64 MiB, taken as needed)
/// @param slabBytes memory for complete units, a power of two (16 MiB: fits the last-level cache of
///   small machines)
/// @param ringSize units between lane and analysis, a power of two
/// @param duplicateWindowNs see [DuplicateFilter]; 0 without (5 ms: two switches' queues, and far
///   below the 200 ms after which TCP sends again)
/// @param dropBadChecksums leave packets out whose checksum is wrong
public record LaneSettings(
        int flowCapacity,
        long assemblerBytes,
        long slabBytes,
        int ringSize,
        FlowTimeouts timeouts,
        VlanKey vlanInFlowKey,
        boolean streamDigests,
        long duplicateWindowNs,
        boolean dropBadChecksums) {
    /// Copies by a mirror come within it.
    public static final long DUPLICATE_WINDOW_NS = 5_000_000;

    public static LaneSettings defaults() {
        return new LaneSettings(
                262_144,
                64L << 20,
                16L << 20,
                4096,
                FlowTimeouts.defaults(),
                VlanKey.AUTO,
                false,
                DUPLICATE_WINDOW_NS,
                false);
    }

    public LaneSettings withStreamDigests(boolean on) {
        return new LaneSettings(
                flowCapacity,
                assemblerBytes,
                slabBytes,
                ringSize,
                timeouts,
                vlanInFlowKey,
                on,
                duplicateWindowNs,
                dropBadChecksums);
    }
}
