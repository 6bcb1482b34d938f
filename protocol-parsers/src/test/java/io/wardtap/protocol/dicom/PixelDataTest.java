package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.status.DecodeEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// Pixel data is stepped over and counted (PS3.5 Annex A.4).
class PixelDataTest {
    private static final String JPEG = "1.2.840.10008.1.2.4.50";

    private static DataSets head(TransferSyntax syntax) {
        return new DataSets(syntax)
                .text(0x0008_0005, "CS", "ISO_IR 100\\ISO 2022 IR 87")
                .text(0x0010_0010, "PN", "MUSTER^ERIKA")
                .text(0x0012_0063, "LO", "PS3.15")
                .text(0x0028_0008, "IS", "3")
                .bytes(0x0028_0010, "US", number(syntax, 512))
                .bytes(0x0028_0011, "US", number(syntax, 258));
    }

    private static byte[] number(TransferSyntax syntax, int value) {
        byte high = (byte) (value >>> 8);
        byte low = (byte) value;
        return syntax == TransferSyntax.EXPLICIT_BE
                ? new byte[] {high, low}
                : new byte[] {low, high};
    }

    /// An offset table and three fragments.
    static byte[] encapsulated() {
        return head(TransferSyntax.EXPLICIT_LE)
                .header(0x7FE0_0010, "OB", -1)
                .mark(0xFFFE_E000, 12)
                .raw(new byte[12])
                .mark(0xFFFE_E000, 10)
                .raw(new byte[10])
                .mark(0xFFFE_E000, 0)
                .mark(0xFFFE_E000, 300)
                .raw(new byte[300])
                .mark(0xFFFE_E0DD, 0)
                .toBytes();
    }

    private static DicomFacts parsed(List<Turn> turns) {
        return DicomConversation.message(DicomConversation.parsed(turns));
    }

    private static DicomFacts parsed(FramerFeeder fed) {
        return DicomConversation.message(DicomConversation.parsed(fed));
    }

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LE", "EXPLICIT_LE", "EXPLICIT_BE"})
    void countsNativePixelData(TransferSyntax syntax) {
        String uid =
                switch (syntax) {
                    case IMPLICIT_LE -> Pdus.IMPLICIT_LE;
                    case EXPLICIT_BE -> Pdus.EXPLICIT_BE;
                    default -> Pdus.EXPLICIT_LE;
                };
        byte[] dataSet = head(syntax).bytes(0x7FE0_0010, "OW", new byte[9000]).toBytes();

        DicomFacts facts = parsed(Vectors.store(uid, dataSet, 1000));

        assertThat(facts.pixelData).isTrue();
        assertThat(facts.pixelDataBytes).isEqualTo(9000);
        assertThat(facts.fragments).isEqualTo(-1);
        assertThat(facts.frames).isEqualTo(3);
        assertThat(facts.rows).isEqualTo(512);
        assertThat(facts.columns).isEqualTo(258);
        assertThat(facts.characterSet).isEqualTo("ISO 2022 IR 87");
        assertThat(facts.deidentificationMethod).isTrue();
        assertThat(facts.deidentified).isFalse();
        assertThat(facts.truncated).isFalse();
    }

    @Test
    void countsEncapsulatedPixelDataByFragment() {
        DicomFacts facts = parsed(Vectors.store(JPEG, encapsulated(), 16_000));

        assertThat(facts.pixelData).isTrue();
        assertThat(facts.fragments).isEqualTo(3);
        assertThat(facts.pixelDataBytes).isEqualTo(310);
        assertThat(facts.frames).isEqualTo(3);
        assertThat(facts.transferSyntaxUid).isEqualTo(JPEG);
        assertThat(facts.incomplete).isFalse();
    }

    @Test
    void everyCutCountsTheSame() {
        List<Turn> turns = Vectors.store(JPEG, encapsulated(), 16_000);
        List<FramerFeeder.Unit> whole = DicomConversation.framed(turns).units;
        int length = turns.stream().mapToInt(t -> t.bytes().length).sum();

        for (int cut = 1; cut < length; cut++) {
            FramerFeeder fed = DicomConversation.feeder().feedCutAt(turns, cut).end();
            assertThat(fed.units).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(DicomConversation.feeder().feedInPieces(turns, 1).end().units).isEqualTo(whole);
    }

    @Test
    void everyFragmentSizeCountsTheSame() {
        for (int fragment : new int[] {2, 6, 7, 8, 14, 40, 333}) {
            DicomFacts facts = parsed(Vectors.store(JPEG, encapsulated(), fragment));

            assertThat(facts.fragments).as("PDVs of %d", fragment).isEqualTo(3);
            assertThat(facts.pixelDataBytes).isEqualTo(310);
        }
    }

    @Test
    void goesOnBehindAGapInsideAFragment() {
        List<Turn> turns = Vectors.store(JPEG, encapsulated(), 16_000);
        DicomFacts facts = parsed(DicomConversation.framedWithGap(turns, 200, 100));

        assertThat(facts.incomplete).isTrue();
        assertThat(facts.fragments).isEqualTo(3);
        assertThat(facts.pixelDataBytes).isEqualTo(310);
    }

    @Test
    void keepsWhatItHasCountedWhenAFragmentsHeaderIsLost() {
        List<Turn> turns = Vectors.store(JPEG, encapsulated(), 16_000);
        DicomFacts facts = parsed(DicomConversation.framedWithGap(turns, 316, 100));

        assertThat(facts.incomplete).isTrue();
        assertThat(facts.fragments).isEqualTo(2);
        assertThat(facts.pixelDataBytes).isEqualTo(10);
    }

    @Test
    void whatIsNoFragmentIsMalformed() {
        byte[] dataSet =
                head(TransferSyntax.EXPLICIT_LE)
                        .header(0x7FE0_0010, "OB", -1)
                        .mark(0xFFFE_E000, 0)
                        .mark(0xFFFE_E000, -1)
                        .toBytes();
        FramerFeeder fed = DicomConversation.framed(Vectors.store(JPEG, dataSet, 16_000));
        DicomFacts facts = parsed(fed);

        assertThat(fed.count(DecodeEvent.DICOM_DATA_SET_MALFORMED)).isEqualTo(1);
        assertThat(facts.fragments).isZero();
        assertThat(DicomConversation.fields(facts)).contains("PatientName");
    }

    @Test
    void countsPrivateAttributesAndNotTheirReservations() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0060, "CS", "CT")
                        .text(0x0009_0010, "LO", "ACME 1.0")
                        .text(0x0009_1001, "LO", "x")
                        .text(0x0009_1002, "LO", "")
                        .bytes(0x0009_1003, "UN", new byte[4])
                        .toBytes();

        DicomFacts facts = parsed(Vectors.store(Pdus.EXPLICIT_LE, dataSet, 1000));

        assertThat(facts.privateAttributes).isEqualTo(2);
        assertThat(DicomConversation.fields(facts)).containsExactly("PrivateAttributes");
    }

    @Test
    void anUndefinedCharacterSetIsNotShown() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0005, "CS", "DOE^JANE")
                        .toBytes();

        assertThat(parsed(Vectors.store(Pdus.EXPLICIT_LE, dataSet, 1000)).characterSet)
                .isEqualTo("other");
    }

    @Test
    void aNameOfNothingButEscapesIsEmpty() {
        byte[] dataSet =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0005, "CS", "\\ISO 2022 IR 87")
                        .bytes(0x0010_0010, "PN", Hex.of("1B 24 42 1B 28 42"))
                        .text(0x0010_0020, "LO", "\u001b(B1 ")
                        .toBytes();

        assertThat(DicomConversation.fields(parsed(Vectors.store(Pdus.EXPLICIT_LE, dataSet, 1000))))
                .containsExactly("PatientID");
    }
}
