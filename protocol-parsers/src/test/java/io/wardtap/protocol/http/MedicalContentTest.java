package io.wardtap.protocol.http;

import static io.wardtap.protocol.http.Exchanges.marked;
import static io.wardtap.protocol.http.Exchanges.message;
import static io.wardtap.protocol.http.Exchanges.texts;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.dicom.Preamble;
import io.wardtap.protocol.http.HttpFacts.Service;
import io.wardtap.protocol.testkit.HexBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// FHIR, DICOMweb and clinical documents in HTTP: what is found, and that no value leaves.
final class MedicalContentTest {
    static final String PATIENT =
            """
            {"resourceType":"Patient","id":"p1","text":{"status":"generated","div":"<div>Jane</div>"},
             "identifier":[{"system":"urn:mrn","value":"MRN77001"},{"value":"SSN990011"}],
             "name":[{"family":"Zappelin","given":["Jane","Q"]}],
             "telecom":[{"system":"phone","value":"555-0142"}],"gender":"female",
             "birthDate":"1971-02-03","address":[{"line":["12 Elm St"],"city":"Springfield"}],
             "contact":[{"name":{"family":"Zappelin"}}],
             "managingOrganization":{"reference":"Organization/1","display":"General"}}
            """;

    private static final String[] SECRETS = {
        "Zappelin", "Jane", "MRN77001", "SSN990011", "555-0142", "1971", "Elm", "Springfield"
    };

    private static final String OBSERVATION =
            "{\"resourceType\":\"Observation\",\"subject\":{\"reference\":\"Patient/p1\",\"display\":\"Jane"
                + " Zappelin\"},\"effectiveDateTime\":\"2026-01-01\",\"note\":[{\"text\":\"x\"}],\"performer\":[{\"reference\":\"Practitioner/9\",\"display\":\"Dr"
                + " Who\"}]}";

    private static Exchanges get(String target, String type, String body) {
        return new Exchanges()
                .asks("GET " + target + " HTTP/1.1\r\nHost: fhir.example\r\n\r\n")
                .answers(message("HTTP/1.1 200 OK\r\nContent-Type: " + type, body));
    }

    private static void assertNobody(Exchanges seen) {
        for (HttpFacts facts : seen.told) {
            assertThat(texts(facts)).doesNotContain(SECRETS);
        }
    }

    // ---- FHIR

    @Test
    void findsAPatientsElementsInJson() {
        Exchanges seen = get("/fhir/Patient/p1", "application/fhir+json", PATIENT).read();

        HttpFacts facts = seen.transactions().getFirst();
        assertThat(marked(facts.phi))
                .containsExactly(
                        "Patient.identifier",
                        "Patient.name",
                        "Patient.telecom",
                        "Patient.birthDate",
                        "Patient.address",
                        "Patient.contact",
                        "Patient.id",
                        "Patient.gender",
                        "Resource.text");
        assertThat(facts.phi.patients()).isEqualTo(1);
        assertThat(facts.service).isEqualTo(Service.FHIR);
        assertThat(facts.interaction).isEqualTo("read");
        assertThat(facts.resourceType).isEqualTo("Patient");
        assertThat(facts.resourceTypes).containsExactly("Patient");
        assertThat(facts.patientResources).isTrue();
        // the path names the same patient, on its way to the server
        assertThat(seen.contents()).hasSize(1);
        assertThat(seen.contents().getFirst().fromClient).isTrue();
        assertThat(seen.contents().getFirst().phi.patientHash(0))
                .isEqualTo(facts.phi.patientHash(0));
        assertNobody(seen);
    }

    @Test
    void findsThemWhateverTheOrderAndUnderAPlainMediaType() {
        String late = "{\"name\":[{\"text\":\"Jane Zappelin\"}],\"resourceType\":\"Patient\"}";
        Exchanges seen = get("/svc/x", "application/json", late).read();

        assertThat(marked(seen.transactions().getFirst().phi)).containsExactly("Patient.name");
        assertThat(seen.transactions().getFirst().service).isEqualTo(Service.FHIR);
    }

    @Test
    void findsThemInXml() {
        String xml =
                "<?xml version=\"1.0\"?><Bundle"
                    + " xmlns=\"http://hl7.org/fhir\"><entry><resource><Patient><id"
                    + " value=\"p1\"/><text><div"
                    + " xmlns=\"http://www.w3.org/1999/xhtml\"><p>Jane</p></div></text><identifier><system"
                    + " value=\"urn:mrn\"/><value value=\"MRN77001\"/></identifier><name><family"
                    + " value=\"Zappelin\"/></name><birthDate"
                    + " value=\"1971-02-03\"/></Patient></resource></entry><entry><resource><Observation><subject><reference"
                    + " value=\"Patient/p1\"/></subject></Observation></resource></entry></Bundle>";
        HttpFacts facts =
                get("/fhir/Patient", "application/fhir+xml", xml).read().transactions().getFirst();

        assertThat(marked(facts.phi))
                .containsExactly(
                        "Patient.identifier",
                        "Patient.name",
                        "Patient.birthDate",
                        "Patient.id",
                        "subject.reference",
                        "Resource.text");
        assertThat(facts.phi.patients()).isEqualTo(1);
        assertThat(facts.resourceTypes).containsExactly("Patient", "Observation", "Bundle");
    }

    @Test
    void countsThePatientsOfABundleOnce() {
        String bundle =
                "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":"
                        + PATIENT
                        + "},{\"resource\":"
                        + OBSERVATION
                        + "},{\"resource\":"
                        + OBSERVATION.replace("Patient/p1", "http://a/fhir/Patient/p2/_history/1")
                        + "}]}";
        HttpFacts facts =
                get("/fhir/Observation", "application/fhir+json", bundle)
                        .read()
                        .transactions()
                        .getFirst();

        assertThat(facts.phi.patients()).isEqualTo(2);
        assertThat(facts.resources).isEqualTo(4);
        assertThat(marked(facts.phi))
                .contains("subject.display", "subject.reference", "Resource.note", "Resource.date");
    }

    @Test
    void findsNobodyInStaffAndDefinitions() {
        String staff =
                "{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"Who\"}],\"identifier\":[{\"value\":\"1\"}]}";
        String statement =
                "{\"resourceType\":\"CapabilityStatement\",\"name\":\"Server\",\"contact\":[{\"name\":\"X\"}]}";

        HttpFacts doctor =
                get("/fhir/Practitioner/1", "application/fhir+json", staff)
                        .read()
                        .transactions()
                        .getFirst();
        HttpFacts metadata =
                get("/fhir/metadata", "application/fhir+json", statement)
                        .read()
                        .transactions()
                        .getFirst();

        assertThat(marked(doctor.phi)).containsExactly("Practitioner.name");
        assertThat(doctor.phi.anyDirect()).isFalse();
        assertThat(marked(metadata.phi)).isEmpty();
        assertThat(metadata.interaction).isEqualTo("capabilities");
    }

    @Test
    void tellsBulkDataAsOftenAsPatientsHaveNoRoom() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            lines.append(
                    "{\"resourceType\":\"Patient\",\"id\":\"%d\",\"name\":[{\"family\":\"Zappelin\"}],\"x\":\"%s\"}%n"
                            .formatted(i, "y".repeat(200)));
        }
        Exchanges seen =
                get("/bulk/1.ndjson", "application/fhir+ndjson", lines.toString()).readWhole();

        long told = seen.told.stream().mapToLong(facts -> facts.phi.patients()).sum();
        assertThat(told).isGreaterThan(450);
        assertThat(seen.transactions().getFirst().resources).isEqualTo(500);
    }

    @Test
    void inflatesCompressedBodies() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(PATIENT.getBytes(StandardCharsets.UTF_8));
        }
        byte[] body = zipped.toByteArray();
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n";
        HttpFacts facts =
                new Exchanges()
                        .asks("GET /fhir/Patient/p1 HTTP/1.1\r\n\r\n")
                        .answers(head)
                        .answers(body)
                        .read()
                        .transactions()
                        .getFirst();

        assertThat(facts.phi.anyDirect()).isTrue();
        assertThat(facts.phi.patients()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/fhir/Patient?family=zappelin&birthdate=1971|search|Patient.name,Patient.birthDate",
                "GET|/fhir/Observation?patient=p1&code=8|search|subject.reference",
                "GET|/fhir/Observation?subject:Patient.identifier=7|search|Patient.identifier",
                "GET|/fhir/Encounter?identifier=7|search|Resource.identifier",
                "GET|/fhir/Patient?_count=50|search|",
                "GET|/fhir/ValueSet?name=x|search|",
                "GET|/fhir/Patient/p1/_history/2|vread|Patient.id",
                "PUT|/fhir/Patient/p1|update|Patient.id",
                "DELETE|/fhir/Observation/1|delete|",
                "GET|/fhir/Patient/$export|operation|",
                "POST|/fhir/Patient|create|",
                "POST|/fhir|batch|",
            })
    void readsInteractionsAndSearches(
            String method, String target, String interaction, String fields) {
        HttpFacts facts =
                new Exchanges()
                        .asks(method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .answers("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                        .read()
                        .transactions()
                        .getFirst();

        assertThat(facts.interaction).isEqualTo(interaction);
        assertThat(String.join(",", marked(facts.transactionPhi)))
                .isEqualTo(fields == null ? "" : fields);
    }

    @Test
    void readsASearchThatIsPosted() {
        Exchanges seen =
                new Exchanges()
                        .asks(
                                message(
                                        "POST /fhir/Patient/_search HTTP/1.1\r\nContent-Type:"
                                                + " application/x-www-form-urlencoded",
                                        "identifier=urn%3Amrn%7Cmrn77001"))
                        .answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .read();

        assertThat(marked(seen.contents().getFirst().phi)).containsExactly("Patient.identifier");
        assertThat(seen.contents().getFirst().phi.patients()).isEqualTo(1);
        assertNobody(seen);
    }

    // ---- DICOMweb

    @Test
    void readsQueriesAndTheirResultsByTag() {
        String results =
                """
                [{"00080005":{"vr":"CS","Value":["ISO_IR 192"]},
                  "00100010":{"vr":"PN","Value":[{"Alphabetic":"Zappelin^Jane"}]},
                  "00100020":{"vr":"LO","Value":["MRN77001"]},"00100030":{"vr":"DA"},
                  "00400275":{"vr":"SQ","Value":[{"00321060":{"vr":"LO","Value":["CT"]}}]}},
                 {"00100020":{"vr":"LO","Value":["MRN77002"]},"00080060":{"vr":"CS","Value":["CT"]}}]
                """;
        Exchanges seen =
                new Exchanges()
                        .asks(
                                "GET /dicom-web/studies?PatientName=Zapp*&00100020=mrn77001&"
                                        + "StudyDate=&includefield=all HTTP/1.1\r\nHost: a\r\n\r\n")
                        .answers(
                                message(
                                        "HTTP/1.1 200 OK\r\nContent-Type: application/dicom+json",
                                        results))
                        .read();

        HttpFacts query = seen.contents().getFirst();
        HttpFacts facts = seen.transactions().getFirst();
        assertThat(marked(query.phi)).containsExactlyInAnyOrder("PatientName", "PatientID");
        assertThat(query.interaction).isEqualTo("qido-rs");
        assertThat(facts.service).isEqualTo(Service.DICOMWEB);
        assertThat(marked(facts.phi)).contains("PatientName", "PatientID");
        assertThat(marked(facts.phi)).doesNotContain("PatientBirthDate");
        assertThat(facts.instances).isEqualTo(2);
        assertThat(facts.phi.patients()).isEqualTo(2);
        // the one asked for is among the results
        assertThat(query.phi.patientHash(0)).isEqualTo(facts.phi.patientHash(0));
        assertNobody(seen);
    }

    /// A DICOM file in Explicit VR Little Endian.
    static byte[] file(String preamble) {
        byte[] head = new byte[128];
        byte[] begins = HexBytes.bytes(preamble);
        System.arraycopy(begins, 0, head, 0, begins.length);
        byte[] rest =
                HexBytes.bytes(
                        """
                        "DICM"
                        02 00 00 00 "UL" 04 00 1C 00 00 00             # group length
                        02 00 10 00 "UI" 14 00 "1.2.840.10008.1.2.1" 00  # transfer syntax
                        08 00 60 00 "CS" 02 00 "CT"
                        10 00 10 00 "PN" 0E 00 "Zappelin^Jane "
                        10 00 20 00 "LO" 08 00 "MRN77001"
                        E0 7F 10 00 "OW" 00 00 04 00 00 00 01 02 03 04
                        """);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(rest);
        return all.toByteArray();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsStoredObjectsPartByPart() {
        String body =
                "--b\r\nContent-Type: application/dicom\r\n\r\n"
                        + latin1(file(""))
                        + "\r\n--b\r\nContent-Type: application/dicom\r\n\r\n"
                        + latin1(file("\"MZ\" 90 00"))
                        + "\r\n--b--\r\n";
        Exchanges seen =
                new Exchanges()
                        .asks(
                                message(
                                        "POST /dicom-web/studies HTTP/1.1\r\nContent-Type:"
                                                + " multipart/related; type=\"application/dicom\";"
                                                + " boundary=b",
                                        body))
                        .answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .read();

        List<HttpFacts> parts = seen.contents();
        assertThat(parts).hasSize(2).allMatch(part -> part.fromClient);
        assertThat(parts.get(0).preamble).isEqualTo(Preamble.EMPTY);
        assertThat(parts.get(1).preamble).isEqualTo(Preamble.PE);
        assertThat(parts.get(1).modality).isEqualTo("CT");
        assertThat(marked(parts.get(0).phi)).containsExactlyInAnyOrder("PatientName", "PatientID");
        HttpFacts facts = seen.transactions().getFirst();
        assertThat(facts.interaction).isEqualTo("stow-rs");
        assertThat(facts.instances).isEqualTo(2);
        assertThat(facts.transactionPhi.patients()).isEqualTo(1);
        assertNobody(seen);
    }

    @Test
    void knowsADicomFileByItsPrefix() {
        Exchanges seen =
                new Exchanges()
                        .asks("GET /download/7 HTTP/1.1\r\n\r\n")
                        .answers(
                                message(
                                        "HTTP/1.1 200 OK\r\nContent-Type:"
                                                + " application/octet-stream",
                                        latin1(file(""))))
                        .read();

        HttpFacts facts = seen.transactions().getFirst();
        assertThat(facts.service).isEqualTo(Service.FILE);
        assertThat(facts.phi.anyDirect()).isTrue();
    }

    @Test
    void knowsADicomFileThatIsCalledAForm() {
        Exchanges seen =
                new Exchanges()
                        .asks(
                                message(
                                        "POST /instances HTTP/1.1\r\nContent-Type:"
                                                + " application/x-www-form-urlencoded",
                                        latin1(file("7F \"ELF\""))))
                        .answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .read();

        assertThat(seen.contents().getFirst().preamble).isEqualTo(Preamble.ELF);
        assertThat(seen.contents().getFirst().service).isEqualTo(Service.FILE);
    }

    @Test
    void knowsAttributesByKeywordInAnArchivesOwnJson() {
        Exchanges seen =
                get(
                                "/patients",
                                "application/json",
                                "[{\"ID\":\"x\",\"MainDicomTags\":{\"PatientID\":\"MRN77001\","
                                        + "\"PatientName\":\"Zappelin^Jane\"}},{\"MainDicomTags\":"
                                        + "{\"PatientID\":\"MRN77002\"}}]")
                        .read();

        HttpFacts facts = seen.transactions().getFirst();
        assertThat(marked(facts.phi)).containsExactlyInAnyOrder("PatientName", "PatientID");
        assertThat(facts.phi.patients()).isEqualTo(2);
        assertThat(facts.service).isEqualTo(Service.FILE);
        assertNobody(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /dicom-web/studies/1.2.3/series/1.2.4/instances/1.2.5, wado-rs",
        "GET, /rs/studies/1.2.3/metadata, wado-rs",
        "GET, /rs/studies/1.2.3/series, qido-rs",
        "GET, /wado?requestType=WADO&studyUID=1.2.3, wado-uri",
        "POST, /dicomweb/workitems, ups-rs",
        "GET, /instances, ''",
    })
    void readsDicomWebsTransactions(String method, String target, String transaction) {
        HttpFacts facts =
                new Exchanges()
                        .asks(method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")
                        .answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .read()
                        .transactions()
                        .getFirst();

        assertThat(facts.interaction).isEqualTo(transaction);
    }

    // ---- clinical documents and IHE

    @Test
    void readsAClinicalDocument() {
        String cda =
                """
                <?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><id extension="D1"/>
                <recordTarget><patientRole><id extension="MRN77001" root="1.2.3"/>
                <addr><city>Springfield</city></addr><telecom value="tel:555-0142"/>
                <patient><name><given>Jane</given><family>Zappelin</family></name>
                <administrativeGenderCode code="F"/><birthTime value="19710203"/></patient>
                <providerOrganization><id extension="9"/><name>General</name></providerOrganization>
                </patientRole></recordTarget>
                <component><structuredBody><component><section><text>Jane was seen</text></section>
                </component></structuredBody></component></ClinicalDocument>
                """;
        Exchanges seen =
                new Exchanges()
                        .asks(message("PUT /docs/1.xml HTTP/1.1\r\nContent-Type: text/xml", cda))
                        .answers("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
                        .read();

        HttpFacts facts = seen.contents().getFirst();
        assertThat(facts.service).isEqualTo(Service.DOCUMENTS);
        assertThat(facts.document).isEqualTo("ClinicalDocument");
        assertThat(marked(facts.phi))
                .containsExactly(
                        "patientRole.id",
                        "patient.name",
                        "patient.birthTime",
                        "patientRole.addr",
                        "patientRole.telecom",
                        "patient.gender",
                        "section.text");
        assertThat(facts.phi.patients()).isEqualTo(1);
        assertNobody(seen);
    }

    @Test
    void readsADocumentQueryOverSoap() {
        String soap =
                """
                <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="x"><s:Header>
                <a:Action>urn:ihe:iti:2007:RegistryStoredQuery</a:Action></s:Header><s:Body>
                <query:AdhocQueryRequest xmlns:query="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0">
                <rim:AdhocQuery id="1"><rim:Slot name="$XDSDocumentEntryPatientId"><rim:ValueList>
                <rim:Value>'MRN77001^^^&amp;1.2.3&amp;ISO'</rim:Value></rim:ValueList></rim:Slot>
                </rim:AdhocQuery></query:AdhocQueryRequest></s:Body></s:Envelope>
                """;
        HttpFacts facts =
                new Exchanges()
                        .asks(
                                message(
                                        "POST /xds/registry HTTP/1.1\r\nContent-Type:"
                                                + " application/soap+xml; charset=UTF-8",
                                        soap))
                        .answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .read()
                        .contents()
                        .getFirst();

        assertThat(facts.document).isEqualTo("AdhocQueryRequest");
        assertThat(facts.action).isEqualTo("urn:ihe:iti:2007:RegistryStoredQuery");
        assertThat(marked(facts.phi)).containsExactly("XDSDocumentEntry.patientId");
        assertThat(facts.phi.patients()).isEqualTo(1);
    }

    @Test
    void readsADemographicsQuery() {
        String query =
                """
                <Envelope><Body><PRPA_IN201305UV02 xmlns="urn:hl7-org:v3"><controlActProcess>
                <queryByParameter><parameterList><livingSubjectBirthTime><value value="19710203"/>
                </livingSubjectBirthTime><livingSubjectName><value><family>Zappelin</family></value>
                </livingSubjectName><livingSubjectId><value extension="MRN77001" root="1"/>
                </livingSubjectId></parameterList></queryByParameter></controlActProcess>
                </PRPA_IN201305UV02></Body></Envelope>
                """;
        HttpFacts facts =
                new Exchanges()
                        .asks(message("POST /pdq HTTP/1.1\r\nContent-Type: text/xml", query))
                        .answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                        .read()
                        .contents()
                        .getFirst();

        assertThat(facts.document).isEqualTo("PRPA_IN201305UV02");
        assertThat(marked(facts.phi))
                .containsExactly("livingSubjectName", "livingSubjectId", "livingSubjectBirthTime");
    }
}
