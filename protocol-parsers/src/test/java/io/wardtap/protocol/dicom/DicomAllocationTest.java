package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class DicomAllocationTest {
    private static final int SLICE = 700;

    /// The conversation's slices, as they would lie in packets.
    private final List<byte[]> slices = new ArrayList<>();

    private final List<Direction> from = new ArrayList<>();
    private final UnitAssembler assembler = new UnitAssembler(0);
    private final PduFramer framer = new PduFramer(assembler);
    private final DicomParser parser = DicomConversation.parser();
    private final DicomFacts facts = new DicomFacts();
    private long units;
    private long matches;
    private final DicomProbe probe = new DicomProbe();

    private final UnitSink sink =
            new UnitSink() {
                @Override
                public void onUnit(
                        int type,
                        Direction from,
                        byte[] bytes,
                        int start,
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
            for (int at = 0; at < bytes.length; at += SLICE) {
                slices.add(Arrays.copyOfRange(bytes, at, Math.min(at + SLICE, bytes.length)));
                from.add(turn.from());
            }
        }
    }

    private void conversation() {
        for (int i = 0; i < slices.size(); i++) {
            byte[] slice = slices.get(i);
            framer.onBytes(from.get(i), slice, 0, slice.length, sink);
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

        AllocationMeter.assertAllocatesNothing(100, this::conversation);

        assertThat(units).isGreaterThan(3000);
        assertThat(assembler.evictions()).isZero();
    }

    @Test
    void aDeflatedDataSetAllocatesNothingOnceWarm() {
        slices(
                Vectors.store(
                        Pdus.DEFLATED,
                        InflatedDataSetTest.deflated(
                                DataSetWalkerTest.sample(TransferSyntax.EXPLICIT_LE).toBytes()),
                        1300));

        AllocationMeter.assertAllocatesNothing(100, this::conversation);

        assertThat(units).isGreaterThan(500);
    }

    @Test
    void encapsulatedPixelDataAllocatesNothingOnceWarm() {
        slices(Vectors.store("1.2.840.10008.1.2.4.50", PixelDataTest.encapsulated(), 130));

        AllocationMeter.assertAllocatesNothing(100, this::conversation);

        assertThat(units).isGreaterThan(500);
    }

    @Test
    void aNegotiationOfEveryItemAllocatesNothingOnceWarm() {
        slices(NegotiationTest.everything());

        AllocationMeter.assertAllocatesNothing(100, this::conversation);

        assertThat(units).isGreaterThan(200);
    }

    @Test
    void probingAllocatesNothingOnceWarm() {
        slices(Vectors.store());

        AllocationMeter.assertAllocatesNothing(100, this::probeAll);

        assertThat(matches).isPositive();
    }

    private void probeAll() {
        for (int i = 0; i < slices.size(); i++) {
            probe(slices.get(i));
        }
    }

    private void probe(byte[] slice) {
        int length = slice.length;
        Verdict midstream = probe.probe(Direction.ORIGINATOR, slice, 0, length, 104, true);
        Verdict begin = probe.probe(Direction.ORIGINATOR, slice, 0, length, 104, false);
        matches += midstream == Verdict.MATCH ? 1 : 0;
        matches += begin == Verdict.MATCH ? 1 : 0;
        matches += probe.findStart(Direction.ORIGINATOR, slice, 0, length) > 0 ? 1 : 0;
    }
}
