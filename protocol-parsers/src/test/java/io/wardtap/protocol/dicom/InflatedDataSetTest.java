package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/// Deflated data sets (PS3.5 Annex A.5).
class InflatedDataSetTest {
    static byte[] deflated(byte[] dataSet) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(dataSet);
        deflater.finish();
        byte[] out = new byte[dataSet.length + 1000];
        int n = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, n + n % 2);
    }

    private static DataSets patient() {
        return new DataSets(TransferSyntax.EXPLICIT_LE)
                .text(0x0008_0060, "CS", "MR")
                .text(0x0008_0070, "LO", "ACME")
                .text(0x0010_0010, "PN", "MUSTER^ERIKA")
                .text(0x0010_0020, "LO", "4711")
                .sequence(
                        0x0040_0275,
                        false,
                        new DataSets(TransferSyntax.EXPLICIT_LE).text(0x0008_0050, "SH", "ACC-1"));
    }

    private static DicomFacts store(byte[] deflated, int fragment) {
        return DicomConversation.message(
                DicomConversation.parsed(Vectors.store(Pdus.DEFLATED, deflated, fragment)));
    }

    @Test
    void findsWhatTheSameDataSetHasWithoutDeflation() {
        byte[] plain = patient().bytes(0x7FE0_0010, "OW", new byte[50_000]).toBytes();
        DicomFacts expected =
                DicomConversation.message(
                        DicomConversation.parsed(Vectors.store(Pdus.EXPLICIT_LE, plain, 16_000)));

        DicomFacts facts = store(deflated(plain), 100);

        assertThat(DicomConversation.fields(facts))
                .isEqualTo(DicomConversation.fields(expected))
                .contains("AccessionNumber");
        assertThat(facts.phi.patientHash(0)).isEqualTo(expected.phi.patientHash(0));
        assertThat(facts.manufacturer).isEqualTo("ACME");
        assertThat(facts.pixelDataBytes).isEqualTo(50_000);
        assertThat(facts.deflated).isTrue();
        assertThat(facts.truncated).isFalse();
        assertThat(facts.guessedSyntax).isFalse();
        assertThat(facts.incomplete).isFalse();
        assertThat(facts.dataSetBytes).isEqualTo(deflated(plain).length);
    }

    @Test
    void everyCutHandsOnTheSame() {
        List<Turn> turns = Vectors.store(Pdus.DEFLATED, deflated(patient().toBytes()), 50);
        List<FramerFeeder.Unit> whole = DicomConversation.framed(turns).units;
        int length = turns.stream().mapToInt(t -> t.bytes().length).sum();

        for (int cut = 1; cut < length; cut++) {
            assertThat(DicomConversation.feeder().feedCutAt(turns, cut).end().units)
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
    }

    @Test
    void saysThatAStreamWentOverTheBound() {
        // so much before the identifier that the bound comes first, and well compressed
        byte[] bomb =
                new DataSets(TransferSyntax.EXPLICIT_LE)
                        .text(0x0008_0060, "CS", "MR")
                        .bytes(0x0009_1001, "OB", new byte[InflatedDataSet.MAX_BYTES * 8])
                        .text(0x0010_0010, "PN", "BEHIND^THE BOUND")
                        .toBytes();

        DicomFacts facts = store(deflated(bomb), 16_000);

        assertThat(facts.truncated).isTrue();
        assertThat(DicomConversation.fields(facts)).doesNotContain("PatientName");
    }

    @Test
    void readsAHeadThatComesBeforeMuchPixelData() {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        byte[] sent = deflated(patient().bytes(0x7FE0_0010, "OW", noise).toBytes());
        FramerFeeder fed = DicomConversation.framed(Vectors.store(Pdus.DEFLATED, sent, 16_000));
        DicomFacts facts = DicomConversation.message(DicomConversation.parsed(fed));

        assertThat(facts.truncated).isFalse();
        assertThat(DicomConversation.fields(facts)).contains("PatientName", "PatientID");
        assertThat(fed.uninspectedBytes).isEqualTo(sent.length - ValueCollector.MAX_STREAM_BYTES);
    }

    @Test
    void saysThatAStreamWasCutBeforeThePixelData() {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        byte[] sent =
                deflated(
                        new DataSets(TransferSyntax.EXPLICIT_LE)
                                .text(0x0008_0060, "CS", "MR")
                                .bytes(0x0009_1001, "OB", noise)
                                .text(0x0010_0010, "PN", "BEHIND^THE CUT")
                                .toBytes());

        assertThat(store(sent, 16_000).truncated).isTrue();
    }

    @Test
    void brokenStreamsAreTruncatedAndNothingElse() {
        byte[] sound = deflated(patient().toBytes());
        Random random = new Random(11);
        int truncated = 0;
        for (int i = 0; i < 2000; i++) {
            byte[] broken = sound.clone();
            broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            DicomFacts facts = store(broken, 64);
            assertThat(facts.deflated).isTrue();
            truncated += facts.truncated ? 1 : 0;
        }
        assertThat(truncated).isGreaterThan(100);
    }

    @Test
    void whatALossLeavesOfAStreamIsReadUpToIt() {
        byte[] noise = new byte[3000];
        new Random(3).nextBytes(noise);
        byte[] sent = deflated(patient().bytes(0x0011_1001, "OB", noise).toBytes());
        List<Turn> turns = Vectors.store(Pdus.DEFLATED, sent, 16_000);
        FramerFeeder fed = DicomConversation.framedWithGap(turns, 1000, 500);

        DicomFacts facts = DicomConversation.message(DicomConversation.parsed(fed));

        assertThat(facts.incomplete).isTrue();
        assertThat(facts.truncated).isTrue();
        assertThat(DicomConversation.fields(facts)).contains("PatientName", "PatientID");
    }

    @Test
    void anAnswerWithoutDeflationIsNotTouched() {
        List<Turn> turns = Vectors.store();

        assertThat(DicomConversation.message(DicomConversation.parsed(turns)).deflated).isFalse();
    }
}
