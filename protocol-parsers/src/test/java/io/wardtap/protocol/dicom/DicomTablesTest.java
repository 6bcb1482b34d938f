package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.phi.PhiField;

import org.junit.jupiter.api.Test;

class DicomTablesTest {
    @Test
    void everyFieldOfTheCatalogueIsWantedUnderItsOwnTag() {
        for (int i = 0; i < DicomPhi.CATALOGUE.size(); i++) {
            assertThat(WantedTags.indexOf(DicomPhi.tag(i)))
                    .as(DicomPhi.CATALOGUE.get(i).name())
                    .isEqualTo(i);
            assertThat(WantedTags.phiField(i)).isEqualTo(i);
        }
        assertThat(WantedTags.indexOf(0x0009_0010)).isEqualTo(WantedTags.NONE);
        assertThat(WantedTags.phiField(WantedTags.indexOf(WantedTags.MANUFACTURER)))
                .isEqualTo(WantedTags.NONE);
    }

    @Test
    void keywordsAreUniqueAndFitTheFacts() {
        assertThat(DicomPhi.CATALOGUE.stream().map(PhiField::name)).doesNotHaveDuplicates();
        assertThat(DicomPhi.CATALOGUE).hasSizeLessThanOrEqualTo(PhiFacts.MAX_FIELDS);
        assertThat(DicomPhi.CATALOGUE.stream().filter(PhiField::direct)).hasSizeGreaterThan(25);
    }

    @Test
    void knowsTheSyntaxesThatDiffer() {
        assertThat(syntax("1.2.840.10008.1.2")).isEqualTo(TransferSyntax.IMPLICIT_LE);
        assertThat(syntax("1.2.840.10008.1.2\0")).isEqualTo(TransferSyntax.IMPLICIT_LE);
        assertThat(syntax("1.2.840.113619.5.2")).isEqualTo(TransferSyntax.IMPLICIT_LE);
        assertThat(syntax("1.2.840.10008.1.2.1")).isEqualTo(TransferSyntax.EXPLICIT_LE);
        assertThat(syntax("1.2.840.10008.1.2.4.70")).isEqualTo(TransferSyntax.EXPLICIT_LE);
        assertThat(syntax("1.2.840.10008.1.2.2")).isEqualTo(TransferSyntax.EXPLICIT_BE);
        assertThat(syntax("1.2.840.10008.1.2.1.99")).isEqualTo(TransferSyntax.DEFLATED);
        assertThat(syntax("1.2.840.10008.1.2.4.95")).isEqualTo(TransferSyntax.DEFLATED);
        assertThat(syntax("1.2.840.10008.1.20")).isEqualTo(TransferSyntax.UNKNOWN);
        assertThat(syntax("1.3.6.1.4")).isEqualTo(TransferSyntax.UNKNOWN);
        assertThat(syntax("")).isEqualTo(TransferSyntax.UNKNOWN);
    }

    private static TransferSyntax syntax(String uid) {
        return TransferSyntax.of(Pdus.text(uid), 0, uid.length());
    }

    @Test
    void namesCommandsAndStatuses() {
        assertThat(DicomCommands.name(0x8020)).isEqualTo("C-FIND-RSP");
        assertThat(DicomCommands.name(0x7777)).isEqualTo("UNKNOWN");
        assertThat(DicomCommands.statusClass(0)).isEqualTo(DicomCommands.StatusClass.SUCCESS);
        assertThat(DicomCommands.statusClass(0xFF01)).isEqualTo(DicomCommands.StatusClass.PENDING);
        assertThat(DicomCommands.statusClass(0xFE00)).isEqualTo(DicomCommands.StatusClass.CANCEL);
        assertThat(DicomCommands.statusClass(0xB007)).isEqualTo(DicomCommands.StatusClass.WARNING);
        assertThat(DicomCommands.statusClass(0x0116)).isEqualTo(DicomCommands.StatusClass.WARNING);
        assertThat(DicomCommands.statusClass(0xA801)).isEqualTo(DicomCommands.StatusClass.FAILURE);
        assertThat(DicomCommands.statusClass(0x0124)).isEqualTo(DicomCommands.StatusClass.FAILURE);
    }

    @Test
    void knowsSopClassesByWholeUid() {
        assertThat(SopClasses.modality(Pdus.CT)).isEqualTo("CT");
        assertThat(SopClasses.name("1.2.840.10008.1.1")).isEqualTo("Verification");
        assertThat(SopClasses.isVerification("1.2.840.10008.1.1")).isTrue();
        assertThat(SopClasses.isFind(Pdus.STUDY_FIND)).isTrue();
        assertThat(SopClasses.isFind("1.2.840.10008.5.1.4.31")).isTrue();
        assertThat(SopClasses.isStorage("1.2.840.10008.5.1.4.1.1.104.1")).isTrue();
        assertThat(SopClasses.modality("1.2.840.10008.5.1.4.1.1.104.1")).isEqualTo("DOC");
        assertThat(SopClasses.isStorage("1.2.840.10008.5.1.4.1.1.201.2")).isFalse();
        assertThat(SopClasses.isInventory("1.2.840.10008.5.1.4.1.1.201.2")).isTrue();
        assertThat(SopClasses.isStorage("1.2.840.10008.5.1.4.1.1.9999")).isTrue();
        assertThat(SopClasses.name("1.2.3")).isEmpty();
        assertThat(SopClasses.service("1.2.3")).isEqualTo(SopClasses.Service.OTHER);
        assertThat(TransferSyntaxes.name(Pdus.IMPLICIT_LE)).isEqualTo("Implicit VR Little Endian");
    }

    @Test
    void followsAnAssociationThroughItsStates() {
        AssociationState state = AssociationState.STA2;
        for (int pdu :
                new int[] {
                    Dicom.ASSOCIATE_RQ,
                    Dicom.ASSOCIATE_AC,
                    Dicom.P_DATA_TF,
                    Dicom.RELEASE_RQ,
                    Dicom.P_DATA_TF,
                    Dicom.RELEASE_RP
                }) {
            assertThat(state.expects(pdu)).isTrue();
            state = state.next(pdu);
        }
        assertThat(state).isEqualTo(AssociationState.STA13);
        assertThat(state.expects(Dicom.P_DATA_TF)).isFalse();
    }

    @Test
    void theOldestOpenRequestMakesRoom() {
        OpenRequests open = new OpenRequests();
        DicomFacts facts = new DicomFacts();
        for (int id = 0; id <= OpenRequests.CAPACITY; id++) {
            facts.messageId = id;
            facts.moveDestination = "AE" + id;
            open.onRequest(facts);
        }

        assertThat(destination(open, 0)).isEmpty();
        assertThat(destination(open, 1)).isEqualTo("AE1");
        assertThat(destination(open, OpenRequests.CAPACITY)).isEqualTo("AE8");
    }

    private static String destination(OpenRequests open, int id) {
        DicomFacts answer = new DicomFacts();
        answer.messageId = id;
        answer.status = 0xFF00;
        open.onResponse(answer);
        return answer.moveDestination;
    }
}
