package io.wardtap.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// Feeds one conversation to a framer whole, cut in two at every byte, and byte by byte, and
/// demands the same units, counts and state each time. Each slice lies at the end of an array of
/// its own, at a random offset, so that a read past it throws, and is overwritten with random bytes
/// when the framer returns, so that a kept reference shows. Feeding ends where a lane's would: when
/// the framer has failed or the flow is encrypted.
///
///     RecordingUnitSink seen = SplitFeeder.of(MllpFramer::new)
///             .originator(message)
///             .responder(acknowledgement)
///             .end(ORIGINATOR)
///             .assertSameAtEveryCut();
public final class SplitFeeder {
    private static final long BUDGET_BYTES = 16 << 20;

    private sealed interface Step {}

    private static final class Slice implements Step {
        private final Direction from;
        private final byte[] bytes;

        private Slice(Direction from, byte[] bytes) {
            this.from = from;
            this.bytes = bytes;
        }
    }

    private record Gap(Direction from, long missingBytes) implements Step {}

    private record End(Direction from) implements Step {}

    private final Function<UnitAssembler, StreamFramer> create;
    private final List<Step> steps = new ArrayList<>();
    private final Random random = new Random(20);

    private SplitFeeder(Function<UnitAssembler, StreamFramer> create) {
        this.create = create;
    }

    public static SplitFeeder of(Function<UnitAssembler, StreamFramer> create) {
        return new SplitFeeder(create);
    }

    public SplitFeeder bytes(Direction from, byte[] bytes) {
        steps.add(new Slice(from, bytes.clone()));
        return this;
    }

    public SplitFeeder originator(byte[] bytes) {
        return bytes(Direction.ORIGINATOR, bytes);
    }

    public SplitFeeder originator(String latin1) {
        return originator(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public SplitFeeder responder(byte[] bytes) {
        return bytes(Direction.RESPONDER, bytes);
    }

    public SplitFeeder responder(String latin1) {
        return responder(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public SplitFeeder gap(Direction from, long missingBytes) {
        steps.add(new Gap(from, missingBytes));
        return this;
    }

    public SplitFeeder end(Direction from) {
        steps.add(new End(from));
        return this;
    }

    /// Feeds each slice whole to a new framer.
    public RecordingUnitSink feedWhole() {
        UnitAssembler assembler = new UnitAssembler(BUDGET_BYTES);
        RecordingUnitSink sink = new RecordingUnitSink();
        feed(create.apply(assembler), sink, -1, 0, Integer.MAX_VALUE);
        return sink;
    }

    /// Whether the framer gives the conversation up.
    public boolean isFailedWhenWhole() {
        StreamFramer framer = create.apply(new UnitAssembler(BUDGET_BYTES));
        feed(framer, new RecordingUnitSink(), -1, 0, Integer.MAX_VALUE);
        return framer.isFailed();
    }

    /// Whole, at every cut and byte by byte; one framer, reset between the runs.
    ///
    /// @return what the whole gave
    public RecordingUnitSink assertSameAtEveryCut() {
        UnitAssembler assembler = new UnitAssembler(BUDGET_BYTES);
        StreamFramer framer = create.apply(assembler);
        RecordingUnitSink whole = new RecordingUnitSink();
        feed(framer, whole, -1, 0, Integer.MAX_VALUE);
        boolean confirmed = framer.isConfirmed();
        boolean failed = framer.isFailed();
        RecordingUnitSink seen = new RecordingUnitSink();
        for (int step = 0; step < steps.size(); step++) {
            int length = steps.get(step) instanceof Slice slice ? slice.bytes.length : 0;
            for (int cut = 1; cut < length; cut++) {
                framer.reset();
                seen.clear();
                feed(framer, seen, step, cut, Integer.MAX_VALUE);
                String where = "slice %d cut at %d of %d".formatted(step, cut, length);
                assertSame(where, seen, whole, framer, confirmed, failed);
            }
        }
        for (int size = 1; size <= 3; size++) {
            framer.reset();
            seen.clear();
            feed(framer, seen, -1, 0, size);
            String where = "slices of " + size;
            assertSame(where, seen, whole, framer, confirmed, failed);
        }
        return whole;
    }

    private static void assertSame(
            String where,
            RecordingUnitSink seen,
            RecordingUnitSink whole,
            StreamFramer framer,
            boolean confirmed,
            boolean failed) {
        assertThat(seen.units()).as("units, %s", where).isEqualTo(whole.units());
        assertThat(seen.toString()).as("sums, %s", where).isEqualTo(whole.toString());
        assertThat(framer.isConfirmed()).as("confirmed, %s", where).isEqualTo(confirmed);
        assertThat(framer.isFailed()).as("failed, %s", where).isEqualTo(failed);
    }

    private void feed(
            StreamFramer framer, RecordingUnitSink sink, int cutStep, int cut, int sliceBytes) {
        for (int i = 0; i < steps.size(); i++) {
            if (framer.isFailed() || sink.isEncrypted()) {
                return;
            }
            switch (steps.get(i)) {
                case Slice slice -> feed(framer, sink, slice, i == cutStep ? cut : 0, sliceBytes);
                case Gap gap -> framer.onGap(gap.from, gap.missingBytes, sink);
                case End end -> framer.onEnd(end.from, sink);
            }
        }
    }

    private void feed(
            StreamFramer framer, RecordingUnitSink sink, Slice slice, int cut, int sliceBytes) {
        int length = slice.bytes.length;
        int at = 0;
        while (at < length) {
            int left = at < cut ? cut - at : length - at;
            int size = Math.min(left, sliceBytes);
            feedSlice(framer, sink, slice, at, at + size);
            at += size;
        }
    }

    private void feedSlice(
            StreamFramer framer, RecordingUnitSink sink, Slice slice, int from, int to) {
        if (framer.isFailed() || sink.isEncrypted()) {
            return;
        }
        int offset = random.nextInt(64);
        byte[] memory = new byte[offset + to - from];
        random.nextBytes(memory);
        System.arraycopy(slice.bytes, from, memory, offset, to - from);
        framer.onBytes(slice.from, memory, offset, to - from, sink);
        random.nextBytes(memory);
    }
}
