package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;

/// Tells of bytes sent twice and differently: at once the first time, then once a minute for each
/// pair of hosts, so that nobody fills the ring with them. Pairs beyond the table's size take
/// others' places; the counters have them all. Confined to the lane's thread.
final class OverlapReports {
    private static final int PAIRS = 1024;
    private static final long REPEAT_NS = 60 * LaneClock.SECOND;

    private final UnitTeller teller;
    private final long[] pair = new long[PAIRS];
    private final long[] toldNs = new long[PAIRS];
    private final long[] untold = new long[PAIRS];

    OverlapReports(UnitTeller teller) {
        this.teller = teller;
    }

    /// The fragment at hand contradicts an earlier one.
    void onFragment(PacketDecoder packet, int offset, long nowNs) {
        int slot =
                slot(
                        packet.sourceHigh(),
                        packet.sourceLow(),
                        packet.destinationHigh(),
                        packet.destinationLow(),
                        nowNs);
        if (slot >= 0 && teller.overlap(packet, offset, untold[slot])) {
            told(slot, nowNs);
        }
    }

    /// A segment of this direction contradicts earlier bytes, `offset` bytes into the stream.
    void onSegment(Flow flow, Direction from, long offset, long nowNs) {
        boolean forward = from == Direction.ORIGINATOR;
        int slot =
                slot(
                        forward ? flow.originatorHigh() : flow.responderHigh(),
                        forward ? flow.originatorLow() : flow.responderLow(),
                        forward ? flow.responderHigh() : flow.originatorHigh(),
                        forward ? flow.responderLow() : flow.originatorLow(),
                        nowNs);
        if (slot >= 0 && teller.overlap(flow, from, offset, untold[slot])) {
            told(slot, nowNs);
        }
    }

    /// Counts it.
    ///
    /// @return the pair's slot when it is time to tell, else -1
    private int slot(long fromHigh, long fromLow, long toHigh, long toLow, long nowNs) {
        long key = fromLow * 0x9E3779B97F4A7C15L + fromHigh;
        key = (key ^ key >>> 32) * 0xC2B2AE3D27D4EB4FL + toLow;
        key = (key ^ key >>> 29) * 0xBF58476D1CE4E5B9L + toHigh;
        key = key ^ key >>> 32 | 1; // 0 is free
        int slot = (int) (key >>> 20) & PAIRS - 1;
        if (pair[slot] != key) {
            pair[slot] = key;
            untold[slot] = 0;
            toldNs[slot] = nowNs - REPEAT_NS;
        }
        untold[slot]++;
        return nowNs - toldNs[slot] >= REPEAT_NS ? slot : -1;
    }

    private void told(int slot, long nowNs) {
        toldNs[slot] = nowNs;
        untold[slot] = 0;
    }
}
