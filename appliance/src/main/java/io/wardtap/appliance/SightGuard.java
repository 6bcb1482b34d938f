package io.wardtap.appliance;

import io.wardtap.appliance.detect.RatioWindow;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.pipeline.LaneCounters;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Whether so much is missing that silence proves nothing. In a replay by the gaps in streams over
/// the whole capture; live by those, and the packets lost, of the latest quarter of an hour, so
/// that sight comes back. Analysis thread.
final class SightGuard implements BooleanSupplier, TickObserver {
    private static final double BAD_GAP_RATIO = 0.01;
    private static final double BAD_LOSS_RATIO = 0.001;

    private final RatioWindow gaps = new RatioWindow();
    private final RatioWindow losses = new RatioWindow();
    private LaneCounters lane;
    private LongSupplier lost;
    private BooleanSupplier blind = () -> false;

    /// @param counters as analysis has them
    void watch(LaneCounters counters) {
        lane = counters;
    }

    /// Looks at the latest quarter of an hour only, and at packets lost, too.
    ///
    /// @param packetsLost by kernel and rings, so far
    /// @param isBlind messages or packets give way at the moment
    void live(LongSupplier packetsLost, BooleanSupplier isBlind) {
        lost = packetsLost;
        blind = isBlind;
    }

    @Override
    public void onTick(long packet, long nowNs) {
        gaps.move(nowNs, bytes(), gapBytes());
        losses.move(nowNs, lane.get(LaneCounters.PACKETS), lost.getAsLong());
    }

    /// Share of the bytes of streams that were not seen in the latest quarter of an hour.
    double gapRatio() {
        return gaps.ratio(bytes(), gapBytes());
    }

    private double lossRatio() {
        return losses.ratio(lane.get(LaneCounters.PACKETS), lost.getAsLong());
    }

    private long bytes() {
        return lane.get(LaneCounters.BYTES);
    }

    private long gapBytes() {
        return lane.get(LaneCounters.TCP_GAP_BYTES);
    }

    @Override
    public boolean getAsBoolean() {
        return lost == null
                ? gapBytes() > bytes() * BAD_GAP_RATIO
                : blind.getAsBoolean()
                        || gapRatio() > BAD_GAP_RATIO
                        || lossRatio() > BAD_LOSS_RATIO;
    }
}
