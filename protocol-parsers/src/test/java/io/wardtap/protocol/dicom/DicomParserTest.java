package io.wardtap.protocol.dicom;

import static io.wardtap.protocol.dicom.FramerFeeder.client;
import static io.wardtap.protocol.dicom.FramerFeeder.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.DicomFacts.Kind;
import io.wardtap.protocol.dicom.DicomFacts.Result;
import io.wardtap.protocol.dicom.FramerFeeder.Turn;
import io.wardtap.protocol.phi.PhiCategory;

import org.junit.jupiter.api.Test;

import java.util.List;

class DicomParserTest {
    private static final byte[] REQUEST =
            Pdus.request("PACS", "CT1", Pdus.STUDY_FIND, Pdus.IMPLICIT_LE);
    private static final byte[] ACCEPT = Pdus.accept("PACS", "CT1", Pdus.IMPLICIT_LE);

    private static DataSets implicit() {
        return new DataSets(TransferSyntax.IMPLICIT_LE);
    }

    private static List<DicomFacts> parsed(Turn... turns) {
        return DicomConversation.parsed(List.of(turns));
    }

    /// The message that one command and data set make.
    private static DicomFacts message(byte[] command, DataSets dataSet) {
        byte[] pdus = Pdus.data(Pdus.pdv(1, 3, command), Pdus.pdv(1, 2, dataSet.toBytes()));
        return DicomConversation.message(parsed(client(REQUEST), server(ACCEPT), client(pdus)));
    }

    private static DicomFacts store(DataSets dataSet) {
        return message(Pdus.request(DicomCommands.C_STORE_RQ, Pdus.CT, true), dataSet);
    }

    private static DicomFacts find(DataSets identifier) {
        return message(Pdus.request(DicomCommands.C_FIND_RQ, Pdus.STUDY_FIND, true), identifier);
    }

    @Test
    void reportsAnAssociationWithWhatBothEndsSaid() {
        List<DicomFacts> facts = DicomConversation.parsed(Vectors.store());

        assertThat(facts)
                .extracting(f -> f.kind)
                .containsExactly(Kind.ASSOCIATION, Kind.MESSAGE, Kind.MESSAGE, Kind.END);
        DicomFacts association = facts.getFirst();
        assertThat(association.result).isEqualTo(Result.ACCEPTED);
        assertThat(association.callingAeTitle).isEqualTo("STORESCU");
        assertThat(association.calledAeTitle).isEqualTo("STORESCP");
        assertThat(association.implementationClassUid).isEqualTo("1.2.3.4");
        assertThat(association.implementationVersion).isEqualTo("WARDTAP_TEST");
        assertThat(association.acceptorImplementationClassUid).isEqualTo("1.2.3.4");
        assertThat(association.acceptorImplementationVersion).isEqualTo("WARDTAP_TEST");
        assertThat(association.maximumPduLength).isEqualTo(16384);
        assertThat(association.transferSyntaxUids).containsExactly(Pdus.EXPLICIT_LE);
        assertThat(association.abstractSyntaxUids).containsExactly("1.2.840.10008.5.1.4.1.1.7");
        assertThat(association.userIdentityType).isEqualTo(2);
        assertThat(association.userIdentityHash).isNotZero();
    }

    @Test
    void reportsEachMessageOnceWithItsAssociationsTitles() {
        List<DicomFacts> facts = DicomConversation.parsed(Vectors.store());

        DicomFacts request = facts.get(1);
        assertThat(request.callingAeTitle).isEqualTo("STORESCU");
        assertThat(request.commandField).isEqualTo(DicomCommands.C_STORE_RQ);
        assertThat(request.affectedSopClassUid).isEqualTo("1.2.840.10008.5.1.4.1.1.7");
        assertThat(request.messageId).isEqualTo(1);
        assertThat(request.priority).isZero();
        assertThat(request.status).isEqualTo(-1);
        assertThat(request.hasDataSet).isTrue();
        assertThat(request.incomplete).isFalse();
        assertThat(request.truncated).isFalse();
        assertThat(request.dataSetBytes).isEqualTo(0x7A);
        assertThat(request.modality).isEqualTo("OT");
        assertThat(request.manufacturer).isEqualTo("ACME");
        assertThat(DicomConversation.fields(request))
                .containsExactly("PatientName", "PatientID", "SOPInstanceUID");
        assertThat(request.phi.patients()).isEqualTo(1);
        DicomFacts response = facts.get(2);
        assertThat(response.commandField).isEqualTo(DicomCommands.C_STORE_RSP);
        assertThat(response.status).isZero();
        assertThat(response.messageId).isEqualTo(1);
        assertThat(response.hasDataSet).isFalse();
        assertThat(response.phi.any()).isFalse();
        assertThat(facts.get(3).result).isEqualTo(Result.RELEASED);
        assertThat(facts.get(3).calledAeTitle).isEqualTo("STORESCP");
    }

    @Test
    void reportsARejection() {
        DicomFacts facts =
                parsed(client(REQUEST), server(Hex.of("03 00 00 00 00 04 00 01 01 07"))).getLast();

        assertThat(facts.kind).isEqualTo(Kind.ASSOCIATION);
        assertThat(facts.result).isEqualTo(Result.REJECTED_PERMANENT);
        assertThat(facts.rejectSource).isEqualTo(1);
        assertThat(facts.rejectReason).isEqualTo(7);
        assertThat(facts.callingAeTitle).isEqualTo("CT1");
        assertThat(facts.abstractSyntaxUids).containsExactly(Pdus.STUDY_FIND);
        assertThat(facts.transferSyntaxUids).isEmpty();
    }

    @Test
    void reportsARequestThatWasNeverAnswered() {
        List<DicomFacts> facts = parsed(client(REQUEST));

        assertThat(facts).hasSize(1);
        assertThat(facts.getFirst().kind).isEqualTo(Kind.ASSOCIATION);
        assertThat(facts.getFirst().result).isEqualTo(Result.NONE);
        assertThat(facts.getFirst().calledAeTitle).isEqualTo("PACS");
    }

    @Test
    void reportsAnAbortInsteadOfAnAnswerAsAnAssociation() {
        List<DicomFacts> facts =
                parsed(client(REQUEST), server(Hex.of("07 00 00 00 00 04 00 00 02 01")));

        assertThat(facts).hasSize(1);
        assertThat(facts.getFirst().kind).isEqualTo(Kind.ASSOCIATION);
        assertThat(facts.getFirst().result).isEqualTo(Result.ABORTED_BY_PROVIDER);
    }

    @Test
    void endsAnAcceptedAssociationExactlyOnce() {
        Turn request = client(REQUEST);
        Turn accept = server(ACCEPT);
        Turn abort = client(Hex.of("07 00 00 00 00 04 00 00 00 00"));
        Turn asks = client(Pdus.RELEASE_RQ);
        Turn answers = server(Pdus.RELEASE_RP);

        assertThat(ends(request, accept)).containsExactly(Result.CLOSED);
        assertThat(ends(request, accept, asks)).containsExactly(Result.CLOSED);
        assertThat(ends(request, accept, asks, answers)).containsExactly(Result.RELEASED);
        assertThat(ends(request, accept, abort, abort)).containsExactly(Result.ABORTED_BY_USER);
        assertThat(
                        ends(
                                request,
                                accept,
                                asks,
                                server(Pdus.RELEASE_RQ),
                                answers,
                                client(Pdus.RELEASE_RP)))
                .containsExactly(Result.RELEASED);
        assertThat(ends(request, accept, asks, answers, abort)).containsExactly(Result.RELEASED);
    }

    private static List<Result> ends(Turn... turns) {
        return parsed(turns).stream().filter(f -> f.kind == Kind.END).map(f -> f.result).toList();
    }

    @Test
    void replacesWhatCannotBePrintedInAnAeTitle() {
        byte[] request = REQUEST.clone();
        request[27] = 7;

        assertThat(parsed(client(request)).getFirst().callingAeTitle).isEqualTo("C?1");
    }

    @Test
    void aSopClassThatIsNoUidIsLeftOut() {
        byte[] command = Pdus.request(DicomCommands.C_ECHO_RQ, "Doe^Jane", false);
        List<DicomFacts> facts =
                parsed(client(REQUEST), server(ACCEPT), client(Pdus.data(Pdus.pdv(1, 3, command))));

        // the context's abstract syntax stands in
        assertThat(DicomConversation.message(facts).affectedSopClassUid).isEqualTo(Pdus.STUDY_FIND);
    }

    @Test
    void marksNoPatientDataForDummies() {
        for (String name :
                List.of(
                        "",
                        "^^^^",
                        "ANONYMOUS",
                        "anon^1",
                        "Test^Patient",
                        "PHANTOM 1",
                        "QA^DAILY",
                        "QC_1",
                        "DUMMY",
                        "SERVICE^DAY")) {
            DicomFacts facts =
                    store(
                            implicit()
                                    .text(0x0010_0010, "PN", name)
                                    .text(0x0010_0030, "DA", "19000101"));

            assertThat(facts.phi.any()).as(name).isFalse();
            assertThat(facts.phi.patients()).isZero();
        }
    }

    @Test
    void namesThatOnlyResembleDummiesArePatientData() {
        for (String name : List.of("TESTA^MARIA", "DUMMYSON", "QUENTIN^Q", "SERVICE")) {
            assertThat(DicomConversation.fields(store(implicit().text(0x0010_0010, "PN", name))))
                    .as(name)
                    .containsExactly("PatientName");
        }
    }

    @Test
    void tellsDirectFromQuasiIdentifiers() {
        DicomFacts quasi =
                store(implicit().text(0x0008_0020, "DA", "20260311").text(0x0010_0040, "CS", "F"));

        assertThat(quasi.phi.any()).isTrue();
        assertThat(quasi.phi.anyDirect()).isFalse();
        assertThat(quasi.phi.has(PhiCategory.DATE)).isTrue();
        assertThat(quasi.phi.has(PhiCategory.DEMOGRAPHIC)).isTrue();
    }

    @Test
    void findsIdentifiersInsideSequences() {
        DicomFacts facts =
                store(
                        implicit()
                                .text(0x0008_0060, "CS", "CT")
                                .sequence(
                                        0x0040_0275,
                                        true,
                                        implicit().text(0x0040_2016, "LO", "ORDER-77")));

        assertThat(DicomConversation.fields(facts))
                .containsExactly(
                        "PlacerOrderNumberImagingServiceRequest", "RequestAttributesSequence");
        assertThat(facts.phi.anyDirect()).isTrue();
    }

    @Test
    void countsAnEncapsulatedDocumentWithoutKeepingIt() {
        DicomFacts facts =
                store(
                        implicit()
                                .text(0x0008_0060, "CS", "DOC")
                                .bytes(0x0042_0011, "OB", new byte[5000]));

        assertThat(DicomConversation.fields(facts)).containsExactly("EncapsulatedDocument");
    }

    @Test
    void hashesAPatientByIdentifierAndIssuerWhateverTheSpelling() {
        long mine = hash("mrn-1 ", "EXH", "Doe^Jane");

        assertThat(hash("MRN-1", "exh ", "DOE^JANE^^^")).isEqualTo(mine);
        assertThat(hash("MRN-1", "OTHER", "Doe^Jane")).isNotEqualTo(mine);
        assertThat(hash("MRN-2", "EXH", "Doe^Jane")).isNotEqualTo(mine);
        assertThat(hash("", "", "Doe^Jane")).isEqualTo(hash("", "", "DOE^JANE^"));
        assertThat(hash("", "", "DOE^JANE")).isNotEqualTo(hash("DOE^JANE", "", ""));
    }

    private static long hash(String id, String issuer, String name) {
        return store(
                        implicit()
                                .text(0x0010_0010, "PN", name)
                                .text(0x0010_0020, "LO", id)
                                .text(0x0010_0021, "LO", issuer))
                .phi
                .patientHash(0);
    }

    @Test
    void readsAQuerysLevelAndWhetherItRestricts() {
        DicomFacts all =
                find(
                        implicit()
                                .text(0x0008_0005, "CS", "ISO_IR 100")
                                .text(0x0008_0052, "CS", "STUDY")
                                .text(0x0010_0010, "PN", "*")
                                .text(0x0010_0020, "LO", "")
                                .text(0x0020_000D, "UI", ""));

        assertThat(all.queryLevel).isEqualTo("STUDY");
        assertThat(all.wildcard).isTrue();
        assertThat(all.unrestricted).isTrue();
        assertThat(all.phi.any()).isFalse();
        assertThat(all.modality).isEmpty();
    }

    @Test
    void aDateRestrictsAQueryButLeavesThePatientsOpen() {
        DicomFacts facts =
                find(
                        implicit()
                                .text(0x0008_0020, "DA", "20260101-20260311")
                                .text(0x0010_0010, "PN", "**?"));

        assertThat(facts.wildcard).isTrue();
        assertThat(facts.unrestricted).isFalse();
        assertThat(DicomConversation.fields(facts)).containsExactly("StudyDate");
    }

    @Test
    void anElementThatNobodyKnowsRestrictsAQuery() {
        DicomFacts facts = find(implicit().text(0x0008_0062, "UI", Pdus.CT));

        assertThat(facts.unrestricted).isFalse();
        assertThat(facts.wildcard).isTrue();
    }

    @Test
    void aRealValueInAMatchingKeyIsPatientData() {
        DicomFacts named = find(implicit().text(0x0010_0010, "PN", "DOE*"));
        DicomFacts known =
                find(implicit().text(0x0010_0010, "PN", "").text(0x0010_0020, "LO", "4711"));

        assertThat(DicomConversation.fields(named)).containsExactly("PatientName");
        assertThat(named.phi.patients()).isZero();
        assertThat(named.wildcard).isFalse();
        assertThat(DicomConversation.fields(known)).containsExactly("PatientID");
        assertThat(known.phi.patients()).isEqualTo(1);
    }

    @Test
    void readsTheKeysOfAWorklistQueryInsideItsSequence() {
        DicomFacts everything =
                find(
                        implicit()
                                .text(0x0010_0010, "PN", "")
                                .sequence(
                                        0x0040_0100,
                                        true,
                                        implicit()
                                                .text(0x0008_0060, "CS", "")
                                                .text(0x0040_0001, "AE", "")));
        DicomFacts mine =
                find(
                        implicit()
                                .text(0x0010_0010, "PN", "")
                                .sequence(
                                        0x0040_0100,
                                        true,
                                        implicit().text(0x0040_0001, "AE", "CT1")));

        assertThat(everything.unrestricted).isTrue();
        assertThat(mine.unrestricted).isFalse();
        assertThat(mine.wildcard).isTrue();
    }

    @Test
    void tellsAnswersWhatWasAskedFor() {
        byte[] ask =
                Pdus.data(
                        Pdus.pdv(
                                1,
                                3,
                                Pdus.command(
                                        Pdus.textElement(0x0002, "1.2.840.10008.5.1.4.1.2.2.2"),
                                        Pdus.us(0x0100, DicomCommands.C_MOVE_RQ),
                                        Pdus.us(0x0110, 7),
                                        Pdus.textElement(0x0600, "WS1"),
                                        Pdus.us(0x0700, 1),
                                        Pdus.us(0x0800, 1))),
                        Pdus.pdv(
                                1,
                                2,
                                implicit()
                                        .text(0x0008_0052, "CS", "SERIES")
                                        .text(0x0020_000E, "UI", "1.2.3")
                                        .toBytes()));
        byte[] pending =
                Pdus.data(
                        Pdus.pdv(
                                1,
                                3,
                                Pdus.command(
                                        Pdus.us(0x0100, DicomCommands.C_MOVE_RSP),
                                        Pdus.us(0x0120, 7),
                                        Pdus.us(0x0800, 0x0101),
                                        Pdus.us(0x0900, 0xFF00),
                                        Pdus.us(0x1020, 5),
                                        Pdus.us(0x1021, 2),
                                        Pdus.us(0x1022, 1))));
        byte[] done =
                Pdus.data(Pdus.pdv(1, 3, Pdus.response(DicomCommands.C_MOVE_RSP, "1.2", 0, false)));

        List<DicomFacts> messages =
                parsed(
                                client(REQUEST),
                                server(ACCEPT),
                                client(ask),
                                server(pending),
                                server(done),
                                server(done))
                        .stream()
                        .filter(f -> f.kind == Kind.MESSAGE)
                        .toList();

        assertThat(messages)
                .extracting(f -> f.moveDestination)
                .containsExactly("WS1", "WS1", "WS1", "");
        assertThat(messages)
                .extracting(f -> f.queryLevel)
                .containsExactly("SERIES", "SERIES", "SERIES", "");
        assertThat(messages.get(0).priority).isEqualTo(1);
        assertThat(messages.get(1).remainingSubOperations).isEqualTo(5);
        assertThat(messages.get(1).completedSubOperations).isEqualTo(2);
        assertThat(messages.get(1).failedSubOperations).isEqualTo(1);
    }

    @Test
    void readsDeviceAttributesOfStoredObjectsOnly() {
        DataSets dataSet =
                implicit()
                        .text(0x0008_0055, "AE", "CT1")
                        .text(0x0008_0060, "CS", "CT")
                        .text(0x0008_0070, "LO", "ACME")
                        .text(0x0008_1010, "SH", "ROOM-1")
                        .text(0x0008_1090, "LO", "Tomo 64")
                        .text(0x0018_1000, "LO", "CT64-01")
                        .text(0x0018_1020, "LO", "4.2.1")
                        .text(0x0028_0008, "IS", "12")
                        .text(0x0028_0301, "CS", "YES");

        DicomFacts stored = store(dataSet);
        DicomFacts asked = find(dataSet);

        assertThat(stored.modality).isEqualTo("CT");
        assertThat(stored.manufacturer).isEqualTo("ACME");
        assertThat(stored.modelName).isEqualTo("Tomo 64");
        assertThat(stored.serialNumber).isEqualTo("CT64-01");
        assertThat(stored.softwareVersions).isEqualTo("4.2.1");
        assertThat(stored.stationName).isEqualTo("ROOM-1");
        assertThat(stored.stationAeTitle).isEqualTo("CT1");
        assertThat(stored.frames).isEqualTo(12);
        assertThat(stored.burnedInAnnotation).isTrue();
        assertThat(asked.manufacturer).isEmpty();
    }

    @Test
    void aPerformedStepNamesItsStation() {
        DicomFacts facts =
                message(
                        Pdus.request(DicomCommands.N_CREATE_RQ, "1.2.840.10008.3.1.2.3.3", true),
                        implicit()
                                .text(0x0040_0241, "AE", "MR2")
                                .text(0x0040_0242, "SH", "MR ROOM 2"));

        assertThat(facts.stationAeTitle).isEqualTo("MR2");
        assertThat(facts.stationName).isEqualTo("MR ROOM 2");
    }

    @Test
    void saysWhetherTheObjectWasDeidentified() {
        assertThat(store(implicit().text(0x0012_0062, "CS", "YES")).deidentified).isTrue();
        assertThat(store(implicit().text(0x0012_0062, "CS", "NO")).deidentified).isFalse();
    }

    @Test
    void reportsADataSetWhoseCommandWasNotSeenAsAnIncompleteMessage() {
        DicomFacts facts = DicomConversation.message(parsed(client(Vectors.STORE_DATA)));

        assertThat(facts.commandField).isEqualTo(-1);
        assertThat(facts.incomplete).isTrue();
        assertThat(facts.guessedSyntax).isTrue();
        assertThat(DicomConversation.fields(facts)).contains("PatientName");
    }

    @Test
    void makesNoClaimAboutAQueryItCouldNotReadWhole() {
        byte[] deflated = Pdus.accept("PACS", "CT1", Pdus.DEFLATED);
        byte[] ask =
                Pdus.data(
                        Pdus.pdv(1, 3, Pdus.request(DicomCommands.C_FIND_RQ, "1.2", true)),
                        Pdus.pdv(1, 2, new byte[40]));
        DicomFacts facts =
                DicomConversation.message(parsed(client(REQUEST), server(deflated), client(ask)));

        assertThat(facts.truncated).isTrue();
        assertThat(facts.wildcard).isFalse();
        assertThat(facts.unrestricted).isFalse();
    }

    @Test
    void keepsNothingOfAFlowThatHasEnded() {
        DicomParser parser = DicomConversation.parser();
        for (int flow = 0; flow < 3000; flow++) {
            DicomFacts facts = new DicomFacts();
            parser.onUnit(
                    flow,
                    Dicom.ASSOCIATE_RQ,
                    io.wardtap.protocol.flow.Direction.ORIGINATOR,
                    0,
                    REQUEST,
                    0,
                    REQUEST.length,
                    0,
                    facts);
            parser.onFlowEnd(flow);
            facts.clear();
            parser.onUnit(
                    flow,
                    Dicom.CLOSED,
                    io.wardtap.protocol.flow.Direction.ORIGINATOR,
                    0,
                    new byte[0],
                    0,
                    0,
                    0,
                    facts);
            assertThat(facts.callingAeTitle).isEmpty();
            parser.onFlowEnd(flow);
        }
        assertThat(parser.untrackedFlows()).isZero();
    }

    @Test
    void givesADataSetToNoCommandOfBeforeALoss() {
        byte[] find =
                Pdus.data(
                        Pdus.pdv(
                                1, 3, Pdus.request(DicomCommands.C_FIND_RQ, Pdus.STUDY_FIND, true)),
                        Pdus.pdv(1, 2, implicit().toBytes()));
        List<FramerFeeder.Unit> units =
                DicomConversation.framed(List.of(client(REQUEST), server(ACCEPT), client(find)))
                        .units;
        for (boolean isLost : new boolean[] {false, true}) {
            DicomParser parser = DicomConversation.parser();
            DicomFacts message = null;
            for (FramerFeeder.Unit unit : units) {
                if (isLost && unit.type() == Dicom.DATA_SET) {
                    parser.onLost(1, unit.from());
                }
                DicomFacts facts = new DicomFacts();
                byte[] bytes = unit.bytes();
                parser.onUnit(
                        1,
                        unit.type(),
                        unit.from(),
                        0,
                        bytes,
                        0,
                        bytes.length,
                        unit.detail(),
                        facts);
                message = facts.kind == Kind.MESSAGE ? facts : message;
            }
            assertThat(message).isNotNull();
            assertThat(message.hasDataSet).isTrue();
            assertThat(message.commandField).isEqualTo(isLost ? -1 : DicomCommands.C_FIND_RQ);
            assertThat(message.affectedSopClassUid).isEqualTo(Pdus.STUDY_FIND);
        }
    }
}
