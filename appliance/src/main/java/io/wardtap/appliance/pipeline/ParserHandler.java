package io.wardtap.appliance.pipeline;

import com.lmax.disruptor.EventHandler;

import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// Parser thread `worker` of `workers`: reads the units of its flows and writes what it found into
/// the event. A parser that throws (our bug) has that flow set aside; everything else goes on.
/// Confined to one ring thread.
final class ParserHandler implements EventHandler<UnitEvent> {
    private static final int MAX_SET_ASIDE = 4096;

    private final int worker;
    private final int workers;
    private final ProtocolParser[] parsers;
    private final FaultListener faults;
    private final FlowStates<Boolean> setAside =
            new FlowStates<>(MAX_SET_ASIDE, () -> Boolean.TRUE);

    ParserHandler(int worker, int workers, ParserContext context, FaultListener faults) {
        this.worker = worker;
        this.workers = workers;
        this.faults = faults;
        this.parsers = new ProtocolParser[Protocols.ALL.size()];
        for (int i = 0; i < parsers.length; i++) {
            parsers[i] = Protocols.ALL.get(i).parser().apply(context);
        }
    }

    @Override
    public void onEvent(UnitEvent event, long sequence, boolean endOfBatch) {
        if (event.protocol < 0 || (workers > 1 && event.flow % workers != worker)) {
            return;
        }
        if (event.kind == UnitKind.MESSAGE) {
            parse(event);
        } else if (event.kind == UnitKind.FLOW_END) {
            parsers[event.protocol].onFlowEnd(event.flow);
            setAside.remove(event.flow);
        }
    }

    private void parse(UnitEvent event) {
        Facts facts = event.facts();
        facts.clear();
        if (setAside.size() > 0 && setAside.find(event.flow) != null) {
            return;
        }
        try {
            parsers[event.protocol].onUnit(
                    event.flow,
                    event.type,
                    event.from,
                    event.timeNs,
                    event.bytes,
                    event.start,
                    event.length,
                    event.detail,
                    facts);
        } catch (RuntimeException | StackOverflowError e) {
            facts.clear();
            setAside.get(event.flow);
            faults.onFault("parser " + Protocols.ALL.get(event.protocol).name(), e);
        }
    }
}
