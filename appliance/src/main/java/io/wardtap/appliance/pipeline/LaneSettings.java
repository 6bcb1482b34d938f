package io.wardtap.appliance.pipeline;

/// Bounds and choices of one lane.
///
/// @param flowCapacity flows at a time (262,144: about 130 MiB when all are in use)
/// @param assemblerBytes budget for partial bytes (64 MiB, taken as needed)
/// @param slabBytes memory for complete units, a power of two (16 MiB: fits the last-level cache of
///   small machines)
/// @param ringSize units between lane and analysis, a power of two
/// @param dropBadChecksums leave packets out whose checksum is wrong
public record LaneSettings(
        int flowCapacity,
        long assemblerBytes,
        long slabBytes,
        int ringSize,
        FlowTimeouts timeouts,
        boolean vlanInFlowKey,
        boolean streamDigests,
        boolean dropBadChecksums) {
    public static LaneSettings defaults() {
        return new LaneSettings(
                262_144, 64L << 20, 16L << 20, 4096, FlowTimeouts.defaults(), false, false, false);
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
                dropBadChecksums);
    }
}
