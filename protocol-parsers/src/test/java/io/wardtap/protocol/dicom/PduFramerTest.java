package io.wardtap.protocol.dicom;

import static io.wardtap.protocol.dicom.FramerFeeder.client;
import static io.wardtap.protocol.dicom.FramerFeeder.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class PduFramerTest {
    private static FramerFeeder feeder() {
        return DicomConversation.feeder();
    }

    private static int size(List<Turn> turns) {
        return turns.stream().mapToInt(t -> t.bytes().length).sum();
    }

    @Test
    void handsAssociationPdusOnWhole() {
        FramerFeeder fed = feeder().feed(Direction.ORIGINATOR, Vectors.ECHO_REQUEST);

        assertThat(fed.units).hasSize(1);
        assertThat(fed.units.getFirst().type()).isEqualTo(Dicom.ASSOCIATE_RQ);
        assertThat(fed.units.getFirst().bytes()).isEqualTo(Vectors.ECHO_REQUEST);
        assertThat(fed.counts).containsExactly(1, 0, 0, 0, 0, 0, 0);
        assertThat(fed.framer.isConfirmed()).isTrue();
        assertThat(fed.client).isEqualTo(Direction.ORIGINATOR);
        assertThat(fed.events).isEmpty();
    }

    @Test
    void cutsAStoreIntoItsUnits() {
        FramerFeeder fed = DicomConversation.framed(Vectors.store());

        assertThat(fed.types())
                .containsExactly(
                        Dicom.ASSOCIATE_RQ,
                        Dicom.ASSOCIATE_AC,
                        Dicom.COMMAND,
                        Dicom.DATA_SET,
                        Dicom.COMMAND,
                        Dicom.RELEASE_RQ,
                        Dicom.RELEASE_RP);
        assertThat(fed.counts).containsExactly(1, 1, 0, 3, 1, 1, 0);
        assertThat(fed.events).isEmpty();
        assertThat(fed.units.get(2).detail()).isEqualTo(Dicom.DATA_SET_FOLLOWS | 0xC9);
        assertThat(fed.units.get(3).detail()).isEqualTo(0x7A);
        assertThat(fed.units.get(4).detail()).isEqualTo(0xC9);
    }

    @Test
    void givesTheSameUnitsForEveryCut() {
        List<Turn> turns = Vectors.store();
        FramerFeeder whole = DicomConversation.framed(turns);

        for (int cut = 1; cut < size(turns); cut++) {
            FramerFeeder fed = feeder().feedCutAt(turns, cut).end();
            assertThat(fed.units).as("cut at %d", cut).isEqualTo(whole.units);
            assertThat(fed.counts).as("cut at %d", cut).isEqualTo(whole.counts);
        }
        for (int size = 1; size < 40; size++) {
            FramerFeeder fed = feeder().feedInPieces(turns, size).end();
            assertThat(fed.units).as("pieces of %d", size).isEqualTo(whole.units);
            assertThat(fed.counts).as("pieces of %d", size).isEqualTo(whole.counts);
        }
    }

    @Test
    void givesTheSameUnitsForEveryCutOfFragmentedCommandsAndDataSets() {
        byte[] command = Pdus.request(1, Pdus.CT, true);
        byte[] data = DataSetWalkerTest.sample(TransferSyntax.EXPLICIT_BE).toBytes();
        byte[] pdus =
                Pdus.concat(
                        Pdus.data(
                                Pdus.pdv(1, 1, Arrays.copyOfRange(command, 0, 10)),
                                Pdus.pdv(1, 1, Arrays.copyOfRange(command, 10, 40))),
                        Pdus.data(
                                Pdus.pdv(1, 3, Arrays.copyOfRange(command, 40, command.length)),
                                Pdus.pdv(1, 0, Arrays.copyOfRange(data, 0, 3))),
                        Pdus.data(Pdus.pdv(1, 0, Arrays.copyOfRange(data, 3, 17))),
                        Pdus.data(Pdus.pdv(1, 0, Arrays.copyOfRange(data, 17, data.length))),
                        Pdus.data(Pdus.pdv(1, 2, new byte[0])));
        List<Turn> turns =
                List.of(
                        client(Pdus.request("A", "B", Pdus.CT, Pdus.EXPLICIT_BE)),
                        server(Pdus.accept("A", "B", Pdus.EXPLICIT_BE)),
                        client(pdus));
        FramerFeeder whole = DicomConversation.framed(turns);

        assertThat(whole.types()).contains(Dicom.COMMAND, Dicom.DATA_SET, Dicom.CLOSED);
        assertThat(whole.events).isEmpty();
        for (int cut = 1; cut < size(turns); cut++) {
            FramerFeeder fed = feeder().feedCutAt(turns, cut).end();
            assertThat(fed.units).as("cut at %d", cut).isEqualTo(whole.units);
        }
        assertThat(feeder().feedInPieces(turns, 1).end().units).isEqualTo(whole.units);
    }

    @Test
    void doesNotCountAPduThatTheStreamsEndCuts() {
        FramerFeeder fed = feeder();
        fed.feed(Direction.ORIGINATOR, Arrays.copyOf(Vectors.ECHO_REQUEST, 210)).end();

        assertThat(fed.counts).containsOnly(0);
        assertThat(fed.units).isEmpty();
    }

    @Test
    void saysWhenARequestWasNeverAnswered() {
        FramerFeeder fed = feeder().feed(Direction.ORIGINATOR, Vectors.ECHO_REQUEST).end();

        assertThat(fed.types()).containsExactly(Dicom.ASSOCIATE_RQ, Dicom.UNANSWERED);
        assertThat(fed.units.getLast().from()).isEqualTo(Direction.ORIGINATOR);
    }

    @Test
    void saysOnceWhenAnAssociationWasNeitherReleasedNorAborted() {
        List<Turn> turns = Vectors.store().subList(0, 4);
        FramerFeeder fed = DicomConversation.framed(turns).end();

        assertThat(fed.types().stream().filter(t -> t == Dicom.CLOSED)).hasSize(1);
        assertThat(fed.types().getLast()).isEqualTo(Dicom.CLOSED);
    }

    @Test
    void handsACutDataSetOnAsIncomplete() {
        List<Turn> turns = Vectors.store();
        byte[] cut = Pdus.concat(Vectors.STORE_COMMAND, Arrays.copyOf(Vectors.STORE_DATA, 60));
        FramerFeeder fed =
                DicomConversation.framed(List.of(turns.get(0), turns.get(1), client(cut)));

        assertThat(fed.types()).containsSubsequence(Dicom.COMMAND, Dicom.DATA_SET, Dicom.CLOSED);
        DataSetUnit unit = dataSet(fed);
        assertThat(unit.has(DataSetUnit.INCOMPLETE)).isTrue();
        assertThat(fed.count(DecodeEvent.DICOM_MESSAGE_INCOMPLETE)).isEqualTo(1);
        assertThat(fed.counts[3]).isEqualTo(1);
    }

    @Test
    void closesAMessageWhoseDataSetNeverCame() {
        List<Turn> turns = Vectors.store();
        byte[] twice =
                Pdus.concat(Vectors.STORE_COMMAND, Vectors.STORE_COMMAND, Vectors.STORE_DATA);
        FramerFeeder fed =
                DicomConversation.framed(List.of(turns.get(0), turns.get(1), client(twice)));

        assertThat(fed.types())
                .containsSubsequence(Dicom.COMMAND, Dicom.DATA_SET, Dicom.COMMAND, Dicom.DATA_SET);
        assertThat(dataSet(fed).has(DataSetUnit.INCOMPLETE)).isTrue();
        assertThat(fed.units.get(5).hex()).startsWith("0040c900");
    }

    @Test
    void failsAtOnceOnBytesThatAreNotDicom() {
        FramerFeeder fed = feeder();
        fed.feed(Direction.ORIGINATOR, Pdus.text("GET / HTTP/1.1\r\n\r\n")).end();

        assertThat(fed.framer.isFailed()).isTrue();
        assertThat(fed.framer.isConfirmed()).isFalse();
        assertThat(fed.units).isEmpty();
    }

    @Test
    void readsDataSetsOfAStreamPickedUpInMidstream() {
        FramerFeeder fed =
                feeder().feed(
                                Direction.ORIGINATOR,
                                Pdus.concat(Vectors.STORE_COMMAND, Vectors.STORE_DATA));

        assertThat(fed.types()).containsExactly(Dicom.COMMAND, Dicom.DATA_SET);
        assertThat(fed.framer.isConfirmed()).isTrue();
        assertThat(dataSet(fed).flags())
                .isEqualTo(DataSetUnit.GUESSED_SYNTAX | DataSetUnit.OTHER_VALUES);
    }

    @Test
    void findsTheNextPduWhenItBeginsAmidstAnother() {
        FramerFeeder fed = feeder().feed(Direction.RESPONDER, Vectors.STORE_RESPONSE);
        byte[] middle = Arrays.copyOfRange(Vectors.STORE_DATA, 40, Vectors.STORE_DATA.length);
        byte[] next = Pdus.concat(middle, Vectors.STORE_COMMAND, Vectors.STORE_DATA);

        fed.feed(Direction.ORIGINATOR, next);

        assertThat(fed.types()).containsExactly(Dicom.COMMAND, Dicom.COMMAND, Dicom.DATA_SET);
        assertThat(fed.count(DecodeEvent.DICOM_DESYNCHRONISED)).isEqualTo(1);
        assertThat(fed.framer.isFailed()).isFalse();
    }

    @Test
    void givesUpAfterThreeVainResynchronisations() {
        FramerFeeder fed = feeder().feed(Direction.ORIGINATOR, Vectors.ECHO_REQUEST);
        byte[] credible = Pdus.data(Pdus.pdv(1, 0, new byte[8]));

        for (int i = 0; i < 8 && !fed.framer.isFailed(); i++) {
            fed.feed(Direction.ORIGINATOR, Pdus.concat(Pdus.text("garbage!!"), credible));
        }

        assertThat(fed.framer.isFailed()).isTrue();
        assertThat(fed.count(DecodeEvent.DICOM_DESYNCHRONISED))
                .isEqualTo(FramedAssociation.MAX_RESYNCHRONISATIONS + 1);
        int units = fed.units.size();
        fed.feed(Direction.ORIGINATOR, Vectors.ECHO_REQUEST).end();
        assertThat(fed.units).hasSize(units);
    }

    @Test
    void stepsOverTheRestOfAPduWhosePdvsDoNotAddUp() {
        List<Turn> turns = Vectors.store();
        byte[] wrong = Hex.of("04 00 00 00 00 0C | 00 00 FF FF 01 03 | 01 02 03 04 05 06");
        FramerFeeder fed =
                DicomConversation.framed(
                        List.of(turns.get(0), turns.get(1), client(wrong), turns.get(2)));

        assertThat(fed.count(DecodeEvent.DICOM_PDV_MALFORMED)).isEqualTo(1);
        assertThat(fed.types()).contains(Dicom.DATA_SET);
        assertThat(fed.counts[3]).isEqualTo(3);
    }

    @Test
    void goesOnAfterEmptyPdusAndPdvs() {
        List<Turn> turns = Vectors.store();
        byte[] empty =
                Pdus.concat(
                        Hex.of("04 00 00 00 00 00"),
                        Hex.of("04 00 00 00 00 06 00 00 00 02 C9 01"),
                        Hex.of("04 00 00 00 00 06 00 00 00 00 C9 01"));
        FramerFeeder fed =
                DicomConversation.framed(
                        List.of(turns.get(0), turns.get(1), client(empty), turns.get(2)));

        assertThat(fed.counts[3]).isEqualTo(5);
        assertThat(fed.count(DecodeEvent.DICOM_PDV_MALFORMED)).isEqualTo(2);
        assertThat(fed.types()).containsSubsequence(Dicom.COMMAND, Dicom.DATA_SET);
    }

    @Test
    void countsPDataLongerThanNegotiated() {
        List<Turn> turns = Vectors.store();
        byte[] big = Pdus.data(Pdus.pdv(0xC9, 0, new byte[20_000]));
        FramerFeeder fed =
                DicomConversation.framed(List.of(turns.get(0), turns.get(1), client(big)));

        assertThat(fed.count(DecodeEvent.DICOM_PDU_OVERSIZE)).isEqualTo(1);
        assertThat(fed.counts[3]).isEqualTo(1);
    }

    @Test
    void failsOnAnAssociationPduOverItsLimit() {
        FramerFeeder fed = feeder();
        fed.feed(Direction.ORIGINATOR, Hex.of("01 00 00 04 00 01 00 01 00 00"));

        assertThat(fed.framer.isFailed()).isTrue();
        assertThat(fed.count(DecodeEvent.DICOM_PDU_OVERSIZE)).isEqualTo(1);
    }

    @Test
    void stepsOverACommandSetOverItsLimit() {
        List<Turn> turns = Vectors.store();
        byte[] huge = new byte[0];
        for (int i = 0; i < 5; i++) {
            huge = Pdus.concat(huge, Pdus.data(Pdus.pdv(0xC9, i == 4 ? 3 : 1, new byte[16_000])));
        }
        FramerFeeder fed =
                DicomConversation.framed(
                        List.of(turns.get(0), turns.get(1), client(huge), turns.get(2)));

        assertThat(fed.count(DecodeEvent.DICOM_COMMAND_OVERSIZE)).isEqualTo(1);
        assertThat(fed.types()).containsSubsequence(Dicom.COMMAND, Dicom.DATA_SET);
    }

    @Test
    void countsWhatComesOutOfTurn() {
        FramerFeeder fed =
                DicomConversation.framed(
                        List.of(
                                client(Pdus.request("A", "B", Pdus.CT, Pdus.IMPLICIT_LE)),
                                client(Pdus.data(Pdus.pdv(1, 3, Pdus.request(0x30, "1.2", false)))),
                                server(Pdus.accept("A", "B", Pdus.IMPLICIT_LE))));

        assertThat(fed.count(DecodeEvent.DICOM_UNEXPECTED_PDU)).isEqualTo(2);
        assertThat(fed.types()).contains(Dicom.COMMAND);
    }

    @Test
    void endsTheFirstAssociationWhenASecondOneIsAskedForOnTheSameConnection() {
        List<Turn> turns = Vectors.store();
        FramerFeeder fed =
                DicomConversation.framed(List.of(turns.get(0), turns.get(1), turns.get(0)));

        assertThat(fed.types())
                .containsExactly(
                        Dicom.ASSOCIATE_RQ,
                        Dicom.ASSOCIATE_AC,
                        Dicom.CLOSED,
                        Dicom.ASSOCIATE_RQ,
                        Dicom.UNANSWERED);
    }

    @Test
    void countsContextsThatWereRefused() {
        byte[] refused =
                Pdus.associate(
                        2,
                        "A",
                        "B",
                        Pdus.item(0x21, new byte[] {1, 0, 3, 0}),
                        Pdus.userInformation());
        FramerFeeder fed =
                DicomConversation.framed(
                        List.of(
                                client(Pdus.request("A", "B", Pdus.CT, Pdus.IMPLICIT_LE)),
                                server(refused),
                                client(
                                        Pdus.data(
                                                Pdus.pdv(
                                                        1, 3, Pdus.request(0x30, "1.2", false))))));

        assertThat(fed.count(DecodeEvent.DICOM_PDV_MALFORMED)).isEqualTo(1);
    }

    @Test
    void handsOnTheBeginningOfADeflateStream() {
        byte[] deflated = HexFormat.of().parseHex("0102030405060708090a");
        FramerFeeder fed = DicomConversation.framed(Vectors.store(Pdus.DEFLATED, deflated, 3));

        DataSetUnit unit = dataSet(fed);
        assertThat(fed.uninspectedBytes).isZero();
        assertThat(unit.flags()).isEqualTo(DataSetUnit.DEFLATED);
        assertThat(unit.streamLength()).isEqualTo(10);
        assertThat(
                        HexFormat.of()
                                .formatHex(
                                        unit.segment(),
                                        unit.streamStart(),
                                        unit.streamStart() + unit.streamLength()))
                .isEqualTo("0102030405060708090a");
    }

    @Test
    void countsWhatItDoesNotKeepOfADeflateStreamAsUninspected() {
        byte[] deflated = new byte[ValueCollector.MAX_STREAM_BYTES + 1000];
        FramerFeeder fed = DicomConversation.framed(Vectors.store(Pdus.DEFLATED, deflated, 16_000));

        DataSetUnit unit = dataSet(fed);
        assertThat(fed.uninspectedBytes).isEqualTo(1000);
        assertThat(unit.flags()).isEqualTo(DataSetUnit.DEFLATED | DataSetUnit.DEFLATED_CUT);
        assertThat(unit.streamLength()).isEqualTo(ValueCollector.MAX_STREAM_BYTES);
    }

    @Test
    void givesItsMemoryBackOnReset() {
        UnitAssembler assembler = new UnitAssembler(0);
        PduFramer framer = new PduFramer(assembler);
        FramerFeeder fed = new FramerFeeder(framer);
        List<Turn> turns = Vectors.store();

        for (int i = 0; i < 200; i++) {
            fed.feed(turns.subList(0, 2));
            fed.feed(Direction.ORIGINATOR, Vectors.STORE_COMMAND);
            fed.feed(Direction.ORIGINATOR, Arrays.copyOf(Vectors.STORE_DATA, 120));
            fed.feed(Direction.RESPONDER, Arrays.copyOf(Vectors.STORE_RESPONSE, 40));
            framer.reset();
        }

        assertThat(assembler.evictions()).isZero();
        assertThat(assembler.refusals()).isZero();
        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(4 << 20);
        assertThat(new FramerFeeder(framer).feed(turns).end().units)
                .isEqualTo(DicomConversation.framed(turns).units);
    }

    private static DataSetUnit dataSet(FramerFeeder fed) {
        byte[] bytes =
                fed.units.stream()
                        .filter(u -> u.type() == Dicom.DATA_SET)
                        .findFirst()
                        .orElseThrow()
                        .bytes();
        DataSetUnit unit = new DataSetUnit();
        unit.wrap(bytes, 0, bytes.length);
        return unit;
    }
}
