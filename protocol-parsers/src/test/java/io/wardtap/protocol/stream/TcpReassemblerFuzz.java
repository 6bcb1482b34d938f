package io.wardtap.protocol.stream;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.fuzz.FuzzInput;
import io.wardtap.protocol.fuzz.SeedBytes;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Fuzz target: the input is a TCP conversation, event by event. What is handed on is in order,
/// within the stream, and byte for byte what came first ([StreamModel]); what waits is bounded, and
/// all of it given back.
///
/// A byte for where sequence numbers start, then each event: what, direction and kind of bytes; its
/// place in the stream; for payload its length and how much of it was captured in 256ths (0: all).
public final class TcpReassemblerFuzz implements StreamConsumer {
    private static final int MOST = 600;
    private static final long STEP_NS = 10_000_000L;
    private static final int[] STARTS = {0, 0xFFFF_F000, 0x7FFF_F000, 0x1234_5678};

    // events, the low four bits
    private static final int SYN = 0;
    private static final int FIN = 1;
    private static final int ACKNOWLEDGMENT = 2;
    private static final int UNSEEN = 3;
    private static final int TIME = 4;
    private static final int FAR = 5; // a segment and a FIN that nobody believes
    private static final int PAYLOAD = 6; // and all above
    private static final int RESPONDER = 0x10;
    private static final int KINDS = 0x60;
    private static final int COARSE = 0x80; // places of 32 bytes
    private static final int FAR_BYTES = 100 << 20;

    private static final ReassemblyLimits LIMITS = ReassemblyLimits.defaults();
    private static final int MAX_SEGMENT = 0x3FFF;

    /// For all inputs: what is not given back would push others out in the end.
    private static final UnitAssembler ASSEMBLER = new UnitAssembler(16 << 20);

    private static final FlowTable TABLE = new FlowTable(4, 0);
    private static final TcpReassemblerFuzz RUN = new TcpReassemblerFuzz();

    private final TcpReassembler reassembler = new TcpReassembler(ASSEMBLER, LIMITS, this);
    private final StreamModel[] models = {new StreamModel(), new StreamModel()};
    private Flow flow;
    private int start;
    private long now;

    /// Nothing was lost, as far as anybody can tell.
    private boolean whole;

    private TcpReassemblerFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        RUN.run(new FuzzInput(bytes));
    }

    private void run(FuzzInput input) {
        start = STARTS[input.u8() & 3];
        now = 0;
        whole = true;
        flow = TABLE.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0);
        models[0].clear();
        models[1].clear();
        for (int i = 0; i < MOST && input.left() > 0; i++) {
            Direction from = event(input);
            check(from);
        }
        boolean complete = whole;
        reassembler.onFlowEnd(flow);
        for (Direction from : Direction.values()) {
            checkEnd(from, complete);
        }
        TABLE.remove(flow);
    }

    private Direction event(FuzzInput input) {
        int what = input.u8();
        Direction from = Direction.of((what & RESPONDER) != 0 ? 1 : 0);
        StreamModel model = models[from.ordinal()];
        boolean begun = flow.half(from).is(HalfFlow.SYNCHRONISED);
        int place = input.u16() * ((what & COARSE) != 0 ? 32 : 1);
        int sequence = start + place;
        switch (what & 0x0F) {
            case SYN -> {
                model.begin(begun ? model.position : place + 1);
                reassembler.onSyn(flow, from, sequence);
            }
            case FIN -> {
                model.begin(place);
                whole = false;
                reassembler.onFin(flow, from, sequence);
            }
            case ACKNOWLEDGMENT -> reassembler.onAcknowledgment(flow, from, sequence, now);
            case UNSEEN -> {
                if (begun) {
                    reassembler.onUnseen(flow, from, sequence);
                }
            }
            case TIME -> now += place * STEP_NS;
            case FAR -> {
                if (begun) {
                    payload(from, sequence + FAR_BYTES, new byte[100], 100);
                    reassembler.onFin(flow, from, sequence + FAR_BYTES);
                    payload(from, sequence - FAR_BYTES, new byte[100], 100);
                    reassembler.onFin(flow, from, sequence - FAR_BYTES);
                }
            }
            default -> segment(input, from, place, (what & KINDS) >>> 5);
        }
        return from;
    }

    private void segment(FuzzInput input, Direction from, int place, int kind) {
        StreamModel model = models[from.ordinal()];
        int length = Math.max(1, input.u16() & MAX_SEGMENT);
        int part = input.u8();
        int captured = part == 0 ? length : length * part >>> 8;
        model.begin(place);
        model.segment(place, captured, kind);
        whole &= captured == length;
        payload(from, start + place, FuzzInput.pattern(kind, place, captured), length);
    }

    /// The bytes end where the memory does, and are gone afterwards.
    private void payload(Direction from, int sequence, byte[] pattern, int length) {
        byte[] bytes = new byte[5 + pattern.length];
        System.arraycopy(pattern, 0, bytes, 5, pattern.length);
        reassembler.onPayload(flow, from, sequence, bytes, 5, pattern.length, length, now);
        Arrays.fill(bytes, (byte) '#');
    }

    private void check(Direction from) {
        HalfFlow half = flow.half(from);
        StreamModel model = models[from.ordinal()];
        FuzzInput.check(half.details().waiting <= HalfFlow.MAX_WAITING, "too many segments wait");
        FuzzInput.check(half.details().waitingBytes >= 0, "fewer than no bytes wait");
        FuzzInput.check(
                half.details().waitingBytes <= LIMITS.waitingBytes(), "too many bytes wait");
        FuzzInput.check(
                (half.details().waiting > 0) == (half.details().waitingSequence != null),
                "table lent");
        FuzzInput.check(half.is(HalfFlow.ENDED) == model.ended, "ended");
        if (model.start >= 0) {
            FuzzInput.check(half.nextSequence() - start, model.position, "the place");
            FuzzInput.check(half.payloadBytes(), model.payloadBytes, "payload bytes");
            FuzzInput.check(half.details().gapBytes, model.gapBytes, "bytes in gaps");
            FuzzInput.check(
                    !half.is(HalfFlow.FIN_SEEN) || half.finSequence() - half.nextSequence() >= 0,
                    "handed on behind the FIN");
        }
    }

    private void checkEnd(Direction from, boolean complete) {
        StreamModel model = models[from.ordinal()];
        check(from);
        FuzzInput.check(model.ended, "no end");
        FuzzInput.check(flow.half(from).details().waiting, 0, "waiting at the end");
        FuzzInput.check(ASSEMBLER.evictions() + ASSEMBLER.refusals(), 0, "memory not given back");
        if (complete && model.start >= 0) {
            FuzzInput.check(model.payloadBytes, model.captured(), "bytes handed on");
        }
    }

    @Override
    public void onBytes(Flow of, Direction from, byte[] bytes, int at, int length) {
        FuzzInput.check(of == flow, "another flow");
        models[from.ordinal()].onBytes(bytes, at, length);
    }

    @Override
    public void onGap(Flow of, Direction from, long missingBytes) {
        FuzzInput.check(of == flow, "another flow");
        whole = false;
        models[from.ordinal()].onGap(missingBytes);
    }

    @Override
    public void onConflict(Flow of, Direction from, long offset) {
        HalfFlow half = flow.half(from);
        StreamModel model = models[from.ordinal()];
        int sequence = start + model.start + (int) offset;
        if (!half.is(HalfFlow.FIN_SEEN)
                || sequence - half.finSequence() < 0) { // what came first behind it is moot
            model.onConflict(offset);
        }
    }

    @Override
    public void onEnd(Flow of, Direction from) {
        models[from.ordinal()].onEnd();
    }

    private static SeedBytes segment(SeedBytes seed, int what, int place, int length, int part) {
        return seed.u8(PAYLOAD | what).u16(place).u16(length).u8(part);
    }

    public static List<byte[]> seeds() {
        SeedBytes ordered = new SeedBytes().u8(1).u8(SYN).u16(99).u8(RESPONDER).u16(9);
        segment(ordered, 0, 100, 200, 0);
        ordered.u8(ACKNOWLEDGMENT).u16(300);
        segment(ordered, RESPONDER, 10, 20, 0);
        segment(ordered, 0, 300, 100, 0);
        ordered.u8(FIN).u16(400).u8(RESPONDER | FIN).u16(30);
        SeedBytes reordered = new SeedBytes().u8(2).u8(SYN).u16(0);
        segment(reordered, 0, 201, 100, 0);
        segment(reordered, 0x20, 101, 150, 0);
        segment(reordered, 0x40, 1, 320, 0);
        segment(reordered, 0x60, 1, 320, 0);
        segment(reordered, 0x60, 320, 1, 0);
        SeedBytes lost = new SeedBytes().u8(3).u8(SYN).u16(0);
        segment(lost, 0, 11, 10, 0);
        lost.u8(ACKNOWLEDGMENT).u16(21).u8(TIME).u16(30).u8(ACKNOWLEDGMENT).u16(21);
        lost.u8(UNSEEN).u16(50);
        segment(lost, 0, 50, 10, 128);
        SeedBytes full = new SeedBytes().u8(0).u8(SYN).u16(0);
        for (int i = 0; i < 40; i++) {
            segment(full, COARSE, 510 * i + 1, MAX_SEGMENT, 0);
        }
        SeedBytes many = new SeedBytes().u8(1).u8(SYN).u16(0);
        for (int i = 0; i < 140; i++) {
            segment(many, 0, 2 * i + 2, 1, 0);
        }
        segment(many, 0x20, 1, 400, 0);
        SeedBytes far = new SeedBytes().u8(0);
        segment(far, 0, 5, 5, 0);
        far.u8(FAR).u16(7).u8(RESPONDER | FAR).u16(7);
        SeedBytes behindFin = new SeedBytes().u8(0).u8(SYN).u16(0).u8(FIN).u16(50);
        segment(behindFin, 0, 60, 10, 0);
        segment(behindFin, 0, 20, 40, 0);
        segment(behindFin, 0, 1, 30, 0);
        return Stream.of(ordered, reordered, lost, full, many, far, behindFin)
                .map(SeedBytes::bytes)
                .toList();
    }
}
