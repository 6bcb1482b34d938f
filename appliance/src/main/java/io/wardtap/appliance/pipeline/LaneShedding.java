package io.wardtap.appliance.pipeline;

import io.wardtap.appliance.pipeline.OverloadPolicy.Level;

/// One lane's part of shedding: its level, with hysteresis, and which flows are the heaviest of the
/// last seconds. The fuller ring and slab are, the lighter are the flows that give way, too.
/// Confined to the lane's thread; allocates nothing.
final class LaneShedding {
    private static final int BUCKETS = 4096;

    /// From the heaviest flow alone to all of them.
    private static final int STEPS = 12;

    private final OverloadPolicy policy;
    private final int lane;
    // flows by serial: those of one bucket are 4096 openings apart
    private final int[] weights = new int[BUCKETS];
    private int heaviest;
    private int cut = Integer.MAX_VALUE;
    private Level level = Level.NONE;

    LaneShedding(OverloadPolicy policy, int lane) {
        this.policy = policy;
        this.lane = lane;
    }

    /// Ring or slab, whichever is fuller, is so full.
    void measure(double full) {
        Level next = next(level, full);
        if (next != level) {
            level = next;
            policy.level(lane, next);
        }
        if (level.compareTo(Level.UNITS) < 0) {
            cut = Integer.MAX_VALUE;
        } else {
            double depth =
                    (full - OverloadPolicy.UNITS_OFF)
                            / (OverloadPolicy.MESSAGES_END - OverloadPolicy.UNITS_OFF);
            int step = (int) (Math.clamp(depth, 0, 1) * STEPS);
            cut = heaviest >> step + 1;
        }
    }

    private static Level next(Level now, double full) {
        if (full >= OverloadPolicy.PACKETS_ON
                || now == Level.PACKETS && full >= OverloadPolicy.PACKETS_OFF) {
            return Level.PACKETS;
        }
        boolean shedding = now.compareTo(Level.UNITS) >= 0;
        if (full >= OverloadPolicy.UNITS_ON || shedding && full >= OverloadPolicy.UNITS_OFF) {
            return Level.UNITS;
        }
        boolean any = now != Level.NONE;
        return full >= OverloadPolicy.EVENTS_ON || any && full >= OverloadPolicy.EVENTS_OFF
                ? Level.EVENTS
                : Level.NONE;
    }

    Level level() {
        return level;
    }

    /// Weighs a unit with its flow's others and says whether it has to give way.
    boolean sheds(long flow, int length) {
        int bucket = (int) flow & BUCKETS - 1;
        int weight = weights[bucket] + 1 + (length >>> 8);
        weights[bucket] = weight;
        if (weight > heaviest) {
            heaviest = weight;
        }
        return weight > cut;
    }

    /// A second has passed: what was weighs half.
    void onTick() {
        for (int i = 0; i < BUCKETS; i++) {
            weights[i] >>= 1;
        }
        heaviest >>= 1;
    }
}
