package io.wardtap.protocol.dicom;

import static io.wardtap.protocol.dicom.FramerFeeder.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class PduFramerGapTest {
    private static final byte[] FIRST = image("FIRST", 300);
    private static final byte[] SECOND = image("SECOND", 300);

    /// Two C-STOREs, the second of another size so that it can be told apart.
    private static final byte[] STREAM = Pdus.concat(store(FIRST), store(SECOND), Pdus.RELEASE_RQ);

    private static final int SECOND_BEGINS = store(FIRST).length;
    private static final int SECOND_ENDS = SECOND_BEGINS + store(SECOND).length;

    private static byte[] image(String name, int pixels) {
        return new DataSets(TransferSyntax.EXPLICIT_LE)
                .text(0x0008_0016, "UI", Pdus.CT)
                .text(0x0010_0010, "PN", name + "^PATIENT")
                .bytes(0x7FE0_0010, "OW", new byte[pixels])
                .toBytes();
    }

    private static byte[] store(byte[] dataSet) {
        byte[] head = Arrays.copyOfRange(dataSet, 0, 120);
        byte[] rest = Arrays.copyOfRange(dataSet, 120, dataSet.length);
        return Pdus.concat(
                Pdus.data(Pdus.pdv(1, 3, Pdus.request(1, Pdus.CT, true))),
                Pdus.data(Pdus.pdv(1, 0, head)),
                Pdus.data(Pdus.pdv(1, 2, rest)));
    }

    private static FramerFeeder associated() {
        List<Turn> turns = Vectors.store(Pdus.EXPLICIT_LE, FIRST, 1000);
        return DicomConversation.feeder().feed(turns.subList(0, 2));
    }

    private static FramerFeeder withGap(int from, int length) {
        FramerFeeder fed = associated();
        fed.feed(Direction.ORIGINATOR, Arrays.copyOfRange(STREAM, 0, from));
        fed.framer.onGap(Direction.ORIGINATOR, length, fed);
        fed.feed(Direction.ORIGINATOR, Arrays.copyOfRange(STREAM, from + length, STREAM.length));
        return fed.end();
    }

    @Test
    void neverReportsAMessageCompleteThatAGapTouched() {
        for (int length : new int[] {1, 2, 7, 64, 150, 400}) {
            for (int from = 0; from + length <= STREAM.length; from++) {
                FramerFeeder fed = withGap(from, length);
                List<DicomFacts> messages =
                        DicomConversation.parsed(fed).stream()
                                .filter(f -> f.kind == DicomFacts.Kind.MESSAGE)
                                .toList();
                boolean touchesFirst = from < SECOND_BEGINS;
                boolean touchesSecond = from + length > SECOND_BEGINS && from < SECOND_ENDS;
                int untouched = (touchesFirst ? 0 : 1) + (touchesSecond ? 0 : 1);

                long complete = messages.stream().filter(m -> !m.incomplete).count();

                assertThat(complete)
                        .as("gap of %d at %d: %s", length, from, fed.types())
                        .isLessThanOrEqualTo(untouched);
                if (!touchesFirst) {
                    assertThat(messages.getFirst().incomplete).isFalse();
                    assertThat(messages.getFirst().dataSetBytes).isEqualTo(FIRST.length);
                }
            }
        }
    }

    @Test
    void findsTheSecondMessageWhenTheGapLiesInTheFirst() {
        for (int from = 1; from + 64 < SECOND_BEGINS; from++) {
            FramerFeeder fed = withGap(from, 64);
            DicomFacts last =
                    DicomConversation.parsed(fed).stream()
                            .filter(f -> f.kind == DicomFacts.Kind.MESSAGE)
                            .reduce((a, b) -> b)
                            .orElseThrow();

            assertThat(last.incomplete).as("gap at %d: %s", from, fed.types()).isFalse();
            assertThat(last.dataSetBytes).isEqualTo(SECOND.length);
            assertThat(fed.framer.isFailed()).isFalse();
        }
    }

    @Test
    void keepsStepWhenTheGapLiesInsidePixelData() {
        int inPixels = SECOND_BEGINS - 100;
        FramerFeeder fed = withGap(inPixels, 50);
        List<DicomFacts> facts = DicomConversation.parsed(fed);

        assertThat(DicomConversation.message(facts).incomplete).isTrue();
        assertThat(DicomConversation.fields(DicomConversation.message(facts)))
                .contains("PatientName");
        assertThat(fed.count(DecodeEvent.DICOM_DESYNCHRONISED)).isZero();
        // all PDUs but the one that was touched
        assertThat(fed.counts[3]).isEqualTo(5);
        assertThat(fed.types()).contains(Dicom.RELEASE_RQ);
    }

    @Test
    void readsAReleaseRightAfterAGap() {
        FramerFeeder fed = withGap(SECOND_BEGINS, SECOND_ENDS - SECOND_BEGINS);

        assertThat(fed.types()).contains(Dicom.RELEASE_RQ);
        assertThat(fed.counts[4]).isEqualTo(1);
    }

    @Test
    void survivesAGapInsideAnAssociationPdu() {
        FramerFeeder fed = DicomConversation.feeder();
        byte[] request = Pdus.request("PACS", "CT1", Pdus.CT, Pdus.EXPLICIT_LE);

        fed.feed(Direction.ORIGINATOR, Arrays.copyOf(request, 40));
        fed.framer.onGap(Direction.ORIGINATOR, 20, fed);
        fed.feed(Direction.ORIGINATOR, Arrays.copyOfRange(request, 60, request.length));
        fed.feed(Direction.RESPONDER, Pdus.accept("PACS", "CT1", Pdus.EXPLICIT_LE));
        fed.feed(Direction.ORIGINATOR, STREAM).end();

        assertThat(fed.types())
                .containsExactly(
                        Dicom.ASSOCIATE_AC,
                        Dicom.COMMAND,
                        Dicom.DATA_SET,
                        Dicom.COMMAND,
                        Dicom.DATA_SET,
                        Dicom.RELEASE_RQ,
                        Dicom.CLOSED);
    }

    @Test
    void staysBoundedThroughManyGaps() {
        FramerFeeder fed = associated();

        for (int i = 0; i < 1000; i++) {
            int from = i * 37 % (STREAM.length - 50);
            fed.feed(Direction.ORIGINATOR, Arrays.copyOfRange(STREAM, from, from + 50));
            fed.framer.onGap(Direction.ORIGINATOR, 1 + i % 90, fed);
        }

        assertThat(fed.end().units).hasSizeLessThan(2000);
    }

    @Test
    void ignoresAGapOfNothing() {
        FramerFeeder fed = associated();
        fed.framer.onGap(Direction.ORIGINATOR, 0, fed);
        fed.feed(List.of(client(STREAM))).end();

        assertThat(fed.events).isEmpty();
        assertThat(fed.counts[3]).isEqualTo(6);
    }

    @Test
    void givesUpWhenNothingCredibleFollowsAGap() {
        FramerFeeder fed = associated();
        fed.framer.onGap(Direction.ORIGINATOR, 100, fed);

        byte[] nothing = new byte[1 << 20];
        for (int i = 0; i < 5 && !fed.framer.isFailed(); i++) {
            fed.feed(Direction.ORIGINATOR, nothing);
        }

        assertThat(fed.framer.isFailed()).isTrue();
        assertThat(fed.types()).endsWith(Dicom.CLOSED);
    }
}
