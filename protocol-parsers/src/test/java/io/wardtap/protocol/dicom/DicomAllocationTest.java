package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

class DicomAllocationTest {
    private static final int SLICE = 700;

    /// The conversation's slices, as they would lie in packets.
    private final List<MemorySegment> slices = new ArrayList<>();

    private final List<Direction> from = new ArrayList<>();
    private final UnitAssembler assembler = new UnitAssembler(0);
    private final PduFramer framer = new PduFramer(assembler);
    private final DicomParser parser = DicomConversation.parser();
    private final DicomFacts facts = new DicomFacts();
    private long units;

    private final UnitSink sink =
            new UnitSink() {
                @Override
                public void onUnit(
                        int type,
                        Direction from,
                        MemorySegment bytes,
                        long start,
                        int length,
                        long detail) {
                    units++;
                    facts.clear();
                    parser.onUnit(1, type, from, 0, bytes, start, length, detail, facts);
                }

                @Override
                public void onCount(int kind) {}

                @Override
                public void onEvent(DecodeEvent event) {}

                @Override
                public void onUninspected(long bytes) {}

                @Override
                public void onEncrypted() {}

                @Override
                public void onClientIs(Direction client) {}
            };

    private void slices(List<Turn> turns) {
        for (Turn turn : turns) {
            byte[] bytes = turn.bytes();
            MemorySegment all = Arena.ofAuto().allocate(bytes.length);
            MemorySegment.copy(bytes, 0, all, ValueLayout.JAVA_BYTE, 0, bytes.length);
            for (int at = 0; at < bytes.length; at += SLICE) {
                slices.add(all.asSlice(at, Math.min(SLICE, bytes.length - at)));
                from.add(turn.from());
            }
        }
    }

    private void conversation() {
        for (int i = 0; i < slices.size(); i++) {
            MemorySegment slice = slices.get(i);
            framer.onBytes(from.get(i), slice, 0, (int) slice.byteSize(), sink);
        }
        framer.onGap(Direction.ORIGINATOR, 10, sink);
        framer.onEnd(Direction.ORIGINATOR, sink);
        framer.onEnd(Direction.RESPONDER, sink);
        framer.reset();
        parser.onFlowEnd(1);
    }

    @Test
    void aConversationAllocatesNothingOnceWarm() {
        slices(Vectors.store());
        slices(
                Vectors.store(
                        Pdus.EXPLICIT_BE,
                        DataSetWalkerTest.sample(TransferSyntax.EXPLICIT_BE).toBytes(),
                        1300));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 3000; i++) {
            conversation();
        }

        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++) {
                conversation();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(units).isGreaterThan(10_000);
        assertThat(least).isZero();
    }

    @Test
    void probingAllocatesNothingOnceWarm() {
        DicomProbe probe = new DicomProbe();
        slices(Vectors.store());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int matches = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                MemorySegment slice = slices.get(i % slices.size());
                Verdict verdict =
                        probe.probe(
                                Direction.ORIGINATOR,
                                slice,
                                0,
                                (int) slice.byteSize(),
                                104,
                                i % 2 == 0);
                matches += verdict == Verdict.MATCH ? 1 : 0;
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(matches).isPositive();
        assertThat(least).isZero();
    }
}
