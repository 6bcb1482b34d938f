package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.Checksums;
import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.net.Defragmenter;
import io.wardtap.protocol.net.FragmentCounters;
import io.wardtap.protocol.net.FragmentLimits;
import io.wardtap.protocol.net.IpFragment;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.status.DecodeStatus;

/// The lane's way from fragments to whole datagrams, decoded on where the fragments stopped.
/// Confined to the lane's thread.
final class FragmentStage {
    /// Datagrams inside datagrams, each cut up by itself: one tunnel is usual, three are odd.
    private static final int MAX_DEPTH = 4;

    private final Defragmenter defragmenter = new Defragmenter(FragmentLimits.defaults());
    private final IpFragment fragment = new IpFragment();
    private final LaneCounters counters;
    private final OverlapReports overlaps;
    private final boolean vlanInKey;
    private final boolean dropBadChecksums;

    FragmentStage(LaneSettings settings, LaneCounters counters, OverlapReports overlaps) {
        this.counters = counters;
        this.overlaps = overlaps;
        this.vlanInKey = settings.vlanInFlowKey() == VlanKey.ON;
        this.dropBadChecksums = settings.dropBadChecksums();
    }

    /// Takes the fragment that the decoder has found.
    ///
    /// @return true when a datagram is whole and decoded: the decoder has it, its bytes are
    ///   [#bytes()]
    boolean take(PacketDecoder decoder, byte[] bytes, long nowNs) {
        counters.add(LaneCounters.FRAGMENTS, 1);
        if (dropBadChecksums && !Checksums.isHeaderRight(decoder, bytes)) {
            counters.count(DecodeEvent.CHECKSUM_WRONG);
            return false;
        }
        byte[] at = bytes;
        for (int depth = 0; depth < MAX_DEPTH && decoder.isFragment(); depth++) {
            decoder.copyTo(fragment, at, (vlanInKey ? decoder.vlan() : 0) ^ decoder.tunnelPath());
            Defragmenter.Outcome outcome = defragmenter.add(fragment, nowNs);
            if (defragmenter.conflictOffset() >= 0) {
                overlaps.onFragment(decoder, defragmenter.conflictOffset(), nowNs);
            }
            if (outcome != Defragmenter.Outcome.COMPLETE) {
                if (outcome == Defragmenter.Outcome.REFUSED) {
                    counters.count(DecodeEvent.IP_FRAGMENT_MALFORMED);
                }
                return false;
            }
            at = defragmenter.bytes();
            DecodeStatus status =
                    decoder.decodeReassembled(
                            at,
                            0,
                            defragmenter.captured(),
                            defragmenter.wireLength(),
                            defragmenter.protocol(),
                            defragmenter.ipBytes());
            DecodeEvent oddity = decoder.event();
            if (oddity != null) {
                counters.count(oddity);
            }
            if (!decoder.isFragment()) {
                return decoder.hasTransport() || status == DecodeStatus.OK;
            }
        }
        return false;
    }

    /// The datagram decoded last.
    byte[] bytes() {
        return defragmenter.bytes();
    }

    void onTick(long nowNs) {
        defragmenter.onTime(nowNs);
        copyCounters();
    }

    void onCaptureEnd() {
        defragmenter.onEnd();
        copyCounters();
    }

    private void copyCounters() {
        FragmentCounters f = defragmenter.counters();
        counters.set(LaneCounters.FRAGMENT_DATAGRAMS, f.datagrams);
        counters.set(LaneCounters.FRAGMENT_INCOMPLETE, f.incomplete);
        counters.set(LaneCounters.FRAGMENT_TIMED_OUT, f.timedOut);
        counters.set(LaneCounters.FRAGMENT_EVICTED, f.evicted);
        counters.set(LaneCounters.FRAGMENT_WITHOUT_FIRST, f.withoutFirst);
        counters.set(LaneCounters.FRAGMENT_OVERLAPS, f.overlaps);
        counters.set(LaneCounters.FRAGMENT_CONFLICTS, f.conflicts);
        counters.set(LaneCounters.FRAGMENT_OVERSIZE, f.oversize);
        counters.set(LaneCounters.FRAGMENT_TINY, f.tiny);
    }
}
