package io.wardtap.protocol.dicom;

import static io.wardtap.protocol.dicom.FramerFeeder.client;
import static io.wardtap.protocol.dicom.FramerFeeder.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.DicomCommands.StatusClass;
import io.wardtap.protocol.dicom.FramerFeeder.Turn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// Command sets of every service (PS3.7 sections 9.3 and 10.3), as messages.
class DimseTest {
    private static final String COMMITMENT = "1.2.840.10008.1.20.1";
    private static final Turn REQUEST =
            client(Pdus.request("PACS", "CT1", Pdus.CT, Pdus.IMPLICIT_LE, Pdus.EXPLICIT_LE));
    private static final Turn ACCEPT = server(Pdus.accept("PACS", "CT1", Pdus.EXPLICIT_LE));

    private static DicomFacts message(byte[]... elements) {
        byte[] pdu = Pdus.data(Pdus.pdv(1, 3, Pdus.command(elements)));
        return DicomConversation.message(
                DicomConversation.parsed(List.of(REQUEST, ACCEPT, client(pdu))));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x0001, 0x8001, 0x0010, 0x8010, 0x0020, 0x8020, 0x0021, 0x8021, 0x0030, 0x8030,
                0x0FFF, 0x0100, 0x8100, 0x0110, 0x8110, 0x0120, 0x8120, 0x0130, 0x8130, 0x0140,
                0x8140, 0x0150, 0x8150
            })
    void everyCommandIsAMessageWithAName(int commandField) {
        DicomFacts facts =
                message(
                        Pdus.textElement(0x0002, Pdus.CT),
                        Pdus.us(0x0100, commandField),
                        Pdus.us(0x0110, 3),
                        Pdus.us(0x0800, 0x0101));

        assertThat(facts.commandField).isEqualTo(commandField);
        assertThat(DicomCommands.name(commandField)).isNotEqualTo("UNKNOWN");
        assertThat(facts.messageId).isEqualTo(3);
        assertThat(facts.hasDataSet).isFalse();
    }

    @Test
    void aCancelNamesTheRequestItStops() {
        DicomFacts facts =
                message(Pdus.us(0x0100, 0x0FFF), Pdus.us(0x0120, 41), Pdus.us(0x0800, 0x0101));

        assertThat(facts.commandField).isEqualTo(DicomCommands.C_CANCEL_RQ);
        assertThat(facts.messageId).isEqualTo(41);
        // its context's abstract syntax stands in: a cancel names no SOP class
        assertThat(facts.affectedSopClassUid).isEqualTo(Pdus.CT);
    }

    @Test
    void readsActionAndEventTypes() {
        DicomFacts action =
                message(
                        Pdus.textElement(0x0003, COMMITMENT),
                        Pdus.us(0x0100, DicomCommands.N_ACTION_RQ),
                        Pdus.us(0x0110, 1),
                        Pdus.us(0x0800, 0x0101),
                        Pdus.textElement(0x1001, "1.2.840.10008.1.20.1.1"),
                        Pdus.us(0x1008, 1));
        DicomFacts event =
                message(
                        Pdus.textElement(0x0002, COMMITMENT),
                        Pdus.us(0x0100, DicomCommands.N_EVENT_REPORT_RQ),
                        Pdus.us(0x0110, 1),
                        Pdus.us(0x0800, 0x0101),
                        Pdus.textElement(0x1000, "1.2.840.10008.1.20.1.1"),
                        Pdus.us(0x1002, 2));

        assertThat(action.actionTypeId).isEqualTo(1);
        assertThat(action.eventTypeId).isEqualTo(-1);
        assertThat(event.eventTypeId).isEqualTo(2);
        assertThat(SopClasses.isStorageCommitment(action.affectedSopClassUid)).isTrue();
        // affected and requested instance are one instance; padding is no part of it
        assertThat(action.sopInstanceHash).isEqualTo(event.sopInstanceHash).isNotZero();
    }

    @Test
    void readsSubOperationsAndMoveOriginator() {
        DicomFacts response =
                message(
                        Pdus.us(0x0100, DicomCommands.C_MOVE_RSP),
                        Pdus.us(0x0120, 9),
                        Pdus.us(0x0800, 0x0101),
                        Pdus.us(0x0900, 0xFF00),
                        Pdus.us(0x1020, 5),
                        Pdus.us(0x1021, 4),
                        Pdus.us(0x1022, 2),
                        Pdus.us(0x1023, 1));
        DicomFacts store =
                message(
                        Pdus.textElement(0x0002, Pdus.CT),
                        Pdus.us(0x0100, DicomCommands.C_STORE_RQ),
                        Pdus.us(0x0110, 2),
                        Pdus.us(0x0700, 1),
                        Pdus.us(0x0800, 0x0101),
                        Pdus.textElement(0x1030, "WS7"),
                        Pdus.us(0x1031, 9));

        assertThat(response.remainingSubOperations).isEqualTo(5);
        assertThat(response.completedSubOperations).isEqualTo(4);
        assertThat(response.failedSubOperations).isEqualTo(2);
        assertThat(response.warningSubOperations).isEqualTo(1);
        assertThat(store.moveOriginatorAeTitle).isEqualTo("WS7");
        assertThat(store.moveOriginatorMessageId).isEqualTo(9);
        assertThat(store.priority).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0x0000, SUCCESS", "0x0001, WARNING", "0x0107, WARNING", "0x0116, WARNING",
        "0x0110, FAILURE", "0x0122, FAILURE", "0x0124, FAILURE", "0x0213, FAILURE",
        "0xA700, FAILURE", "0xA801, FAILURE", "0xA900, FAILURE", "0xC000, FAILURE",
        "0xB000, WARNING", "0xB007, WARNING", "0xB604, WARNING", "0xFE00, CANCEL",
        "0xFF00, PENDING", "0xFF01, PENDING", "0xFF02, FAILURE"
    })
    void classesOfStatuses(String status, StatusClass expected) {
        assertThat(DicomCommands.statusClass(Integer.decode(status))).isEqualTo(expected);
    }

    @Test
    void aMessageHasTheTransferSyntaxOfItsContext() {
        DicomFacts facts =
                message(
                        Pdus.textElement(0x0002, Pdus.CT),
                        Pdus.us(0x0100, DicomCommands.C_ECHO_RQ),
                        Pdus.us(0x0110, 1),
                        Pdus.us(0x0800, 0x0101));

        assertThat(facts.transferSyntaxUid).isEqualTo(Pdus.EXPLICIT_LE);
        assertThat(facts.contextUnknown).isFalse();
    }

    @Test
    void inMidstreamItSaysThatContextsAreUnknown() {
        DicomFacts facts =
                DicomConversation.message(
                        DicomConversation.parsed(
                                List.of(
                                        client(
                                                Pdus.concat(
                                                        Vectors.STORE_COMMAND,
                                                        Vectors.STORE_DATA)))));

        assertThat(facts.contextUnknown).isTrue();
        assertThat(facts.transferSyntaxUid).isEmpty();
        assertThat(facts.guessedSyntax).isTrue();
        assertThat(facts.affectedSopClassUid).isEqualTo("1.2.840.10008.5.1.4.1.1.7");
        assertThat(DicomConversation.fields(facts)).contains("PatientName", "PatientID");
    }
}
