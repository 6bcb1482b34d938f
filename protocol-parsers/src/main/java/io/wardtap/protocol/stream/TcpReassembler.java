package io.wardtap.protocol.stream;

import static io.wardtap.protocol.flow.HalfFlow.ACKNOWLEDGED;
import static io.wardtap.protocol.flow.HalfFlow.ENDED;
import static io.wardtap.protocol.flow.HalfFlow.FIN_SEEN;
import static io.wardtap.protocol.flow.HalfFlow.SYNCHRONISED;
import static io.wardtap.protocol.flow.HalfFlow.SYN_SEEN;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.HalfDetails;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.unit.UnitAssembler;

/// Puts a direction's TCP segments in order (RFC 9293 3.4, 3.10.7.4). In order, bytes go on from
/// where they lie; what comes ahead of a hole waits in the [UnitAssembler], bounded, until the hole
/// is filled or given up. First bytes win over later ones for the same sequence; later ones that
/// differ are counted and told as far as the first are still known ([RecentBytes],
/// [WaitingSegments]). Nothing behind a FIN is handed on. Confined to the lane's thread; allocates
/// nothing once warm, throws on no traffic.
public final class TcpReassembler {
    private static final byte[] NO_BYTES = {};

    private final UnitAssembler assembler;
    private final ReassemblyLimits limits;
    private final StreamConsumer consumer;
    private final ReassemblyCounters counters = new ReassemblyCounters();
    private final WaitingPool pool = new WaitingPool();
    private final WaitingSegments waiting;

    public TcpReassembler(
            UnitAssembler assembler, ReassemblyLimits limits, StreamConsumer consumer) {
        this.assembler = assembler;
        this.limits = limits;
        this.consumer = consumer;
        this.waiting = new WaitingSegments(assembler);
    }

    public ReassemblyCounters counters() {
        return counters;
    }

    /// The opening packet of this direction; its payload, if any, follows with `sequence + 1`.
    public void onSyn(Flow flow, Direction from, int sequence) {
        HalfFlow half = flow.half(from);
        if (half.is(SYN_SEEN)) {
            return;
        }
        half.initialSequence(sequence);
        synchronise(half, sequence + 1);
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
        synchronise(half, sequence);
        if (half.is(ENDED)) {
            return;
        }
        int ahead = sequence - half.nextSequence();
        if (ahead == 0 && !isWaiting(half)) {
            deliver(flow, from, half, bytes, start, captured, wireLength);
            endWhenComplete(flow, from, half);
            return;
        }
        if (ahead <= 0) {
            int known = -ahead;
            if (known < 0) {
                counters.outOfWindowSegments++;
                return;
            }
            if (known > 0) {
                compare(flow, from, half, sequence, bytes, start, Math.min(known, captured));
            }
            if (known >= wireLength) {
                counters.retransmittedSegments++;
                return;
            }
            int skip = Math.min(known, captured);
            int at = start + skip;
            int there = captured - skip;
            int length = wireLength - known;
            // what waits came first
            int free =
                    isWaiting(half)
                            ? Math.min(length, firstWaiting(half) - half.nextSequence())
                            : length;
            deliver(flow, from, half, bytes, at, Math.min(there, free), free);
            if (free < length) {
                int rest = Math.max(0, there - free);
                int next = sequence + known + free;
                keep(flow, from, half, next, bytes, at + free, rest, length - free, nowNs);
            }
        } else if (ahead > limits.window()) {
            counters.outOfWindowSegments++;
            return;
        } else {
            counters.outOfOrderSegments++;
            keep(flow, from, half, sequence, bytes, start, captured, wireLength, nowNs);
        }
        if (isWaiting(half)) {
            drain(flow, from, half);
            giveUpHoles(flow, from, half, nowNs);
        }
        endWhenComplete(flow, from, half);
    }

    /// The sender has said that `sequence` is just behind its last byte.
    public void onFin(Flow flow, Direction from, int sequence) {
        HalfFlow half = flow.half(from);
        synchronise(half, sequence);
        int ahead = sequence - half.nextSequence();
        if (half.is(FIN_SEEN) || ahead < 0 || ahead > limits.window()) {
            counters.outOfWindowSegments += half.is(FIN_SEEN) ? 0 : 1;
            return; // repeated, or no receiver would believe it
        }
        half.finSequence(sequence);
        endWhenComplete(flow, from, half);
    }

    /// The other end has acknowledged this direction's bytes before `acknowledgment`.
    public void onAcknowledgment(Flow flow, Direction of, int acknowledgment, long nowNs) {
        HalfFlow half = flow.half(of);
        if (!half.is(ACKNOWLEDGED) || acknowledgment - half.acknowledged() > 0) {
            half.acknowledged(acknowledgment);
        }
        if (isWaiting(half)) {
            giveUpHoles(flow, of, half, nowNs);
            endWhenComplete(flow, of, half);
        }
    }

    /// The other end has acknowledged bytes of which nothing was seen, nor of what is behind them:
    /// they are given up.
    public void onUnseen(Flow flow, Direction of, int acknowledgment) {
        HalfFlow half = flow.half(of);
        int missing = acknowledgment - half.nextSequence();
        if (!isWaiting(half) && !half.is(ENDED) && missing > 0 && missing <= limits.window()) {
            // a FIN is acknowledged with the number behind it, and is no byte
            int bytes = half.is(FIN_SEEN) ? half.finSequence() - half.nextSequence() : missing;
            gap(flow, of, half, Math.min(missing, bytes));
            endWhenComplete(flow, of, half);
        }
    }

    /// The flow is over: hands on what waits, holes told, and ends both directions.
    public void onFlowEnd(Flow flow) {
        finish(flow, Direction.ORIGINATOR);
        finish(flow, Direction.RESPONDER);
    }

    private void finish(Flow flow, Direction from) {
        HalfFlow half = flow.half(from);
        while (isWaiting(half)) {
            skipHole(flow, from, half);
        }
        if (!half.is(ENDED)) {
            if (half.is(FIN_SEEN) && half.is(SYNCHRONISED)) {
                int missing = half.finSequence() - half.nextSequence();
                if (missing > 0 && missing <= limits.window()) {
                    gap(flow, from, half, missing);
                }
            }
            half.set(ENDED);
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
        int there = captured;
        int length = wireLength;
        if (half.is(FIN_SEEN) && half.finSequence() - half.nextSequence() < length) {
            counters.outOfWindowSegments++; // receivers have closed there
            length = Math.max(0, half.finSequence() - half.nextSequence());
            there = Math.min(there, length);
        }
        if (there > 0) {
            RecentBytes.note(half, bytes, start, there);
            half.addPayload(there);
            half.nextSequence(half.nextSequence() + there);
            consumer.onBytes(flow, from, bytes, start, there);
        }
        if (length > there) {
            gap(flow, from, half, length - there);
        }
    }

    /// Holds a repetition against what was handed on last. A keep-alive repeats the byte before the
    /// next with whatever it likes (RFC 9293 3.8.4).
    private void compare(
            Flow flow,
            Direction from,
            HalfFlow half,
            int sequence,
            byte[] bytes,
            int start,
            int length) {
        if (length == 1 && sequence + 1 == half.nextSequence()) {
            return;
        }
        int differs = RecentBytes.mismatch(half, sequence, bytes, start, length);
        if (differs >= 0) {
            conflict(flow, from, half, sequence + differs);
        }
    }

    private void conflict(Flow flow, Direction from, HalfFlow half, int sequence) {
        counters.overlapConflicts++;
        long offset =
                half.payloadBytes() + half.details().gapBytes + (sequence - half.nextSequence());
        consumer.onConflict(flow, from, Math.max(0, offset));
    }

    private void gap(Flow flow, Direction from, HalfFlow half, int missing) {
        half.nextSequence(half.nextSequence() + missing);
        half.ownDetails().gapBytes += missing;
        counters.gaps++;
        counters.gapBytes += missing;
        consumer.onGap(flow, from, missing);
    }

    /// Lets a segment wait at its place behind the hole: those parts of it that do not wait yet.
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
        if (half.is(FIN_SEEN) && sequence - half.finSequence() >= 0) {
            counters.outOfWindowSegments++; // receivers have closed before
            return;
        }
        HalfDetails own = half.ownDetails();
        if (own.waitingSequence == null && !pool.lend(own)) {
            counters.waitingRefused++;
            gap(flow, from, half, sequence - half.nextSequence());
            deliver(flow, from, half, bytes, start, captured, wireLength);
            return;
        }
        int end = sequence + wireLength;
        int at = sequence;
        int i = waiting.firstEndingAfter(own, at);
        while (end - at > 0) {
            int done = at - sequence;
            int there = Math.max(0, captured - done);
            if (i < own.waiting && own.waitingSequence[i] - at <= 0) {
                int differs = waiting.mismatch(own, i, at, bytes, start + done, there);
                if (differs >= 0) {
                    conflict(flow, from, half, at + differs);
                }
                at = own.waitingSequence[i] + own.waitingLength[i];
                i++;
            } else if (own.waiting == HalfFlow.MAX_WAITING) {
                skipHole(flow, from, half);
                onPayload(flow, from, at, bytes, start + done, there, end - at, nowNs);
                return;
            } else {
                boolean last = i == own.waiting || own.waitingSequence[i] - end >= 0;
                int length = (last ? end : own.waitingSequence[i]) - at;
                if (own.waiting == 0) {
                    own.holeSinceNs = nowNs;
                }
                waiting.insert(own, i, at, bytes, start + done, Math.min(there, length), length);
                at += length;
                i++;
            }
        }
    }

    /// Hands on waiting segments as far as there is no hole.
    private void drain(Flow flow, Direction from, HalfFlow half) {
        while (isWaiting(half) && firstWaiting(half) - half.nextSequence() <= 0) {
            takeFirst(flow, from, half);
        }
    }

    private void takeFirst(Flow flow, Direction from, HalfFlow half) {
        HalfDetails own = half.ownDetails();
        int sequence = own.waitingSequence[0];
        int wireLength = own.waitingLength[0];
        long handle = waiting.removeFirst(own);
        boolean live = assembler.isLive(handle);
        int captured = live ? assembler.length(handle) : 0;
        int known = half.nextSequence() - sequence;
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
                deliver(flow, from, half, NO_BYTES, 0, 0, wireLength - known);
            }
        }
        assembler.release(handle);
        if (own.waiting == 0) {
            pool.giveBack(own);
        }
    }

    /// Gives holes up that will not be filled any more: too much waits behind them, or the receiver
    /// has acknowledged them for a while.
    private void giveUpHoles(Flow flow, Direction from, HalfFlow half, long nowNs) {
        while (isWaiting(half)
                && (half.details().waitingBytes > limits.waitingBytes()
                        || (half.is(ACKNOWLEDGED)
                                && half.acknowledged() - firstWaiting(half) >= 0
                                && nowNs - half.details().holeSinceNs
                                        > limits.holeAcknowledgedNs()))) {
            skipHole(flow, from, half);
            half.ownDetails().holeSinceNs = nowNs;
        }
    }

    private void skipHole(Flow flow, Direction from, HalfFlow half) {
        if (half.is(FIN_SEEN) && firstWaiting(half) - half.finSequence() >= 0) {
            dropWaiting(half);
            return;
        }
        int missing = firstWaiting(half) - half.nextSequence();
        if (missing > 0) {
            gap(flow, from, half, missing);
        }
        drain(flow, from, half);
    }

    private void endWhenComplete(Flow flow, Direction from, HalfFlow half) {
        if (half.is(FIN_SEEN) && !half.is(ENDED) && half.finSequence() - half.nextSequence() <= 0) {
            half.set(ENDED);
            dropWaiting(half);
            consumer.onEnd(flow, from);
        }
    }

    /// What waits stands behind the FIN.
    private void dropWaiting(HalfFlow half) {
        if (half.details().waitingSequence == null) {
            return;
        }
        HalfDetails own = half.ownDetails();
        while (own.waiting > 0) {
            counters.outOfWindowSegments++;
            assembler.release(waiting.removeFirst(own));
        }
        pool.giveBack(own);
    }

    private static void synchronise(HalfFlow half, int next) {
        if (!half.is(SYNCHRONISED)) {
            half.set(SYNCHRONISED);
            half.nextSequence(next);
        }
    }

    private static boolean isWaiting(HalfFlow half) {
        return half.details().waiting > 0;
    }

    private static int firstWaiting(HalfFlow half) {
        return half.details().waitingSequence[0];
    }
}
