package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.UnitAssembler;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Whatever the wire brings: no exception, no unit beyond its bounds, and what was untouched comes
/// out as it went in.
class DicomPropertiesTest {
    private static final UnitAssembler ASSEMBLER = new UnitAssembler(0);

    private static FramerFeeder feeder() {
        return new FramerFeeder(new PduFramer(ASSEMBLER));
    }

    private static List<Turn> conversation(int kind) {
        TransferSyntax[] syntaxes = {
            TransferSyntax.IMPLICIT_LE, TransferSyntax.EXPLICIT_LE, TransferSyntax.EXPLICIT_BE
        };
        String[] uids = {Pdus.IMPLICIT_LE, Pdus.EXPLICIT_LE, Pdus.EXPLICIT_BE};
        byte[] dataSet = DataSetWalkerTest.sample(syntaxes[kind]).toBytes();
        return Vectors.store(uids[kind], dataSet, 600);
    }

    private static void assertBounded(FramerFeeder fed) {
        for (FramerFeeder.Unit unit : fed.units) {
            int limit =
                    switch (unit.type()) {
                        case Dicom.DATA_SET -> ValueCollector.MAX_BYTES + 64;
                        case Dicom.COMMAND -> Dicom.COMMAND_MAX_BYTES;
                        default -> Dicom.ASSOCIATE_MAX_BYTES + 6;
                    };
            assertThat(unit.hex().length() / 2).isLessThanOrEqualTo(limit);
        }
        // all facts can be read from whatever came out
        assertThat(DicomConversation.parsed(fed)).hasSizeLessThanOrEqualTo(fed.units.size());
    }

    @Property(tries = 600)
    void survivesChangedBytes(
            @ForAll @IntRange(max = 2) int kind,
            @ForAll @IntRange(min = 1, max = 12) int changes,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3000) int pieces) {
        Random random = new Random(seed);
        List<Turn> changed = new ArrayList<>();
        List<Turn> turns = conversation(kind);
        int victim = random.nextInt(turns.size());
        for (int i = 0; i < turns.size(); i++) {
            byte[] bytes = turns.get(i).bytes().clone();
            for (int j = 0; i == victim && j < changes; j++) {
                int at = random.nextInt(bytes.length);
                // lengths and types are more telling than pixels
                at = random.nextBoolean() ? at % Math.min(bytes.length, 300) : at;
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : 0xFF);
            }
            changed.add(new Turn(turns.get(i).from(), bytes));
        }

        FramerFeeder whole = feeder().feed(changed).end();
        FramerFeeder cut = feeder().feedInPieces(changed, pieces).end();

        assertBounded(whole);
        assertThat(cut.units).isEqualTo(whole.units);
        assertThat(cut.counts).isEqualTo(whole.counts);
        assertThat(cut.events).isEqualTo(whole.events);
        assertThat(cut.uninspectedBytes).isEqualTo(whole.uninspectedBytes);
    }

    @Property(tries = 400)
    void survivesGapsAndRepeatedPieces(
            @ForAll @IntRange(max = 2) int kind,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int cuts) {
        Random random = new Random(seed);
        FramerFeeder fed = feeder();
        for (Turn turn : conversation(kind)) {
            byte[] bytes = turn.bytes();
            int at = 0;
            for (int i = 0; i < cuts && at < bytes.length; i++) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(400));
                switch (random.nextInt(4)) {
                    case 0 -> fed.framer.onGap(turn.from(), end - at, fed);
                    case 1 -> {
                        fed.feed(turn.from(), Arrays.copyOfRange(bytes, at, end));
                        fed.feed(turn.from(), Arrays.copyOfRange(bytes, at, end));
                    }
                    default -> fed.feed(turn.from(), Arrays.copyOfRange(bytes, at, end));
                }
                at = end;
            }
        }

        assertBounded(fed.end());
    }

    @Property(tries = 400)
    void survivesNoiseAfterAnAssociation(
            @ForAll @Size(max = 3000) byte[] noise, @ForAll @IntRange(max = 2) int kind) {
        FramerFeeder fed = feeder().feed(conversation(kind).subList(0, 2));

        fed.feed(Direction.ORIGINATOR, noise);
        fed.feed(Direction.RESPONDER, Pdus.data(Pdus.pdv(1, 2, noise)));

        assertBounded(fed.end());
    }

    @Property(tries = 400)
    void anyDataSetIsWalkedTheSameInAnyPieces(
            @ForAll("elements") List<int[]> elements,
            @ForAll @IntRange(min = 1, max = 50) int pieces,
            @ForAll @IntRange(max = 2) int kind) {
        TransferSyntax[] syntaxes = {
            TransferSyntax.IMPLICIT_LE, TransferSyntax.EXPLICIT_LE, TransferSyntax.EXPLICIT_BE
        };
        String[] uids = {Pdus.IMPLICIT_LE, Pdus.EXPLICIT_LE, Pdus.EXPLICIT_BE};
        DataSets dataSet = new DataSets(syntaxes[kind]).text(0x0008_0060, "CS", "MR");
        boolean named = false;
        for (int[] element : elements) {
            String value = "V".repeat(element[1]);
            switch (element[0]) {
                case 0 -> dataSet.text(0x0009_1001, "LO", value);
                case 1 -> {
                    dataSet.text(0x0010_0010, "PN", value);
                    named |= !value.isEmpty();
                }
                case 2 ->
                        dataSet.sequence(
                                0x0008_1120,
                                element[1] % 2 == 0,
                                new DataSets(syntaxes[kind]).text(0x0008_0050, "SH", value));
                default -> dataSet.bytes(0x0011_0010, "OB", new byte[element[1] * 2]);
            }
        }
        List<Turn> turns = Vectors.store(uids[kind], dataSet.toBytes(), 10_000);

        FramerFeeder fed = feeder().feedInPieces(turns, pieces).end();
        DicomFacts message = DicomConversation.message(DicomConversation.parsed(fed));

        assertThat(fed.units).isEqualTo(feeder().feed(turns).end().units);
        assertThat(message.truncated).isFalse();
        assertThat(message.incomplete).isFalse();
        assertThat(message.dataSetBytes).isEqualTo(dataSet.toBytes().length);
        assertThat(DicomConversation.fields(message).contains("PatientName")).isEqualTo(named);
    }

    @Provide
    Arbitrary<List<int[]>> elements() {
        Arbitrary<int[]> element =
                Arbitraries.integers()
                        .between(0, 3)
                        .flatMap(
                                what ->
                                        Arbitraries.integers()
                                                .between(0, 70)
                                                .map(length -> new int[] {what, length}));
        return element.list().ofMaxSize(20);
    }
}
