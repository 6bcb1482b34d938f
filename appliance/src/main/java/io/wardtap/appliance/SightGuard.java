package io.wardtap.appliance;

import io.wardtap.appliance.detect.RatioWindow;
import io.wardtap.appliance.detect.SightState;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Sight;
import io.wardtap.appliance.pipeline.Visibility;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// Whether so much is missing that silence proves nothing. In a replay by what is missing of the
/// whole capture; live by that, and the packets lost, of the latest quarter of an hour, so that
/// sight comes back. Analysis thread.
final class SightGuard implements BooleanSupplier, SightState, TickObserver {
    private static final double BAD_GAP_RATIO = 0.01;
    private static final double BAD_LOSS_RATIO = 0.001;

    /// A share of the latest quarter of an hour.
    private record Share(RatioWindow window, LongSupplier seen, LongSupplier missing) {
        Share(LongSupplier seen, LongSupplier missing) {
            this(new RatioWindow(), seen, missing);
        }

        void move(long nowNs) {
            window.move(nowNs, seen.getAsLong(), missing.getAsLong());
        }

        double ratio() {
            return window.ratio(seen.getAsLong(), missing.getAsLong());
        }

        long seenIn() {
            return window.seenIn(seen.getAsLong());
        }
    }

    private LaneCounters lane;
    private LongSupplier lost;
    private BooleanSupplier blind = () -> false;
    private final Share gaps =
            new Share(() -> sight().seenBytes(), () -> sight().gapBytes() + sight().unseenBytes());
    private final Share losses = new Share(this::allPackets, () -> lost.getAsLong());
    private final Share oneWay =
            new Share(() -> sight().conversations() - sight().oneWay(), () -> sight().oneWay());
    private final Share counted = new Share(() -> sight().conversations(), () -> 0);
    private final Share duplicates = packets(Sight.DUPLICATES);
    private final Share cut = packets(Sight.CUT_PACKETS);
    private final Share unread = new Share(() -> sight().seenBytes(), () -> sight().unreadBytes());
    private final List<Share> shares =
            List.of(gaps, losses, oneWay, counted, duplicates, cut, unread);

    private Share packets(Sight what) {
        return new Share(() -> allPackets() - lane.sight(what), () -> lane.sight(what));
    }

    private long allPackets() {
        return lane.get(LaneCounters.PACKETS);
    }

    private Visibility sight() {
        return Visibility.of(lane, 0);
    }

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
        shares.forEach(share -> share.move(nowNs));
    }

    @Override
    public double gapRatio() {
        return gaps.ratio();
    }

    @Override
    public double oneWayRatio() {
        return oneWay.ratio();
    }

    @Override
    public long conversations() {
        return counted.seenIn();
    }

    @Override
    public double duplicateRatio() {
        return duplicates.ratio();
    }

    @Override
    public double cutRatio() {
        return cut.ratio();
    }

    @Override
    public double unreadRatio() {
        return unread.ratio();
    }

    @Override
    public long packets() {
        return duplicates.seenIn();
    }

    @Override
    public boolean getAsBoolean() {
        return lost == null
                ? sight().isBad()
                : blind.getAsBoolean()
                        || gapRatio() > BAD_GAP_RATIO
                        || losses.ratio() > BAD_LOSS_RATIO
                        || conversations() >= Visibility.FEW_CONVERSATIONS
                                && oneWayRatio() > Visibility.BAD_ONE_WAY;
    }
}
