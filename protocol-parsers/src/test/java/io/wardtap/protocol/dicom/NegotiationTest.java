package io.wardtap.protocol.dicom;

import static io.wardtap.protocol.dicom.FramerFeeder.client;
import static io.wardtap.protocol.dicom.FramerFeeder.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.DicomFacts.Kind;
import io.wardtap.protocol.dicom.DicomFacts.Result;
import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.status.DecodeEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// All that the two A-ASSOCIATE PDUs can say, item by item.
class NegotiationTest {
    /// PS3.7 Annex D.3.3.3 to D.3.3.7: every sub-item a requestor may send.
    private static final byte[] REQUESTOR_ITEMS =
            Hex.of(
                    """
                    53 00 00 04 | 00 08 | 00 01                 # 8 invoked, 1 performed
                    54 00 00 1D | 00 19 "1.2.840.10008.5.1.4.1.1.2" | 00 01     # SCP of CT storage
                    54 00 00 1F | 00 1B "1.2.840.10008.5.1.4.1.2.2.1" | 01 00   # SCU of study root find
                    56 00 00 21 | 00 1B "1.2.840.10008.5.1.4.1.2.2.1" | 01 01 00 00   # relational
                    57 00 00 34                                 # common extended negotiation
                    00 19 "1.2.840.10008.5.1.4.1.1.2"           #   SOP class
                    00 11 "1.2.840.10008.4.2"                   #   service class: Storage
                    00 04 | 00 02 "1."                  #   related general SOP classes
                    58 00 00 12 | 02 | 01 | 00 05 "nurse" | 00 07 "s3cret!"     # passcode, answer wanted
                    """);

    /// PS3.7 Annex D.3.3: what an acceptor answers to them.
    private static final byte[] ACCEPTOR_ITEMS =
            Hex.of(
                    """
                    53 00 00 04 | 00 04 | 00 01
                    54 00 00 1D | 00 19 "1.2.840.10008.5.1.4.1.1.2" | 00 01
                    56 00 00 21 | 00 1B "1.2.840.10008.5.1.4.1.2.2.1" | 01 00 00 00
                    59 00 00 06 | 00 04 DE AD BE EF             # server response
                    """);

    private static byte[] proposed(int id, String abstractSyntax) {
        return Pdus.item(
                0x20,
                Pdus.concat(
                        new byte[] {(byte) id, 0, 0, 0},
                        Pdus.item(0x30, Pdus.text(abstractSyntax)),
                        Pdus.item(0x40, Pdus.text(Pdus.IMPLICIT_LE))));
    }

    private static byte[] answered(int id, int result) {
        return Pdus.item(
                0x21,
                Pdus.concat(
                        new byte[] {(byte) id, 0, (byte) result, 0},
                        Pdus.item(0x40, Pdus.text(Pdus.IMPLICIT_LE))));
    }

    static List<Turn> everything() {
        return List.of(
                client(
                        Pdus.associate(
                                1,
                                "PACS",
                                "WS1",
                                proposed(1, Pdus.CT),
                                proposed(3, Pdus.STUDY_FIND),
                                Pdus.userInformation(REQUESTOR_ITEMS))),
                server(
                        Pdus.associate(
                                2,
                                "PACS",
                                "WS1",
                                answered(1, 0),
                                answered(3, 0),
                                Pdus.userInformation(ACCEPTOR_ITEMS))));
    }

    @Test
    void readsEveryUserItemOfBothEnds() {
        DicomFacts facts = DicomConversation.parsed(everything()).getFirst();
        Negotiation all = facts.negotiation;

        assertThat(all.proposedContexts).isEqualTo(2);
        assertThat(all.acceptedContexts).isEqualTo(2);
        assertThat(all.refusedContexts()).isZero();
        assertThat(all.contextFaults).isZero();
        assertThat(facts.maximumPduLength).isEqualTo(16384);
        assertThat(all.acceptorMaximumPduLength).isEqualTo(16384);
        assertThat(all.invokedOperations).isEqualTo(8);
        assertThat(all.performedOperations).isEqualTo(1);
        assertThat(all.acceptedInvokedOperations).isEqualTo(4);
        assertThat(all.acceptedPerformedOperations).isEqualTo(1);
        assertThat(all.roleSelections).isEqualTo(2);
        assertThat(all.scpRoleUids).containsExactly(Pdus.CT);
        assertThat(all.acceptedScpRoles).isEqualTo(1);
        assertThat(all.extendedUids).containsExactly(Pdus.STUDY_FIND);
        assertThat(all.relationalQueries).isTrue();
        assertThat(all.relationalQueriesAccepted).isTrue();
        assertThat(all.commonExtended).isEqualTo(1);
        assertThat(facts.userIdentityType).isEqualTo(2);
        assertThat(facts.userIdentityHash).isNotZero();
        assertThat(all.identityBytes).isEqualTo(5);
        assertThat(all.passcode).isTrue();
        assertThat(all.identityResponseRequested).isTrue();
        assertThat(all.serverResponseBytes).isEqualTo(4);
    }

    @Test
    void everyCutTellsTheSame() {
        List<Turn> turns = everything();
        List<FramerFeeder.Unit> whole = DicomConversation.framed(turns).units;
        int length = turns.stream().mapToInt(t -> t.bytes().length).sum();

        for (int cut = 1; cut < length; cut++) {
            FramerFeeder fed = DicomConversation.feeder().feedCutAt(turns, cut).end();
            assertThat(fed.units).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void noPrefixOfTheUserItemsIsReadBeyondItsEnd() {
        for (int length = 0; length < REQUESTOR_ITEMS.length; length++) {
            byte[] some = java.util.Arrays.copyOf(REQUESTOR_ITEMS, length);
            DicomFacts facts =
                    DicomConversation.parsed(
                                    List.of(
                                            client(
                                                    Pdus.associate(
                                                            1,
                                                            "PACS",
                                                            "WS1",
                                                            proposed(1, Pdus.CT),
                                                            Pdus.userInformation(some)))))
                            .getFirst();

            assertThat(facts.callingAeTitle).isEqualTo("WS1");
            assertThat(facts.negotiation.commonExtended).isEqualTo(length < 169 ? 0 : 1);
        }
    }

    @Test
    void countsContextsByTheAcceptorsResult() {
        Negotiation all =
                DicomConversation.parsed(
                                List.of(
                                        client(
                                                Pdus.associate(
                                                        1,
                                                        "PACS",
                                                        "WS1",
                                                        proposed(1, Pdus.CT),
                                                        proposed(3, "1.2.3"),
                                                        proposed(5, "1.2.4"),
                                                        proposed(7, "1.2.5"),
                                                        proposed(9, "1.2.6"),
                                                        Pdus.userInformation())),
                                        server(
                                                Pdus.associate(
                                                        2,
                                                        "PACS",
                                                        "WS1",
                                                        answered(1, 0),
                                                        answered(3, 1),
                                                        answered(5, 2),
                                                        answered(7, 3),
                                                        answered(9, 4),
                                                        Pdus.userInformation()))))
                        .getFirst()
                        .negotiation;

        assertThat(all.proposedContexts).isEqualTo(5);
        assertThat(all.acceptedContexts).isEqualTo(1);
        assertThat(all.userRejectedContexts).isEqualTo(1);
        assertThat(all.unexplainedContexts).isEqualTo(1);
        assertThat(all.abstractSyntaxRefused).isEqualTo(1);
        assertThat(all.transferSyntaxesRefused).isEqualTo(1);
        assertThat(all.refusedContexts()).isEqualTo(4);
        assertThat(all.contextFaults).isZero();
    }

    @Test
    void evenAndRepeatedContextIdsAreFaultsAndChangeNothing() {
        byte[] request =
                Pdus.associate(
                        1,
                        "PACS",
                        "WS1",
                        proposed(1, Pdus.CT),
                        proposed(2, "1.2.3"),
                        proposed(0, "1.2.5"),
                        proposed(1, "1.2.4"),
                        Pdus.userInformation());
        FramerFeeder framed = DicomConversation.framed(List.of(client(request)));
        DicomFacts facts = DicomConversation.parsed(framed).getFirst();

        assertThat(framed.count(DecodeEvent.DICOM_PDU_MALFORMED)).isEqualTo(1);
        assertThat(facts.negotiation.contextFaults).isEqualTo(3);
        assertThat(facts.negotiation.proposedContexts).isEqualTo(1);
        assertThat(facts.abstractSyntaxUids).containsExactly(Pdus.CT);
    }

    @Test
    void anAnswerToWhatWasNotProposedIsAFault() {
        Negotiation all =
                DicomConversation.parsed(
                                List.of(
                                        client(
                                                Pdus.request(
                                                        "PACS", "WS1", Pdus.CT, Pdus.IMPLICIT_LE)),
                                        server(
                                                Pdus.associate(
                                                        2,
                                                        "PACS",
                                                        "WS1",
                                                        answered(1, 0),
                                                        answered(5, 0),
                                                        Pdus.userInformation()))))
                        .getFirst()
                        .negotiation;

        assertThat(all.contextFaults).isEqualTo(1);
    }

    @Test
    void theNextAssociationOfAFlowKeepsNothingOfTheOneBefore() {
        DicomFacts second =
                DicomConversation.parsed(
                                List.of(
                                        everything().get(0),
                                        everything().get(1),
                                        client(Pdus.RELEASE_RQ),
                                        server(Pdus.RELEASE_RP),
                                        client(
                                                Pdus.request(
                                                        "PACS", "WS1", Pdus.CT, Pdus.IMPLICIT_LE)),
                                        server(Pdus.accept("PACS", "WS1", Pdus.IMPLICIT_LE))))
                        .get(2);

        assertThat(second.kind).isEqualTo(Kind.ASSOCIATION);
        assertThat(second.negotiation.extendedUids).isEmpty();
        assertThat(second.negotiation.scpRoleUids).isEmpty();
        assertThat(second.negotiation.invokedOperations).isEqualTo(-1);
        assertThat(second.negotiation.serverResponseBytes).isEqualTo(-1);
        assertThat(second.userIdentityType).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"1, true, 5", "2, true, 5", "3, false, 5", "4, false, 5", "5, false, 5"})
    void hashesUserNamesOnlyWhateverTheTypeOfIdentity(int type, boolean hashed, int bytes) {
        byte[] item =
                Pdus.item(
                        0x58,
                        Pdus.concat(
                                new byte[] {(byte) type, 0, 0, 5},
                                Pdus.text("nurse"),
                                new byte[] {0, 0}));
        DicomFacts facts =
                DicomConversation.parsed(
                                List.of(
                                        client(
                                                Pdus.associate(
                                                        1,
                                                        "PACS",
                                                        "WS1",
                                                        proposed(1, Pdus.CT),
                                                        Pdus.userInformation(item)))))
                        .getFirst();

        assertThat(facts.userIdentityType).isEqualTo(type);
        assertThat(facts.userIdentityHash != 0).isEqualTo(hashed);
        assertThat(facts.negotiation.identityBytes).isEqualTo(bytes);
        assertThat(facts.negotiation.passcode).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, no-reason-given",
        "1, 1, 2, application-context-not-supported",
        "1, 1, 3, calling-ae-title-not-recognized",
        "1, 1, 7, called-ae-title-not-recognized",
        "1, 1, 5, reserved",
        "1, 2, 1, no-reason-given",
        "1, 2, 2, protocol-version-not-supported",
        "2, 3, 1, temporary-congestion",
        "2, 3, 2, local-limit-exceeded",
        "2, 3, 0, reserved",
        "1, 9, 1, reserved",
    })
    void namesTheReasonOfARejection(int result, int source, int reason, String label) {
        byte[] reject = {3, 0, 0, 0, 0, 4, 0, (byte) result, (byte) source, (byte) reason};
        DicomFacts facts =
                DicomConversation.parsed(List.of(everything().get(0), server(reject))).getFirst();

        assertThat(facts.result)
                .isEqualTo(result == 1 ? Result.REJECTED_PERMANENT : Result.REJECTED_TRANSIENT);
        assertThat(DicomReasons.rejection(facts.rejectSource, facts.rejectReason)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, by-user",
        "0, 5, by-user",
        "1, 0, reserved",
        "2, 0, not-specified",
        "2, 1, unrecognized-pdu",
        "2, 2, unexpected-pdu",
        "2, 3, reserved",
        "2, 4, unrecognized-pdu-parameter",
        "2, 5, unexpected-pdu-parameter",
        "2, 6, invalid-pdu-parameter-value",
    })
    void namesTheReasonOfAnAbort(int source, int reason, String label) {
        byte[] abort = {7, 0, 0, 0, 0, 4, 0, 0, (byte) source, (byte) reason};
        DicomFacts end =
                DicomConversation.parsed(
                                List.of(everything().get(0), everything().get(1), server(abort)))
                        .getLast();

        assertThat(end.kind).isEqualTo(Kind.END);
        assertThat(DicomReasons.abort(end.abortSource, end.abortReason)).isEqualTo(label);
    }
}
