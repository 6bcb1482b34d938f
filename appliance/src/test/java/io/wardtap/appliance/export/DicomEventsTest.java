package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// DICOM events, field by field.
class DicomEventsTest {
    @TempDir Path dir;

    private JsonNode one(Consumer<EventWriter> call) throws IOException {
        List<JsonNode> lines = Samples.written(dir, Samples.options(), call);
        assertThat(lines).hasSize(1);
        return lines.getFirst();
    }

    @Test
    void writesDicomAssociationsAndMessages() throws IOException {
        DicomFacts end = new DicomFacts();
        end.kind = DicomFacts.Kind.END;
        end.result = DicomFacts.Result.ABORTED_BY_PROVIDER;

        List<JsonNode> lines =
                Samples.written(
                        dir,
                        Samples.options(),
                        writer -> {
                            writer.onDicom(Samples.flow(), Samples.association(), 1, Samples.T0);
                            writer.onDicom(Samples.flow(), Samples.store(), 2, Samples.T0);
                            writer.onDicom(Samples.flow(), end, 3, Samples.T0);
                        });

        assertThat(lines.get(0).at("/wardtap/dicom").toString())
                .isEqualTo(
                        "{\"kind\":\"association\",\"calling_ae\":\"CT_ROOM2\","
                                + "\"called_ae\":\"ARCHIVE\",\"result\":\"accepted\","
                                + "\"implementation_class_uid\":\"1.2.826.0.1.3680043.9.9999.1\","
                                + "\"implementation_version\":\"TEST_1\","
                                + "\"transfer_syntaxes\":[\"1.2.840.10008.1.2\"],"
                                + "\"sop_classes\":[\"1.2.840.10008.5.1.4.1.1.2\"],"
                                + "\"user_identity_type\":2}");
        assertThat(lines.get(1).at("/wardtap/dicom").toString())
                .isEqualTo(
                        "{\"kind\":\"message\",\"calling_ae\":\"CT_ROOM2\","
                                + "\"called_ae\":\"ARCHIVE\",\"command\":\"C-STORE-RQ\","
                                + "\"sop_class\":\"1.2.840.10008.5.1.4.1.1.2\","
                                + "\"service\":\"storage\",\"message_id\":3,"
                                + "\"priority\":\"medium\",\"dataset_bytes\":524288,\"frames\":1}");
        assertThat(lines.get(1).at("/wardtap/phi").toString())
                .isEqualTo(
                        "{\"fields\":[\""
                                + Samples.store().phi.catalogue().getFirst().name()
                                + "\"],\"categories\":[\""
                                + Samples.store().phi.catalogue().getFirst().category().label()
                                + "\"],\"patients\":1}");
        assertThat(lines.get(2).at("/wardtap/dicom").toString())
                .isEqualTo("{\"kind\":\"end\",\"result\":\"aborted-by-provider\"}");
        assertThat(lines.get(2).at("/wardtap/phi").isMissingNode()).isTrue();
    }

    @Test
    void writesWhatTheEndsOfAnAssociationAgreedOn() throws IOException {
        DicomFacts facts = Samples.association();
        facts.maximumPduLength = 16_384;
        facts.negotiation.acceptorMaximumPduLength = 0;
        facts.negotiation.proposedContexts = 3;
        facts.negotiation.acceptedContexts = 1;
        facts.negotiation.abstractSyntaxRefused = 2;
        facts.negotiation.invokedOperations = 8;
        facts.negotiation.performedOperations = 1;
        facts.negotiation.acceptedInvokedOperations = 4;
        facts.negotiation.acceptedPerformedOperations = 1;
        facts.negotiation.roleSelections = 1;
        facts.negotiation.scpRoleUids.add("1.2.840.10008.5.1.4.1.1.2");
        facts.negotiation.extendedUids.add("DOE^JOHN");
        facts.negotiation.relationalQueries = true;
        facts.userIdentityHash = 0xAB;
        facts.negotiation.identityBytes = 5;
        facts.negotiation.serverResponseBytes = 0;

        JsonNode dicom = dicom(facts);

        assertThat(dicom.at("/max_pdu_bytes").intValue()).isEqualTo(16_384);
        assertThat(dicom.at("/acceptor_max_pdu_bytes").intValue()).isZero();
        assertThat(dicom.at("/contexts").toString())
                .isEqualTo("{\"proposed\":3,\"accepted\":1,\"abstract_syntax\":2}");
        assertThat(dicom.at("/async_invoked").intValue()).isEqualTo(4);
        assertThat(dicom.at("/scp_roles/0").textValue()).isEqualTo("1.2.840.10008.5.1.4.1.1.2");
        assertThat(dicom.at("/extended_negotiation/0").textValue()).isEqualTo("masked");
        assertThat(dicom.at("/relational_queries").booleanValue()).isTrue();
        assertThat(dicom.at("/user_identity_hash").textValue()).isEqualTo("00000000000000ab");
        assertThat(dicom.at("/user_identity_bytes").intValue()).isEqualTo(5);
        assertThat(dicom.at("/user_identity_answered").booleanValue()).isTrue();
    }

    @Test
    void saysWhyAnAssociationWasRefusedOrCut() throws IOException {
        DicomFacts rejected = Samples.association();
        rejected.result = DicomFacts.Result.REJECTED_PERMANENT;
        rejected.rejectSource = 1;
        rejected.rejectReason = 7;
        DicomFacts aborted = new DicomFacts();
        aborted.kind = DicomFacts.Kind.END;
        aborted.result = DicomFacts.Result.ABORTED_BY_PROVIDER;
        aborted.abortSource = 2;
        aborted.abortReason = 6;

        assertThat(dicom(rejected).at("/reason").textValue())
                .isEqualTo("called-ae-title-not-recognized");
        assertThat(dicom(aborted).toString())
                .isEqualTo(
                        "{\"kind\":\"end\",\"result\":\"aborted-by-provider\",\"abort_source\":2,"
                                + "\"abort_reason\":6,\"reason\":\"invalid-pdu-parameter-value\"}");
    }

    @Test
    void writesAllThatAMessageSays() throws IOException {
        DicomFacts facts = Samples.store();
        facts.transferSyntaxUid = "1.2.840.10008.1.2.4.50";
        facts.sopInstanceHash = 1;
        facts.status = 0xB000;
        facts.remainingSubOperations = 2;
        facts.completedSubOperations = 1;
        facts.failedSubOperations = 0;
        facts.warningSubOperations = 0;
        facts.moveOriginatorAeTitle = "WS7";
        facts.moveOriginatorMessageId = 9;
        facts.eventTypeId = 2;
        facts.actionTypeId = 1;
        facts.pixelData = true;
        facts.pixelDataBytes = 310;
        facts.fragments = 3;
        facts.rows = 512;
        facts.columns = 256;
        facts.characterSet = "ISO 2022 IR 87";
        facts.privateAttributes = 4;
        facts.contextUnknown = true;
        facts.guessedSyntax = true;
        facts.deflated = true;
        facts.truncated = true;
        facts.deidentificationMethod = true;
        facts.burnedInAnnotation = true;

        JsonNode dicom = dicom(facts);

        assertThat(dicom.toString())
                .contains(
                        "\"sop_instance_hash\":\"0000000000000001\","
                                + "\"transfer_syntax\":\"1.2.840.10008.1.2.4.50\","
                                + "\"context_unknown\":true,\"syntax_guessed\":true,"
                                + "\"status\":\"0xB000\",\"status_class\":\"warning\"")
                .contains("\"event_type_id\":2,\"action_type_id\":1")
                .contains("\"move_originator_ae\":\"WS7\",\"move_originator_message_id\":9")
                .contains(
                        "\"sub_operations\":{\"remaining\":2,\"completed\":1,\"failed\":0,"
                                + "\"warning\":0}")
                .contains(
                        "\"pixel_bytes\":310,\"fragments\":3,\"rows\":512,\"columns\":256,"
                                + "\"character_set\":\"ISO 2022 IR 87\",\"private_attributes\":4,"
                                + "\"deflated\":true,\"truncated\":true,"
                                + "\"deidentification_method\":true,"
                                + "\"burned_in_annotation\":true");
    }

    @Test
    void namesTheConversationThatCausedAnAssociation() throws IOException {
        Conversation flow = Samples.flow();
        flow.causedBy = Samples.flow().communityId();

        JsonNode line = one(writer -> writer.onDicom(flow, Samples.store(), 1, Samples.T0));

        assertThat(line.at("/wardtap/dicom/caused_by").textValue())
                .isEqualTo(line.at("/network/community_id").textValue());
    }

    private JsonNode dicom(DicomFacts facts) throws IOException {
        return one(writer -> writer.onDicom(Samples.flow(), facts, 1, Samples.T0))
                .at("/wardtap/dicom");
    }
}
