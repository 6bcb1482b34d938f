package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// DCMTK's programs, recorded by the script beside the captures, from packets to events.
class DicomPeersTest {
    private static final Path CAPTURES =
            ReplayRun.ROOT.resolve("appliance/src/test/resources/captures/dicom");

    @TempDir Path folder;

    private List<JsonNode> events(String capture) throws IOException {
        ReplayRun run =
                ReplayRun.of(
                        ReplayRun.options(
                                folder.resolve(capture), CAPTURES.resolve(capture + ".pcap.gz")));
        assertThat(run.result().exitCode()).as("%s", run.result().messages()).isZero();
        assertThat(run.summary().at("/decode_errors").size()).isZero();
        return run.events("wardtap.dicom");
    }

    private static List<JsonNode> messages(List<JsonNode> events, String command) {
        return events.stream()
                .filter(e -> e.at("/wardtap/dicom/command").asText().equals(command))
                .toList();
    }

    private static List<String> texts(List<JsonNode> events, String pointer) {
        return events.stream().map(e -> e.at(pointer).asText()).toList();
    }

    private static List<JsonNode> associations(List<JsonNode> events) {
        return events.stream()
                .filter(e -> e.at("/wardtap/dicom/kind").asText().equals("association"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "deflated, 1.2.840.10008.1.2.1.99, 16384",
        "big-endian, 1.2.840.10008.1.2.2, 16384",
        "user-name, 1.2.840.10008.1.2.1, 16384",
    })
    void readsAnObjectInEverySyntax(String capture, String syntax, int pixelBytes)
            throws IOException {
        JsonNode store = messages(events(capture), "C-STORE-RQ").getFirst();
        JsonNode dicom = store.at("/wardtap/dicom");

        assertThat(dicom.at("/transfer_syntax").asText()).isEqualTo(syntax);
        assertThat(dicom.at("/service").asText()).isEqualTo("storage");
        assertThat(dicom.at("/pixel_bytes").asInt()).isEqualTo(pixelBytes);
        assertThat(dicom.at("/rows").asInt()).isEqualTo(128);
        assertThat(dicom.at("/columns").asInt()).isEqualTo(128);
        assertThat(dicom.at("/burned_in_annotation").asBoolean()).isTrue();
        assertThat(dicom.at("/private_attributes").asInt()).isEqualTo(1);
        assertThat(dicom.at("/deflated").asBoolean()).isEqualTo(capture.equals("deflated"));
        assertThat(dicom.at("/truncated").isMissingNode()).isTrue();
        assertThat(dicom.at("/context_unknown").isMissingNode()).isTrue();
        assertThat(texts(List.of(store), "/wardtap/phi/patients")).containsExactly("1");
        assertThat(store.at("/wardtap/phi/fields").toString())
                .contains("\"PatientName\"", "\"PatientID\"", "\"PatientBirthDate\"")
                .contains("\"PrivateAttributes\"");
    }

    @Test
    void countsTheFragmentsOfACompressedImage() throws IOException {
        JsonNode dicom = messages(events("jpeg"), "C-STORE-RQ").getFirst().at("/wardtap/dicom");

        assertThat(dicom.at("/transfer_syntax").asText()).isEqualTo("1.2.840.10008.1.2.4.50");
        assertThat(dicom.at("/fragments").asInt()).isEqualTo(1);
        assertThat(dicom.at("/pixel_bytes").asInt()).isBetween(500, 16_383);
    }

    @Test
    void readsObjectsOfManySmallPdus() throws IOException {
        List<JsonNode> events = events("small-pdus");
        JsonNode association = associations(events).getFirst().at("/wardtap/dicom");

        assertThat(association.at("/max_pdu_bytes").asInt()).isEqualTo(4096);
        assertThat(association.at("/acceptor_max_pdu_bytes").asInt()).isEqualTo(4096);
        assertThat(association.at("/contexts/proposed").asInt()).isGreaterThan(2);
        List<JsonNode> stores = messages(events, "C-STORE-RQ");
        assertThat(stores).hasSize(2);
        assertThat(texts(stores, "/wardtap/dicom/pixel_bytes")).containsOnly("16384");
        assertThat(texts(stores, "/wardtap/dicom/sop_instance_hash")).doesNotHaveDuplicates();
        assertThat(texts(messages(events, "C-STORE-RSP"), "/wardtap/dicom/status_class"))
                .containsExactly("success", "success");
    }

    @ParameterizedTest
    @CsvSource({
        "user-name, 2, true",
        "user-kerberos, 3, false",
        "user-saml, 4, false",
        "user-jwt, 5, false"
    })
    void tellsTheTypeOfAUsersIdentity(String capture, int type, boolean hashed) throws IOException {
        JsonNode dicom = associations(events(capture)).getFirst().at("/wardtap/dicom");

        assertThat(dicom.at("/user_identity_type").asInt()).isEqualTo(type);
        assertThat(dicom.at("/user_identity_hash").isTextual()).isEqualTo(hashed);
        assertThat(dicom.at("/user_identity_bytes").asInt()).isEqualTo(hashed ? 5 : 17);
        assertThat(dicom.toString()).doesNotContain("nurse", "sesame", "assertion");
    }

    @Test
    void linksAMoveToTheAssociationThatItCauses() throws IOException {
        List<JsonNode> events = events("move");
        String asked =
                messages(events, "C-MOVE-RQ").getFirst().at("/network/community_id").asText();
        List<JsonNode> stores = messages(events, "C-STORE-RQ");
        List<JsonNode> answers = messages(events, "C-MOVE-RSP");

        assertThat(texts(associations(events), "/wardtap/dicom/caused_by"))
                .containsExactly("", asked);
        assertThat(stores).hasSize(3);
        assertThat(texts(stores, "/wardtap/dicom/caused_by")).containsOnly(asked);
        assertThat(texts(stores, "/wardtap/dicom/move_originator_ae")).containsOnly("VIEWER");
        assertThat(texts(stores, "/wardtap/dicom/move_originator_message_id")).containsOnly("1");
        assertThat(texts(stores, "/network/community_id")).doesNotContain(asked);
        assertThat(texts(answers, "/wardtap/dicom/move_destination")).containsOnly("VIEWER");
        JsonNode last = answers.getLast().at("/wardtap/dicom");
        assertThat(last.at("/status_class").asText()).isEqualTo("success");
        assertThat(last.at("/sub_operations/completed").asInt()).isEqualTo(3);
        assertThat(last.at("/sub_operations/failed").asInt()).isZero();
    }

    @Test
    void followsAMoveThatIsCancelled() throws IOException {
        List<JsonNode> events = events("move-cancelled");
        JsonNode cancel = messages(events, "C-CANCEL-RQ").getFirst().at("/wardtap/dicom");

        assertThat(cancel.at("/message_id").asInt()).isEqualTo(1);
        assertThat(texts(messages(events, "C-MOVE-RSP"), "/wardtap/dicom/status_class"))
                .startsWith("pending")
                .endsWith("cancel");
    }

    @Test
    void saysThatAMovesDestinationIsUnknown() throws IOException {
        JsonNode answer =
                messages(events("move-unknown"), "C-MOVE-RSP").getLast().at("/wardtap/dicom");

        assertThat(answer.at("/status").asText()).isEqualTo("0xA801");
        assertThat(answer.at("/status_class").asText()).isEqualTo("failure");
        assertThat(answer.at("/move_destination").asText()).isEqualTo("NOBODY");
    }

    @Test
    void readsARetrievalOnTheSameAssociation() throws IOException {
        List<JsonNode> events = events("get");
        JsonNode association = associations(events).getFirst().at("/wardtap/dicom");

        assertThat(association.at("/scp_roles").size()).isGreaterThan(10);
        assertThat(messages(events, "C-STORE-RQ")).hasSize(3);
        assertThat(
                        messages(events, "C-GET-RSP")
                                .getLast()
                                .at("/wardtap/dicom/sub_operations/completed")
                                .asInt())
                .isEqualTo(3);
        assertThat(texts(events, "/wardtap/dicom/caused_by")).containsOnly("");
    }

    @Test
    void readsAQueryAndItsAnswers() throws IOException {
        List<JsonNode> events = events("find");
        JsonNode query = messages(events, "C-FIND-RQ").getFirst();

        assertThat(query.at("/wardtap/dicom/query_level").asText()).isEqualTo("STUDY");
        assertThat(query.at("/wardtap/dicom/wildcard").asBoolean()).isFalse();
        assertThat(query.at("/wardtap/phi/fields/0").asText()).isEqualTo("PatientName");
        assertThat(texts(messages(events, "C-FIND-RSP"), "/wardtap/dicom/status_class"))
                .containsExactly("pending", "pending", "pending", "success");
    }

    @Test
    void saysWhyAnAssociationWasRejectedAndThatOneWasAborted() throws IOException {
        JsonNode rejected = associations(events("rejected")).getFirst().at("/wardtap/dicom");
        JsonNode end = events("aborted").getLast().at("/wardtap/dicom");

        assertThat(rejected.at("/result").asText()).isEqualTo("rejected-permanent");
        assertThat(rejected.at("/reason").asText()).isEqualTo("called-ae-title-not-recognized");
        assertThat(end.at("/result").asText()).isEqualTo("aborted-by-user");
        assertThat(end.at("/reason").asText()).isEqualTo("by-user");
    }

    @Test
    void readsAFilmBeingPrinted() throws IOException {
        List<JsonNode> events = events("print");

        for (String command :
                List.of(
                        "N-GET-RQ",
                        "N-GET-RSP",
                        "N-CREATE-RQ",
                        "N-CREATE-RSP",
                        "N-SET-RQ",
                        "N-SET-RSP",
                        "N-ACTION-RQ",
                        "N-ACTION-RSP",
                        "N-DELETE-RQ",
                        "N-DELETE-RSP")) {
            List<JsonNode> found = messages(events, command);
            assertThat(found).as(command).isNotEmpty();
            assertThat(texts(found, "/wardtap/dicom/service")).as(command).containsOnly("print");
        }
        assertThat(
                        messages(events, "N-ACTION-RQ")
                                .getFirst()
                                .at("/wardtap/dicom/action_type_id")
                                .asInt())
                .isEqualTo(1);
    }
}
