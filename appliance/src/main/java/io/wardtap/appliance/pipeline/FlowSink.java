package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.Flow.Identification;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

/// Where the framers of one identifier put what they find: units and facts about the flow at hand
/// go to the ring, counts to the lane. Confined to the lane's thread.
abstract class FlowSink implements UnitSink {
    final UnitTeller teller;
    final LaneCounters counters;
    Flow flow; // at hand

    FlowSink(UnitTeller teller, LaneCounters counters) {
        this.teller = teller;
        this.counters = counters;
    }

    /// Tells, once a flow, what it speaks.
    final void tellIdentified() {
        if (!flow.is(Flow.IDENTIFIED_TOLD)) {
            flow.set(Flow.IDENTIFIED_TOLD);
            teller.flow(UnitKind.FLOW_IDENTIFIED, flow, FlowUnit.STATE_ACTIVE);
        }
    }

    @Override
    public final void onUnit(
            int type, Direction from, byte[] bytes, int start, int length, long detail) {
        tellIdentified();
        teller.message(flow, type, from, bytes, start, length, detail);
    }

    @Override
    public void onCount(int kind) {
        counters.countKind(flow.protocol(), kind);
    }

    @Override
    public final void onEvent(DecodeEvent event) {
        counters.count(event);
    }

    @Override
    public final void onUninspected(long bytes) {
        flow.ownDetails().uninspectedBytes += bytes;
        counters.add(LaneCounters.UNINSPECTED_BYTES, bytes);
    }

    @Override
    public final void onEncrypted() {
        flow.identification(Identification.ENCRYPTED);
        tellIdentified();
    }
}
