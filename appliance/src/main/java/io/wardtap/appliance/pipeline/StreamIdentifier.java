package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.flow.HalfFlow.REFUSED_BY_PROBES;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.Flow.Identification;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Finds out what a stream speaks and feeds it to the framer of that protocol. Bytes are held, at
/// most 4 KiB a direction, until the first whole unit proves the guess right, so that a wrong guess
/// loses nothing. Confined to the lane's thread; framers are pooled.
final class StreamIdentifier extends FlowSink {
    /// Held for one direction at most.
    static final int MAX_HELD = 4096;

    /// Searched for a unit's start in midstream at most, each direction.
    static final int MAX_SEARCHED = 64 << 10;

    private static final int MAX_POOLED = 4096;
    private static final List<Protocol> PROTOCOLS = Protocols.ALL;

    private final UnitAssembler assembler;
    private final CleartextLook look;
    private final List<ArrayDeque<StreamFramer>> pools = new ArrayList<>();

    StreamIdentifier(UnitAssembler assembler, UnitTeller teller, LaneCounters counters) {
        super(teller, counters);
        this.assembler = assembler;
        this.look = new CleartextLook(teller);
        for (int i = 0; i < PROTOCOLS.size(); i++) {
            pools.add(new ArrayDeque<>());
        }
    }

    void onBytes(Flow flow, Direction from, byte[] bytes, int start, int length) {
        this.flow = flow;
        switch (flow.identification()) {
            case FRAMED -> frame(from, bytes, start, length);
            case PROBING -> probe(from, bytes, start, length);
            case ENCRYPTED -> {
                // counted by the flow, read by nobody
            }
            case GIVEN_UP -> look.at(flow, from, bytes, start, length);
        }
    }

    void onGap(Flow flow, Direction from, long missing) {
        this.flow = flow;
        HalfFlow half = flow.half(from);
        if (flow.identification() == Identification.FRAMED) {
            flow.details().framer.onGap(from, missing, this);
            afterFraming(from);
        } else if (flow.identification() == Identification.PROBING) {
            release(half);
            flow.set(Flow.MIDSTREAM);
            half.unset(REFUSED_BY_PROBES);
        }
    }

    void onEnd(Flow flow, Direction from) {
        this.flow = flow;
        if (flow.identification() == Identification.FRAMED) {
            flow.details().framer.onEnd(from, this);
            afterFraming(from);
        }
    }

    /// The flow leaves the table: everything held for it goes back.
    void close(Flow flow) {
        if (flow.identification() == Identification.PROBING) {
            this.flow = flow;
            lookAtHeld(Direction.ORIGINATOR);
            lookAtHeld(Direction.RESPONDER);
        }
        release(flow.originator);
        release(flow.responder);
        if (flow.details().framer != null) {
            recycle(flow);
        }
    }

    private void frame(Direction from, byte[] bytes, int start, int length) {
        StreamFramer framer = flow.details().framer;
        boolean unproved = !framer.isConfirmed();
        framer.onBytes(from, bytes, start, length, this);
        if (unproved || framer.isFailed()) {
            if (!framer.isConfirmed()) {
                hold(flow.half(from), bytes, start, length);
            }
            afterFraming(from);
        }
    }

    private void afterFraming(Direction from) {
        StreamFramer framer = flow.details().framer;
        if (flow.identification() == Identification.ENCRYPTED) {
            release(flow.originator);
            release(flow.responder);
            recycle(flow);
            forget();
        } else if (framer.isFailed()) {
            boolean proved = framer.isConfirmed();
            recycle(flow);
            if (proved) {
                giveUp();
            } else {
                tryOthers(from);
            }
        } else if (framer.isConfirmed()) {
            release(flow.originator);
            release(flow.responder);
        }
    }

    /// The guess was wrong before anything was told: the held bytes go to the remaining probes.
    private void tryOthers(Direction from) {
        counters.count(DecodeEvent.IDENTIFICATION_FAILED);
        flow.ownDetails().excluded |= 1L << flow.protocol();
        flow.protocol(Protocols.UNKNOWN);
        flow.identification(Identification.PROBING);
        flow.originator.unset(REFUSED_BY_PROBES);
        flow.responder.unset(REFUSED_BY_PROBES);
        if (overflowed(flow.originator) || overflowed(flow.responder)) {
            giveUp();
            return;
        }
        probeHeld(from);
        if (flow.identification() == Identification.PROBING) {
            probeHeld(from.opposite());
        }
    }

    private static boolean overflowed(HalfFlow half) {
        return half.details().held == UnitAssembler.NONE && half.payloadBytes() > 0;
    }

    private void probe(Direction from, byte[] bytes, int start, int length) {
        HalfFlow half = flow.half(from);
        if (half.is(REFUSED_BY_PROBES)) {
            look.at(flow, from, bytes, start, length);
            return;
        }
        if (half.details().held == UnitAssembler.NONE) {
            ask(from, bytes, start, length, false);
        } else if (hold(half, bytes, start, length)) {
            probeHeld(from);
        } else {
            look.at(flow, from, bytes, start, length);
            refuse(from, half);
        }
    }

    /// The flow ends before anybody could tell what these bytes are.
    private void lookAtHeld(Direction from) {
        long held = flow.half(from).details().held;
        if (assembler.isLive(held)) {
            look.at(
                    flow,
                    from,
                    assembler.segment(held),
                    assembler.start(held),
                    assembler.length(held));
        }
    }

    private void probeHeld(Direction from) {
        HalfFlow half = flow.half(from);
        long held = half.details().held;
        if (assembler.isLive(held)) {
            assembler.pin(held);
            ask(from, assembler.segment(held), assembler.start(held), assembler.length(held), true);
            assembler.pin(UnitAssembler.NONE);
        }
    }

    /// Asks the probes about the first bytes of a direction.
    private void ask(Direction from, byte[] bytes, int start, int length, boolean areHeld) {
        HalfFlow half = flow.half(from);
        int looked = Math.min(length, MAX_HELD);
        int serverPort =
                flow.is(Flow.CLIENT_IS_RESPONDER) ? flow.originatorPort() : flow.responderPort();
        boolean more = false;
        for (int i = 0; i < PROTOCOLS.size(); i++) {
            if ((flow.details().excluded >>> i & 1) != 0) {
                continue;
            }
            Verdict verdict =
                    PROTOCOLS
                            .get(i)
                            .probe()
                            .probe(from, bytes, start, looked, serverPort, flow.is(Flow.MIDSTREAM));
            if (verdict == Verdict.MATCH) {
                attach(i, from, bytes, start, length, areHeld);
                return;
            }
            more |= verdict == Verdict.NEED_MORE;
        }
        if (more && length < MAX_HELD) {
            if (!areHeld && !hold(half, bytes, start, length)) {
                refuse(from, half);
            }
            return;
        }
        if (flow.is(Flow.MIDSTREAM) && half.details().searched < MAX_SEARCHED) {
            half.ownDetails().searched += length;
            if (search(from, bytes, start, length, areHeld)) {
                return;
            }
            look.at(flow, from, bytes, start, length);
            release(half);
            return;
        }
        look.at(flow, from, bytes, start, length);
        refuse(from, half);
    }

    private boolean search(Direction from, byte[] bytes, int start, int length, boolean areHeld) {
        for (int i = 0; i < PROTOCOLS.size(); i++) {
            if ((flow.details().excluded >>> i & 1) != 0) {
                continue;
            }
            int skip = PROTOCOLS.get(i).probe().findStart(from, bytes, start, length);
            if (skip >= 0) {
                flow.ownDetails().uninspectedBytes += skip;
                counters.add(LaneCounters.UNINSPECTED_BYTES, skip);
                attach(i, from, bytes, start + skip, length - skip, areHeld);
                return true;
            }
        }
        return false;
    }

    private void attach(
            int protocol, Direction from, byte[] bytes, int start, int length, boolean areHeld) {
        flow.protocol(protocol);
        flow.identification(Identification.FRAMED);
        StreamFramer pooled = pools.get(protocol).poll();
        flow.ownDetails().framer =
                pooled != null ? pooled : PROTOCOLS.get(protocol).framer().apply(assembler);
        Direction other = from.opposite();
        HalfFlow before = flow.half(other);
        // what the other direction said first goes first
        if (assembler.isLive(before.details().held)) {
            feedHeld(other, before);
        }
        if (flow.identification() != Identification.FRAMED) {
            return;
        }
        if (areHeld && assembler.isLive(flow.half(from).details().held)) {
            feedHeld(from, flow.half(from));
        } else if (!areHeld || flow.protocol() == protocol) {
            // not held, or not any more: the other direction has proved the guess. The bytes stand
            // where they stood
            frame(from, bytes, start, length);
        }
    }

    private void feedHeld(Direction from, HalfFlow half) {
        long held = half.details().held;
        assembler.pin(held);
        flow.details()
                .framer
                .onBytes(
                        from,
                        assembler.segment(held),
                        assembler.start(held),
                        assembler.length(held),
                        this);
        assembler.pin(UnitAssembler.NONE);
        afterFraming(from);
    }

    /// @return false when the bytes could not be held; nothing is held then
    private boolean hold(HalfFlow half, byte[] bytes, int start, int length) {
        long held = half.details().held;
        int have = assembler.isLive(held) ? assembler.length(held) : 0;
        if (held != UnitAssembler.NONE && have == 0 || have + length > MAX_HELD) {
            release(half);
            return false;
        }
        long holds = assembler.append(held, bytes, start, length);
        half.ownDetails().held = holds;
        return holds != UnitAssembler.NONE;
    }

    private void release(HalfFlow half) {
        long held = half.details().held;
        if (held != UnitAssembler.NONE) {
            assembler.release(held);
            half.ownDetails().held = UnitAssembler.NONE;
        }
    }

    private void refuse(Direction from, HalfFlow half) {
        half.set(REFUSED_BY_PROBES);
        release(half);
        Direction client =
                flow.is(Flow.CLIENT_IS_RESPONDER) ? Direction.RESPONDER : Direction.ORIGINATOR;
        // the client speaks first in every protocol we read: when it says something else, so does
        // the server
        if (from == client && !flow.is(Flow.MIDSTREAM)
                || flow.originator.is(REFUSED_BY_PROBES) && flow.responder.is(REFUSED_BY_PROBES)) {
            giveUp();
        }
    }

    private void giveUp() {
        flow.identification(Identification.GIVEN_UP);
        release(flow.originator);
        release(flow.responder);
        if (!flow.is(Flow.IDENTIFIED_TOLD)) {
            flow.protocol(Protocols.UNKNOWN);
        }
        forget();
    }

    /// Nobody asks for a protocol any more.
    private void forget() {
        if (flow.hasOwnDetails()) {
            flow.ownDetails().excluded = 0;
            flow.originator.ownDetails().searched = 0;
            flow.responder.ownDetails().searched = 0;
            flow.dropPlainDetails();
        }
    }

    private void recycle(Flow of) {
        StreamFramer framer = of.details().framer;
        of.ownDetails().framer = null;
        framer.reset();
        ArrayDeque<StreamFramer> pool = pools.get(of.protocol());
        if (pool.size() < MAX_POOLED) {
            pool.push(framer);
        }
    }

    @Override
    public void onClientIs(Direction client) {
        if (flow.is(Flow.MIDSTREAM) && !flow.is(Flow.IDENTIFIED_TOLD)) {
            flow.set(Flow.CLIENT_IS_RESPONDER, client == Direction.RESPONDER);
        }
    }
}
