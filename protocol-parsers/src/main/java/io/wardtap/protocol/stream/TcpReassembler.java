package io.wardtap.protocol.stream;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.Arrays;

/// Puts a direction's TCP segments in order (RFC 9293 3.4, 3.10.7.4). In order, bytes go on from
/// where they lie; what comes ahead of a hole waits in the [UnitAssembler], bounded, until the hole
/// is filled or given up. First bytes win over later ones for the same sequence. Confined to the
/// lane's thread; allocates nothing once warm, throws on no traffic.
public final class TcpReassembler {
    private final UnitAssembler assembler;
    private final ReassemblyLimits limits;
    private final StreamConsumer consumer;
    private final ReassemblyCounters counters = new ReassemblyCounters();
    private final WaitingPool pool = new WaitingPool();

    public TcpReassembler(
            UnitAssembler assembler, ReassemblyLimits limits, StreamConsumer consumer) {
        this.assembler = assembler;
        this.limits = limits;
        this.consumer = consumer;
    }

    public ReassemblyCounters counters() {
        return counters;
    }

    /// The opening packet of this direction; its payload, if any, follows with `sequence + 1`.
    public void onSyn(Flow flow, Direction from, int sequence) {
        HalfFlow half = flow.half(from);
        if (half.synSeen) {
            return;
        }
        half.synSeen = true;
        half.initialSequence = sequence;
        if (!half.synchronised) {
            half.synchronised = true;
            half.nextSequence = sequence + 1;
        }
    }

    /// A segment's payload.
    ///
    /// @param captured bytes of it that are there, `wireLength` what it had on the wire
    public void onPayload(
            Flow flow,
            Direction from,
            int sequence,
            byte[] bytes,
            int start,
            int captured,
            int wireLength,
            long nowNs) {
        HalfFlow half = flow.half(from);
        if (!half.synchronised) {
            half.synchronised = true;
            half.nextSequence = sequence;
        }
        if (half.ended) {
            return;
        }
        int ahead = sequence - half.nextSequence;
        if (ahead == 0 && half.waiting == 0) {
            deliver(flow, from, half, bytes, start, captured, wireLength);
        } else if (ahead <= 0) {
            int known = -ahead;
            if (known >= wireLength || known < 0) {
                counters.retransmittedSegments++;
                return;
            }
            int skip = Math.min(known, captured);
            deliver(flow, from, half, bytes, start + skip, captured - skip, wireLength - known);
        } else if (ahead > limits.window()) {
            counters.outOfWindowSegments++;
            return;
        } else {
            counters.outOfOrderSegments++;
            keep(flow, from, half, sequence, bytes, start, captured, wireLength, nowNs);
        }
        if (half.waiting > 0) {
            drain(flow, from, half);
            giveUpHoles(flow, from, half, nowNs);
        }
        endWhenComplete(flow, from, half);
    }

    /// The sender has said that `sequence` is just behind its last byte.
    public void onFin(Flow flow, Direction from, int sequence) {
        HalfFlow half = flow.half(from);
        if (!half.finSeen) {
            half.finSeen = true;
            half.finSequence = sequence;
            if (!half.synchronised) {
                half.synchronised = true;
                half.nextSequence = sequence;
            }
        }
        endWhenComplete(flow, from, half);
    }

    /// The other end has acknowledged this direction's bytes before `acknowledgment`.
    public void onAcknowledgment(Flow flow, Direction of, int acknowledgment, long nowNs) {
        HalfFlow half = flow.half(of);
        if (!half.acknowledgedSeen || acknowledgment - half.acknowledged > 0) {
            half.acknowledged = acknowledgment;
            half.acknowledgedSeen = true;
        }
        if (half.waiting > 0) {
            giveUpHoles(flow, of, half, nowNs);
            endWhenComplete(flow, of, half);
        }
    }

    /// The other end has acknowledged bytes of which nothing was seen, nor of what is behind them:
    /// they are given up.
    public void onUnseen(Flow flow, Direction of, int acknowledgment) {
        HalfFlow half = flow.half(of);
        int missing = acknowledgment - half.nextSequence;
        if (half.waiting == 0 && !half.ended && missing > 0 && missing <= limits.window()) {
            gap(flow, of, half, missing);
        }
    }

    /// The flow is over: hands on what waits, holes told, and ends both directions.
    public void onFlowEnd(Flow flow) {
        finish(flow, Direction.ORIGINATOR);
        finish(flow, Direction.RESPONDER);
    }

    private void finish(Flow flow, Direction from) {
        HalfFlow half = flow.half(from);
        while (half.waiting > 0) {
            skipHole(flow, from, half);
        }
        if (!half.ended) {
            if (half.finSeen && half.synchronised) {
                int missing = half.finSequence - half.nextSequence;
                if (missing > 0 && missing <= limits.window()) {
                    gap(flow, from, half, missing);
                }
            }
            half.ended = true;
            consumer.onEnd(flow, from);
        }
    }

    private void deliver(
            Flow flow,
            Direction from,
            HalfFlow half,
            byte[] bytes,
            int start,
            int captured,
            int wireLength) {
        if (captured > 0) {
            half.payloadBytes += captured;
            half.nextSequence += captured;
            consumer.onBytes(flow, from, bytes, start, captured);
        }
        if (wireLength > captured) {
            gap(flow, from, half, wireLength - captured);
        }
    }

    private void gap(Flow flow, Direction from, HalfFlow half, int missing) {
        half.nextSequence += missing;
        half.gapBytes += missing;
        counters.gaps++;
        counters.gapBytes += missing;
        consumer.onGap(flow, from, missing);
    }

    /// Lets a segment wait at its place behind the hole.
    private void keep(
            Flow flow,
            Direction from,
            HalfFlow half,
            int sequence,
            byte[] bytes,
            int start,
            int captured,
            int wireLength,
            long nowNs) {
        int at = half.waiting;
        while (at > 0 && half.waitingSequence[at - 1] - sequence > 0) {
            at--;
        }
        if (at > 0 && half.waitingSequence[at - 1] == sequence) {
            compareOverlap(half, at - 1, bytes, start, captured);
            if (half.waitingLength[at - 1] >= wireLength) {
                return;
            }
        }
        while (half.waiting == HalfFlow.MAX_WAITING) {
            skipHole(flow, from, half);
            if (sequence - half.nextSequence <= 0) {
                onPayload(flow, from, sequence, bytes, start, captured, wireLength, nowNs);
                return;
            }
            at = half.waiting;
            while (at > 0 && half.waitingSequence[at - 1] - sequence > 0) {
                at--;
            }
        }
        if (half.waitingSequence == null && !pool.lend(half)) {
            counters.waitingRefused++;
            gap(flow, from, half, sequence - half.nextSequence);
            deliver(flow, from, half, bytes, start, captured, wireLength);
            return;
        }
        long handle =
                captured == 0
                        ? UnitAssembler.NONE
                        : assembler.append(UnitAssembler.NONE, bytes, start, captured);
        int tail = half.waiting - at;
        System.arraycopy(half.waitingSequence, at, half.waitingSequence, at + 1, tail);
        System.arraycopy(half.waitingLength, at, half.waitingLength, at + 1, tail);
        System.arraycopy(half.waitingHandle, at, half.waitingHandle, at + 1, tail);
        half.waitingSequence[at] = sequence;
        half.waitingLength[at] = wireLength;
        half.waitingHandle[at] = handle;
        half.waitingBytes += captured;
        if (half.waiting++ == 0) {
            half.holeSinceNs = nowNs;
        }
    }

    private void compareOverlap(HalfFlow half, int at, byte[] bytes, int start, int captured) {
        long handle = half.waitingHandle[at];
        if (!assembler.isLive(handle)) {
            return;
        }
        int same = Math.min(captured, assembler.length(handle));
        int where = assembler.start(handle);
        if (Arrays.mismatch(
                        assembler.segment(handle), where, where + same, bytes, start, start + same)
                >= 0) {
            counters.overlapConflicts++;
        }
    }

    /// Hands on waiting segments as far as there is no hole.
    private void drain(Flow flow, Direction from, HalfFlow half) {
        while (half.waiting > 0 && half.waitingSequence[0] - half.nextSequence <= 0) {
            takeFirst(flow, from, half);
        }
    }

    private void takeFirst(Flow flow, Direction from, HalfFlow half) {
        int sequence = half.waitingSequence[0];
        int wireLength = half.waitingLength[0];
        long handle = half.waitingHandle[0];
        half.waiting--;
        System.arraycopy(half.waitingSequence, 1, half.waitingSequence, 0, half.waiting);
        System.arraycopy(half.waitingLength, 1, half.waitingLength, 0, half.waiting);
        System.arraycopy(half.waitingHandle, 1, half.waitingHandle, 0, half.waiting);
        boolean live = assembler.isLive(handle);
        int captured = live ? assembler.length(handle) : 0;
        half.waitingBytes = half.waiting == 0 ? 0 : Math.max(0, half.waitingBytes - captured);
        int known = half.nextSequence - sequence;
        if (known < wireLength) {
            int skip = Math.min(known, captured);
            if (live) {
                assembler.pin(handle);
                deliver(
                        flow,
                        from,
                        half,
                        assembler.segment(handle),
                        assembler.start(handle) + skip,
                        captured - skip,
                        wireLength - known);
                assembler.pin(UnitAssembler.NONE);
            } else {
                gap(flow, from, half, wireLength - known);
            }
        }
        assembler.release(handle);
        if (half.waiting == 0) {
            pool.giveBack(half);
        }
    }

    /// Gives holes up that will not be filled any more: too much waits behind them, or the receiver
    /// has acknowledged them for a while.
    private void giveUpHoles(Flow flow, Direction from, HalfFlow half, long nowNs) {
        while (half.waiting > 0
                && (half.waitingBytes > limits.waitingBytes()
                        || (half.acknowledgedSeen
                                && half.acknowledged - half.waitingSequence[0] >= 0
                                && nowNs - half.holeSinceNs > limits.holeAcknowledgedNs()))) {
            skipHole(flow, from, half);
            half.holeSinceNs = nowNs;
        }
    }

    private void skipHole(Flow flow, Direction from, HalfFlow half) {
        int missing = half.waitingSequence[0] - half.nextSequence;
        if (missing > 0) {
            gap(flow, from, half, missing);
        }
        drain(flow, from, half);
    }

    private void endWhenComplete(Flow flow, Direction from, HalfFlow half) {
        if (half.finSeen && !half.ended && half.finSequence - half.nextSequence <= 0) {
            half.ended = true;
            consumer.onEnd(flow, from);
        }
    }
}
