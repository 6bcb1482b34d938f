package io.wardtap.appliance.pipeline;

/// How long flows may be idle, and when a long one reports progress. Packet time.
///
/// @param openingNs an opening without an answer (30 s: longer than any stack's first retries)
/// @param closingNs after both ends have closed, for late segments (5 s)
/// @param datagramNs UDP, ICMP and others (60 s)
/// @param establishedNs TCP (1 h: interface engines keep quiet connections open for long)
/// @param progressNs a long flow tells its counters this often (60 s)
/// @param progressBytes or after so many payload bytes (16 MiB)
public record FlowTimeouts(
        long openingNs,
        long closingNs,
        long datagramNs,
        long establishedNs,
        long progressNs,
        long progressBytes) {
    public static FlowTimeouts defaults() {
        long s = LaneClock.SECOND;
        return new FlowTimeouts(30 * s, 5 * s, 60 * s, 3600 * s, 60 * s, 16L << 20);
    }
}
