package io.wardtap.appliance;

import io.wardtap.appliance.detect.LoadState;
import io.wardtap.appliance.export.EventWriter;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.OverloadPolicy;
import io.wardtap.appliance.pipeline.OverloadPolicy.Level;
import io.wardtap.appliance.pipeline.Pipeline;
import io.wardtap.appliance.pipeline.Sight;

/// What gives way in a live run, gathered from pipeline and events; for metrics, the rules of kind
/// health and the judgement of what is seen. Any thread.
final class LiveLoad implements LoadState {
    private final OverloadPolicy policy;
    private volatile LaneCounters lanes = new LaneCounters();
    private volatile EventWriter events;

    LiveLoad(OverloadPolicy policy) {
        this.policy = policy;
    }

    /// Its records of flows and messages are what gives way first.
    void watch(EventWriter writer) {
        events = writer;
        writer.shedWhile(policy::shedsEvents);
    }

    void watch(Pipeline pipeline) {
        lanes = pipeline.counters();
    }

    @Override
    public boolean isOverloaded() {
        return policy.level() != Level.NONE;
    }

    /// So much gives way at the moment that what is not seen proves nothing.
    boolean isBlind() {
        return policy.level().compareTo(Level.UNITS) >= 0;
    }

    @Override
    public long packetsShed() {
        return lanes.get(LaneCounters.PACKETS_SHED);
    }

    long packetsShed(int interfaceIndex) {
        return lanes.sight(interfaceIndex, Sight.SHED);
    }

    @Override
    public long unitsShed() {
        return lanes.get(LaneCounters.UNITS_SHED) + policy.unitsUnread();
    }

    @Override
    public long recordsLeftOut() {
        return events == null ? 0 : events.dropped();
    }

    @Override
    public boolean isDiskFailing() {
        return events != null && events.isFailing();
    }

    double ringOccupancy() {
        return policy.ringOccupancy();
    }
}
