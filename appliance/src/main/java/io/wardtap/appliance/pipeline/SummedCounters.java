package io.wardtap.appliance.pipeline;

/// The counters of several lanes as one: sums, and of times the latest, of interfaces the most.
/// Reading only.
final class SummedCounters extends LaneCounters {
    private final LaneCounters[] lanes;

    SummedCounters(LaneCounters[] lanes) {
        this.lanes = lanes.clone();
    }

    @Override
    public long get(int counter) {
        long value = 0;
        for (LaneCounters lane : lanes) {
            value =
                    counter == LAST_PACKET_NS || counter == INTERFACES_USED
                            ? Math.max(value, lane.get(counter))
                            : value + lane.get(counter);
        }
        return value;
    }
}
