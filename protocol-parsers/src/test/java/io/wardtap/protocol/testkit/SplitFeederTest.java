package io.wardtap.protocol.testkit;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import org.junit.jupiter.api.Test;

import java.util.function.Function;

class SplitFeederTest {
    /// Units end with a line feed; `!` encrypts, `?` fails. Kept right by the tests, made faulty by
    /// those below.
    private static class LineFramer implements StreamFramer {
        private static final int LINE = 7;
        private final UnitAssembler assembler;
        private final long[] held = new long[2];
        private boolean confirmed;
        private boolean failed;

        LineFramer(UnitAssembler assembler) {
            this.assembler = assembler;
        }

        @Override
        public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
            for (int at = start; at < start + length; at++) {
                int octet = Bytes.u8(bytes, at);
                int side = from.ordinal();
                if (octet == '!') {
                    sink.onEncrypted();
                    return;
                }
                if (octet == '?') {
                    failed = true;
                    return;
                }
                if (octet != '\n') {
                    held[side] = assembler.append(held[side], bytes, at, 1);
                    continue;
                }
                sink.onUnit(
                        LINE,
                        from,
                        assembler.segment(held[side]),
                        assembler.start(held[side]),
                        assembler.length(held[side]),
                        side);
                sink.onCount(side);
                assembler.release(held[side]);
                held[side] = UnitAssembler.NONE;
                confirmed = true;
            }
        }

        @Override
        public void onGap(Direction from, long missingBytes, UnitSink sink) {
            assembler.release(held[from.ordinal()]);
            held[from.ordinal()] = UnitAssembler.NONE;
            sink.onUninspected(missingBytes);
        }

        @Override
        public void onEnd(Direction from, UnitSink sink) {
            if (held[from.ordinal()] != UnitAssembler.NONE) {
                sink.onEvent(DecodeEvent.HL7_INCOMPLETE);
            }
        }

        @Override
        public boolean isConfirmed() {
            return confirmed;
        }

        @Override
        public boolean isFailed() {
            return failed;
        }

        @Override
        public void reset() {
            for (int side = 0; side < held.length; side++) {
                assembler.release(held[side]);
                held[side] = UnitAssembler.NONE;
            }
            confirmed = false;
            failed = false;
        }
    }

    @Test
    void givesTheWholesUnitsWhenTheyAreTheSameAtEveryCut() {
        RecordingUnitSink seen =
                SplitFeeder.of(LineFramer::new)
                        .originator("one\ntw")
                        .responder("eins\n")
                        .originator("o\nlo")
                        .gap(ORIGINATOR, 9)
                        .originator("four\nfi")
                        .end(ORIGINATOR)
                        .assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(RecordingUnitSink.Unit::text)
                .containsExactly("one", "eins", "two", "four");
        assertThat(seen.units().get(1).from()).isEqualTo(RESPONDER);
        assertThat(seen.units(7)).hasSize(4);
        assertThat(seen.counts()).containsEntry(0, 3).containsEntry(1, 1);
        assertThat(seen.events()).containsEntry(DecodeEvent.HL7_INCOMPLETE, 1);
        assertThat(seen.uninspected()).isEqualTo(9);
        assertThat(seen.isEncrypted()).isFalse();
        assertThat(seen.client()).isNull();
    }

    @Test
    void feedsNoMoreOnceEncryptedOrFailed() {
        RecordingUnitSink encrypted =
                SplitFeeder.of(LineFramer::new)
                        .originator("a\n!b\n")
                        .originator("c\n")
                        .assertSameAtEveryCut();
        RecordingUnitSink failed =
                SplitFeeder.of(LineFramer::new)
                        .originator("a\n?b\n")
                        .originator("c\n")
                        .assertSameAtEveryCut();

        assertThat(encrypted.isEncrypted()).isTrue();
        assertThat(encrypted.units()).hasSize(1);
        assertThat(failed.units()).hasSize(1);
    }

    @Test
    void failsAFramerThatNeedsWholeSlices() {
        assertFaulty(
                AssertionError.class,
                a ->
                        new LineFramer(a) {
                            @Override
                            public void onBytes(
                                    Direction from,
                                    byte[] bytes,
                                    int start,
                                    int length,
                                    UnitSink sink) {
                                sink.onUnit(1, from, bytes, start, length, 0);
                            }
                        });
    }

    @Test
    void failsAFramerThatCountsSlices() {
        assertFaulty(
                AssertionError.class,
                a ->
                        new LineFramer(a) {
                            @Override
                            public void onBytes(
                                    Direction from,
                                    byte[] bytes,
                                    int start,
                                    int length,
                                    UnitSink sink) {
                                super.onBytes(from, bytes, start, length, sink);
                                sink.onEvent(DecodeEvent.HL7_EMPTY_BLOCK);
                            }
                        });
    }

    @Test
    void failsAFramerThatReadsPastItsSlice() {
        assertFaulty(
                IndexOutOfBoundsException.class,
                a ->
                        new LineFramer(a) {
                            @Override
                            public void onBytes(
                                    Direction from,
                                    byte[] bytes,
                                    int start,
                                    int length,
                                    UnitSink sink) {
                                super.onBytes(from, bytes, start, length, sink);
                                sink.onUninspected(Bytes.u8(bytes, start + length) & 0);
                            }
                        });
    }

    @Test
    void failsAFramerThatKeepsItsSlice() {
        assertFaulty(
                AssertionError.class,
                a ->
                        new LineFramer(a) {
                            private byte[] kept;
                            private int keptAt;

                            /// Tells each line's first byte, from where it came.
                            @Override
                            public void onBytes(
                                    Direction from,
                                    byte[] bytes,
                                    int start,
                                    int length,
                                    UnitSink sink) {
                                super.onBytes(from, bytes, start, length, sink);
                                if (from == RESPONDER) {
                                    return;
                                }
                                for (int at = start; at < start + length; at++) {
                                    if (kept == null) {
                                        kept = bytes;
                                        keptAt = at;
                                    }
                                    if (Bytes.u8(bytes, at) == '\n') {
                                        sink.onUninspected(Bytes.u8(kept, keptAt));
                                        kept = null;
                                    }
                                }
                            }

                            @Override
                            public void reset() {
                                super.reset();
                                kept = null;
                            }
                        });
    }

    @Test
    void failsAFramerThatRemembersTheFlowBefore() {
        assertFaulty(
                AssertionError.class,
                a ->
                        new LineFramer(a) {
                            @Override
                            public void reset() {
                                // forgets nothing
                            }
                        });
    }

    private static void assertFaulty(
            Class<? extends Throwable> wanted, Function<UnitAssembler, StreamFramer> framer) {
        SplitFeeder feeder = SplitFeeder.of(framer).originator("one\ntwo\nthr").responder("x\n");

        assertThatThrownBy(feeder::assertSameAtEveryCut).isInstanceOf(wanted);
    }
}
