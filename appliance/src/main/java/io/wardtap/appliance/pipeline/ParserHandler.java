package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.FlowStates;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

import java.util.function.Consumer;

/// Parser thread `worker` of `workers`: reads the units of its flows and writes what it found into
/// the event. A parser that throws or hangs (our bug) has that flow set aside: its further units
/// are counted and not read; everything else goes on. Confined to one ring thread.
final class ParserHandler implements RingWorker.Handler {
    private static final int MAX_SET_ASIDE = 4096;

    private final int worker;
    private final int workers;
    private final ProtocolParser[] parsers;
    private final FaultListener faults;
    private final OverloadPolicy policy;
    private final ParserGuard guard;
    private final Consumer<UnitEvent> testHook;
    private final FlowStates<Boolean> setAside =
            new FlowStates<>(MAX_SET_ASIDE, () -> Boolean.TRUE);

    ParserHandler(int worker, int workers, ParserContext context, FaultListener faults) {
        this(worker, workers, context, faults, OverloadPolicy.waiting(), null, null);
    }

    /// @param guard null when nobody watches this parser
    /// @param testHook is called before each unit is read; null without
    ParserHandler(
            int worker,
            int workers,
            ParserContext context,
            FaultListener faults,
            OverloadPolicy policy,
            ParserGuard guard,
            Consumer<UnitEvent> testHook) {
        this.worker = worker;
        this.workers = workers;
        this.faults = faults;
        this.policy = policy;
        this.guard = guard;
        this.testHook = testHook;
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
            if (setAside.size() > 0 && setAside.find(event.flow) != null) {
                unread(event);
            } else {
                enter(sequence);
                Throwable fault = parse(event);
                leave(sequence);
                if (fault != null) {
                    report(event, fault);
                    setAside.get(event.flow);
                    unread(event);
                }
            }
        } else if (event.kind == UnitKind.FLOW_END) {
            enter(sequence);
            Throwable fault = forget(event);
            leave(sequence);
            report(event, fault);
            setAside.remove(event.flow);
        }
    }

    /// Another thread hung with this event: nothing that it may still write counts.
    void onHung(UnitEvent event) {
        event.abandonFacts();
        if (event.kind == UnitKind.MESSAGE) {
            setAside.get(event.flow);
            unread(event);
        }
    }

    private void unread(UnitEvent event) {
        event.facts().clear();
        event.kind = UnitKind.UNREAD;
        policy.unread();
    }

    private Throwable parse(UnitEvent event) {
        Facts facts = event.facts();
        facts.clear();
        try {
            if (testHook != null) {
                testHook.accept(event);
            }
            if (event.shedBefore) {
                parsers[event.protocol].onLost(event.flow, event.from);
            }
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
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            return e;
        }
    }

    private Throwable forget(UnitEvent event) {
        try {
            parsers[event.protocol].onFlowEnd(event.flow);
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            return e;
        }
    }

    private void report(UnitEvent event, Throwable fault) {
        if (fault != null) {
            faults.onFault("parser " + Protocols.ALL.get(event.protocol).name(), fault);
        }
    }

    private void enter(long sequence) {
        if (guard != null) {
            guard.enter(sequence);
        }
    }

    private void leave(long sequence) {
        if (guard != null && !guard.leave(sequence)) {
            throw new RingWorker.TakenOver();
        }
    }
}
