package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class DataSetWalkerTest {
    private static final int PRIVATE = 0x0009_1001;
    private static final UnitAssembler ASSEMBLER = new UnitAssembler(0);

    /// What one walk kept: `tag[/nested]=value`, and the walk's flags and counts.
    private static final class Walk {
        final List<String> values = new ArrayList<>();
        int flags;
        long uninspected;
    }

    /// Text, private, nested, encapsulated-looking and empty elements, then pixel data.
    static DataSets sample(TransferSyntax syntax) {
        DataSets nested =
                new DataSets(syntax)
                        .text(0x0010_0020, "LO", "OTHER-ID")
                        .sequence(
                                0x0040_0100,
                                false,
                                new DataSets(syntax).text(0x0010_0010, "PN", "DEEP^NAME"));
        return new DataSets(syntax)
                .text(0x0008_0005, "CS", "ISO_IR 100")
                .text(0x0008_0050, "SH", "")
                .text(0x0008_0060, "CS", "MR")
                .bytes(PRIVATE, "OB", new byte[300])
                .text(0x0010_0010, "PN", "MUSTER^ERIKA")
                .text(0x0010_0020, "LO", "4711")
                .sequence(0x0010_1002, true, nested, nested)
                .sequence(0x0008_1120, false, nested)
                .sequence(0x0040_0275, true, new DataSets(syntax))
                .text(0x0018_1000, "LO", "SN-1")
                .bytes(0x7FE0_0010, "OW", new byte[4000])
                .text(0x0040_A160, "UT", "behind the pixels");
    }

    private static Walk walk(TransferSyntax syntax, byte[] dataSet, int pieces) {
        ValueCollector collector = new ValueCollector(ASSEMBLER);
        DataSetWalker walker = new DataSetWalker(collector);
        walker.begin(syntax, false);
        for (int at = 0; at < dataSet.length; at += pieces) {
            walker.onBytes(dataSet, at, Math.min(pieces, dataSet.length - at));
        }
        assertThat(walker.totalBytes()).isEqualTo(dataSet.length);
        Walk walk = new Walk();
        walk.uninspected = walker.uninspectedBytes();
        FramerFeeder sink = DicomConversation.feeder();
        collector.emit(sink, Direction.ORIGINATOR, walker.flagsAtEnd(), 1, walker, dataSet.length);
        byte[] kept = sink.units.getFirst().bytes();
        DataSetUnit unit = new DataSetUnit();
        unit.wrap(kept, 0, kept.length);
        walk.flags = unit.flags();
        while (unit.next()) {
            String value =
                    new String(
                            kept,
                            unit.valueStart(),
                            unit.valueLength(),
                            StandardCharsets.ISO_8859_1);
            walk.values.add(
                    "%08x%s=%s"
                            .formatted(unit.tag(), unit.isNested() ? "/nested" : "", value.trim()));
        }
        return walk;
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LE", "EXPLICIT_LE", "EXPLICIT_BE"})
    void keepsWantedValuesUpToThePixelData(TransferSyntax syntax) {
        Walk walk = walk(syntax, sample(syntax).toBytes(), Integer.MAX_VALUE);

        assertThat(walk.values)
                .containsExactly(
                        "00080005=ISO_IR 100",
                        "00080060=MR",
                        "00100010=MUSTER^ERIKA",
                        "00100020=4711",
                        "00101002=",
                        "00100020/nested=OTHER-ID",
                        "00100010/nested=DEEP^NAME",
                        "00100020/nested=OTHER-ID",
                        "00100010/nested=DEEP^NAME",
                        "00081120=",
                        "00100020/nested=OTHER-ID",
                        "00100010/nested=DEEP^NAME",
                        "00181000=SN-1");
        int order = syntax == TransferSyntax.EXPLICIT_BE ? DataSetUnit.BIG_ENDIAN : 0;
        assertThat(walk.flags).isEqualTo(DataSetUnit.PIXEL_DATA | DataSetUnit.OTHER_VALUES | order);
        assertThat(walk.uninspected).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LE", "EXPLICIT_LE", "EXPLICIT_BE"})
    void keepsTheSameForEveryCut(TransferSyntax syntax) {
        byte[] dataSet = sample(syntax).toBytes();
        Walk whole = walk(syntax, dataSet, dataSet.length);

        for (int pieces = 1; pieces < 60; pieces++) {
            Walk cut = walk(syntax, dataSet, pieces);
            assertThat(cut.values).as("pieces of %d", pieces).isEqualTo(whole.values);
            assertThat(cut.flags).isEqualTo(whole.flags);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LE", "EXPLICIT_LE", "EXPLICIT_BE"})
    void guessesTheSyntaxOfAnUnknownOne(TransferSyntax syntax) {
        Walk walk = walk(TransferSyntax.UNKNOWN, sample(syntax).toBytes(), 7);

        assertThat(walk.values).contains("00100010=MUSTER^ERIKA");
        assertThat(walk.flags & DataSetUnit.GUESSED_SYNTAX).isNotZero();
    }

    @Test
    void believesTheBytesWhenTheyAreNotAsNegotiated() {
        byte[] implicit = sample(TransferSyntax.IMPLICIT_LE).toBytes();
        byte[] explicit = sample(TransferSyntax.EXPLICIT_LE).toBytes();

        assertThat(walk(TransferSyntax.EXPLICIT_LE, implicit, 9).values)
                .contains("00100010=MUSTER^ERIKA");
        assertThat(walk(TransferSyntax.IMPLICIT_LE, explicit, 9).values)
                .contains("00100010=MUSTER^ERIKA");
    }

    @Test
    void readsUnOfUndefinedLengthAsImplicit() {
        byte[] inside =
                new DataSets(TransferSyntax.IMPLICIT_LE)
                        .mark(0xFFFE_E000, -1)
                        .text(0x0010_0010, "PN", "IN^UN")
                        .mark(0xFFFE_E00D, 0)
                        .mark(0xFFFE_E0DD, 0)
                        .toBytes();
        for (TransferSyntax outer :
                List.of(TransferSyntax.EXPLICIT_LE, TransferSyntax.EXPLICIT_BE)) {
            byte[] dataSet =
                    new DataSets(outer)
                            .text(0x0008_0060, "CS", "MR")
                            .header(PRIVATE, "UN", -1)
                            .raw(inside)
                            .text(0x0010_0020, "LO", "AFTER")
                            .toBytes();

            Walk walk = walk(outer, dataSet, 5);

            assertThat(walk.values)
                    .containsExactly("00080060=MR", "00100010/nested=IN^UN", "00100020=AFTER");
            assertThat(walk.flags & ~DataSetUnit.BIG_ENDIAN).isZero();
        }
    }

    @Test
    void findsPrivateSequencesOfDefinedLengthInImplicitSyntax() {
        byte[] dataSet =
                new DataSets(TransferSyntax.IMPLICIT_LE)
                        .text(0x0008_0060, "CS", "MR")
                        .sequence(
                                PRIVATE,
                                true,
                                new DataSets(TransferSyntax.IMPLICIT_LE)
                                        .text(0x0010_0010, "PN", "HIDDEN^NAME"))
                        .text(0x0010_0020, "LO", "AFTER")
                        .toBytes();

        assertThat(walk(TransferSyntax.IMPLICIT_LE, dataSet, 3).values)
                .containsExactly("00080060=MR", "00100010/nested=HIDDEN^NAME", "00100020=AFTER");
    }

    @Test
    void stepsOverEncapsulatedIconsInSequences() {
        byte[] icon =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .header(0x7FE0_0010, "OB", -1)
                        .mark(0xFFFE_E000, 0)
                        .mark(0xFFFE_E000, 6)
                        .raw(new byte[6])
                        .mark(0xFFFE_E0DD, 0)
                        .toBytes();
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0060, "CS", "MR")
                        .sequence(
                                0x0088_0200,
                                false,
                                new DataSets(TransferSyntax.EXPLICIT_LE).raw(icon))
                        .text(0x0018_1000, "LO", "AFTER")
                        .toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, dataSet, 4);

        assertThat(walk.values).containsExactly("00080060=MR", "00880200=", "00181000=AFTER");
        assertThat(walk.flags).isZero();
    }

    @Test
    void goesOnAfterASequenceThatIsBrokenInside() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0060, "CS", "MR")
                        .header(0x0008_1120, "SQ", 20)
                        .raw(new byte[20])
                        .text(0x0010_0010, "PN", "AFTER^ALL")
                        .toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, dataSet, 6);

        assertThat(walk.values).containsExactly("00080060=MR", "00100010=AFTER^ALL");
        assertThat(walk.flags & DataSetUnit.MALFORMED).isNotZero();
        assertThat(walk.uninspected).isEqualTo(12);
    }

    @Test
    void stopsWhereNothingAroundSaysHowToGoOn() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0010_0010, "PN", "BEFORE^IT")
                        .mark(0xFFFE_E0DD, 0)
                        .text(0x0010_0020, "LO", "LOST")
                        .toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, dataSet, 1000);

        assertThat(walk.values).containsExactly("00100010=BEFORE^IT");
        assertThat(walk.flags).isEqualTo(DataSetUnit.MALFORMED | DataSetUnit.TRUNCATED);
        assertThat(walk.uninspected).isEqualTo(12);
    }

    @Test
    void keepsOnlyTheHeadOfALongValue() {
        String name = "X".repeat(300);
        byte[] dataSet =
                new DataSets(TransferSyntax.IMPLICIT_LE)
                        .text(0x0010_0010, "PN", name)
                        .text(0x0010_4000, "LT", name)
                        .toBytes();

        assertThat(walk(TransferSyntax.IMPLICIT_LE, dataSet, 11).values)
                .containsExactly("00100010=" + "X".repeat(256), "00104000=" + "X".repeat(32));
    }

    @Test
    void keepsFewValuesOfOneAttributeInSequences() {
        DataSets[] items = new DataSets[50];
        Arrays.setAll(
                items,
                i -> new DataSets(TransferSyntax.EXPLICIT_LE).text(0x0040_A123, "PN", "P^" + i));
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .sequence(0x0040_A730, true, items)
                        .text(0x0010_0010, "PN", "TOP^LEVEL")
                        .toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, dataSet, 1000);

        assertThat(walk.values).hasSize(1 + ValueCollector.MAX_NESTED_VALUES + 1);
        assertThat(walk.values.getLast()).isEqualTo("00100010=TOP^LEVEL");
        assertThat(walk.flags & DataSetUnit.TRUNCATED).isZero();
    }

    @Test
    void stopsAfterTheLastItemOfItsBudget() {
        DataSets[] items = new DataSets[DataSetWalker.MAX_ITEMS + 1];
        Arrays.fill(items, new DataSets(TransferSyntax.EXPLICIT_LE));
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0010_0020, "LO", "ID")
                        .sequence(0x0040_A730, true, items)
                        .text(0x0010_0010, "PN", "TOO^LATE")
                        .toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, dataSet, 1000);

        assertThat(walk.values).containsExactly("00100020=ID");
        assertThat(walk.flags & DataSetUnit.TRUNCATED).isNotZero();
        assertThat(walk.uninspected).isEqualTo(16);
    }

    @Test
    void stopsAfterTheBytesOfItsBudget() {
        DataSets many = new DataSets(TransferSyntax.IMPLICIT_LE);
        for (int i = 0; i < DataSetWalker.MAX_WALKED_BYTES / 8 + 1; i++) {
            many.text(0x0009_1010, "LO", "");
        }
        byte[] dataSet = many.text(0x0010_0010, "PN", "TOO^LATE").toBytes();

        Walk walk = walk(TransferSyntax.IMPLICIT_LE, dataSet, 1000);

        assertThat(walk.values).isEmpty();
        assertThat(walk.flags & DataSetUnit.TRUNCATED).isNotZero();
        assertThat(walk.uninspected).isPositive();
    }

    @Test
    void aLongValueNobodyWantsDoesNotUseTheBudgetUp() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0060, "CS", "MR")
                        .bytes(PRIVATE, "OB", new byte[DataSetWalker.MAX_WALKED_BYTES * 2])
                        .text(0x0010_0010, "PN", "STILL^FOUND")
                        .toBytes();

        assertThat(walk(TransferSyntax.EXPLICIT_LE, dataSet, 1460).values)
                .contains("00100010=STILL^FOUND");
    }

    @Test
    void stepsOverSequencesThatLieTooDeep() {
        DataSets inside =
                new DataSets(TransferSyntax.EXPLICIT_LE).text(0x0010_0010, "PN", "TOO^DEEP");
        for (int i = 0; i < 20; i++) {
            inside =
                    new DataSets(TransferSyntax.EXPLICIT_LE)
                            .text(0x0010_0020, "LO", "L" + i)
                            .sequence(0x0040_A730, true, inside);
        }
        byte[] dataSet = inside.text(0x0018_1000, "LO", "AFTER").toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, dataSet, 50);

        assertThat(walk.values).contains("00181000=AFTER").doesNotContain("00100010=TOO^DEEP");
        assertThat(walk.flags & DataSetUnit.TRUNCATED).isNotZero();
        assertThat(walk.uninspected).isPositive();
    }

    @Test
    void anUndefinedLengthIsMalformedWhereNoneIsAllowed() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0060, "CS", "MR")
                        .header(0x0040_A160, "UT", -1)
                        .toBytes();

        assertThat(walk(TransferSyntax.EXPLICIT_LE, dataSet, 50).flags)
                .isEqualTo(DataSetUnit.MALFORMED | DataSetUnit.TRUNCATED);
    }

    @Test
    void marksASequenceOnlyWhenSomethingIsInIt() {
        DataSets empty = new DataSets(TransferSyntax.IMPLICIT_LE).text(0x0010_0020, "LO", "");
        DataSets full = new DataSets(TransferSyntax.IMPLICIT_LE).text(0x0008_1150, "UI", "1.2.3");
        byte[] dataSet =
                new DataSets(TransferSyntax.IMPLICIT_LE)
                        .sequence(0x0008_1120, false, empty)
                        .sequence(0x0010_1002, true, full)
                        .toBytes();

        assertThat(walk(TransferSyntax.IMPLICIT_LE, dataSet, 50).values)
                .containsExactly("00101002=");
    }

    @Test
    void knowsADataSetThatItsSenderCut() {
        byte[] dataSet = sample(TransferSyntax.EXPLICIT_LE).toBytes();

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, Arrays.copyOf(dataSet, 120), 1000);

        assertThat(walk.flags & DataSetUnit.MALFORMED).isNotZero();
    }

    @Test
    void stopsWhenItHasKeptEnough() {
        DataSets many = new DataSets(TransferSyntax.EXPLICIT_LE);
        for (int i = 0; i < ValueCollector.MAX_VALUES + 10; i++) {
            many.text(0x0010_0020, "LO", "AGAIN" + i);
        }

        Walk walk = walk(TransferSyntax.EXPLICIT_LE, many.toBytes(), 1000);

        assertThat(walk.values).hasSize(ValueCollector.MAX_VALUES);
        assertThat(walk.flags & DataSetUnit.TRUNCATED).isNotZero();
        assertThat(walk.uninspected).isPositive();
    }
}
