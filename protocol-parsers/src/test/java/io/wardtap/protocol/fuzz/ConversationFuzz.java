package io.wardtap.protocol.fuzz;

import static io.wardtap.protocol.fuzz.FuzzInput.check;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;

import java.util.Arrays;
import java.util.Random;

/// What the fuzz targets of all protocols have in common. The input is a conversation: its framer
/// gives the same units however it is cut and gives its memory back, its probe refuses once and for
/// all, and its parser finds the same wherever a unit lies.
///
/// Two bytes to choose the cuts by, then each turn: direction, gap or end; and for bytes and gaps
/// their length.
public final class ConversationFuzz {
    static final int RESPONDER = 1;
    static final int GAP = 2;
    static final int END = 4;
    private static final int MOST = 60;
    private static final int PROBE_BYTES = 4096;

    private final Protocol protocol;

    /// For all inputs: what is not given back would push others out in the end.
    private final UnitAssembler assembler = new UnitAssembler(16 << 20);

    private final StreamFramer framer;
    private final ParsedUnits parsed;

    public ConversationFuzz(Protocol protocol) {
        this.protocol = protocol;
        this.framer = protocol.framer().apply(assembler);
        this.parsed = new ParsedUnits(protocol);
    }

    public void run(byte[] input) {
        RecordingUnitSink whole = new RecordingUnitSink();
        boolean[] ended = feed(input, whole, 0);
        for (int most : new int[] {1, 7, 300}) {
            RecordingUnitSink cut = new RecordingUnitSink();
            boolean[] endedCut = feed(input, cut, most);
            check(cut.units().equals(whole.units()), "other units at other cuts");
            check(
                    cut.toString().equals(whole.toString()),
                    "at other cuts " + cut + " and not " + whole);
            check(Arrays.equals(endedCut, ended), "confirmed or failed at other cuts");
        }
        check(assembler.evictions(), 0, "memory not given back");
        parsed.read(whole.units());
        probe(input);
    }

    /// Feeds as a lane does, to the end or until the framer has failed or the flow is encrypted.
    ///
    /// @param most bytes a slice, 0 for turns in one piece
    /// @return whether the framer is confirmed, and failed
    private boolean[] feed(byte[] bytes, RecordingUnitSink sink, int most) {
        FuzzInput input = new FuzzInput(bytes);
        Random random = new Random(input.u16());
        framer.reset();
        for (int i = 0; i < MOST && input.left() > 0 && goesOn(sink); i++) {
            int what = input.u8();
            Direction from = Direction.of(what & RESPONDER);
            if ((what & END) != 0) {
                framer.onEnd(from, sink);
            } else if ((what & GAP) != 0) {
                framer.onGap(from, 1 + input.u16(), sink);
            } else {
                byte[] turn = input.bytes(input.u16());
                for (int at = 0; at < turn.length && goesOn(sink); ) {
                    int n = most == 0 ? turn.length : 1 + random.nextInt(most);
                    n = Math.min(n, turn.length - at);
                    slice(from, turn, at, n, sink);
                    at += n;
                }
            }
        }
        if (goesOn(sink)) {
            framer.onEnd(Direction.ORIGINATOR, sink);
            framer.onEnd(Direction.RESPONDER, sink);
        }
        boolean[] ended = {framer.isConfirmed(), framer.isFailed()};
        framer.reset();
        return ended;
    }

    private boolean goesOn(RecordingUnitSink sink) {
        return !framer.isFailed() && !sink.isEncrypted();
    }

    /// The slice ends where its memory does, and is gone afterwards.
    private void slice(Direction from, byte[] turn, int at, int length, RecordingUnitSink sink) {
        byte[] slice = new byte[3 + length];
        System.arraycopy(turn, at, slice, 3, length);
        framer.onBytes(from, slice, 3, length, sink);
        Arrays.fill(slice, (byte) '|');
    }

    /// A refusal at a stream's begin is for good, since a lane asks no more after it; a match may
    /// be taken back by what follows. In midstream more bytes may turn the guess either way.
    private void probe(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        input.u16();
        Direction from = Direction.of(input.u8() & RESPONDER);
        byte[] first = input.bytes(Math.min(PROBE_BYTES, input.u16()));
        int port = protocol.ports().isEmpty() ? 0 : protocol.ports().getFirst();
        boolean refused = false;
        for (int length = 1; length <= first.length; length += length < 80 ? 1 : 37) {
            byte[] there = Arrays.copyOf(first, length);
            Verdict now = protocol.probe().probe(from, there, 0, length, port, false);
            check(!refused || now == Verdict.NO, "a refusal becomes " + now + " at " + length);
            refused = now == Verdict.NO;
            protocol.probe().probe(from, there, 0, length, port, true);
        }
        int start = protocol.probe().findStart(from, first, 0, first.length);
        check(start >= -1 && start <= first.length, "a start elsewhere");
    }
}
