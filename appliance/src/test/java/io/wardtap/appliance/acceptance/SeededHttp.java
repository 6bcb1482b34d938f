package io.wardtap.appliance.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// HTTP with made-up patients in every element that is read, beside them, and in heads.
final class SeededHttp {
    record Turn(String request, String response) {}

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final Tokens tokens;

    SeededHttp(Tokens tokens) {
        this.tokens = tokens;
    }

    private static String message(String head, String type, String body) {
        int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
        return head
                + "\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + length
                + "\r\n\r\n"
                + body;
    }

    private String get(String target) {
        return "GET "
                + target
                + " HTTP/1.1\r\nHost: "
                + tokens.word("Host")
                + " x\r\nUser-Agent: "
                + tokens.word("User-Agent")
                + " "
                + tokens.word("User-Agent's second word")
                + " ("
                + tokens.mixture("comment")
                + ") curl/7.1\r\nReferer: http://a/"
                + tokens.number("Referer")
                + "\r\nAuthorization: Bearer "
                + tokens.word("token")
                + "\r\nX-Patient: "
                + tokens.mixture("own field")
                + "\r\n\r\n";
    }

    private String ok(String type, String body) {
        return message(
                "HTTP/1.1 200 "
                        + tokens.word("reason")
                        + "\r\nServer: Apache/2.4 ("
                        + tokens.mixture("Server's comment")
                        + ")\r\nSet-Cookie: a="
                        + tokens.word("Set-Cookie"),
                type,
                body);
    }

    private String person(String type) {
        return """
        {"resourceType":"%s","id":"%s","identifier":[{"value":"%s"}],
         "name":[{"family":"%s","given":["%s"]}],"telecom":[{"value":"%s"}],"gender":"male",
         "birthDate":"%s","deceasedDateTime":"%s","address":[{"line":["%s"]}],
         "photo":[{"data":"%s"}],"contact":[{"name":{"family":"%s"}}],"extension":[{"valueString":"%s"}],
         "text":{"div":"<div>%s</div>"}}
        """
                .formatted(
                        type,
                        tokens.word(type + ".id"),
                        tokens.number(type + ".identifier"),
                        tokens.word(type + ".name"),
                        tokens.word(type + ".given"),
                        tokens.number(type + ".telecom"),
                        tokens.date(type + ".birthDate"),
                        tokens.date(type + ".deceased"),
                        tokens.word(type + ".address"),
                        tokens.word(type + ".photo"),
                        tokens.word(type + ".contact"),
                        tokens.word(type + ".extension"),
                        tokens.mixture(type + ".text"));
    }

    private String clinical(String type) {
        return """
        {"resourceType":"%s","identifier":[{"value":"%s"}],"subject":{"reference":"Patient/%s",
         "display":"%s","identifier":{"value":"%s"}},"subscriberId":"%s","note":[{"text":"%s"}],
         "issued":"%s","content":[{"attachment":{"data":"%s"}}],"valueString":"%s"}
        """
                .formatted(
                        type,
                        tokens.number(type + ".identifier"),
                        tokens.word(type + ".reference"),
                        tokens.word(type + ".display"),
                        tokens.number(type + ".subject"),
                        tokens.number(type + ".subscriberId"),
                        tokens.mixture(type + ".note"),
                        tokens.date(type + ".issued"),
                        tokens.word(type + ".content"),
                        tokens.word(type + ".value"));
    }

    private String document() {
        return """
        <ClinicalDocument xmlns="urn:hl7-org:v3"><title>%s</title><recordTarget><patientRole>
        <id extension="%s"/><addr><city>%s</city></addr><telecom value="%s"/><patient>
        <name><family>%s</family></name><administrativeGenderCode code="F"/><birthTime value="%s"/>
        </patient></patientRole></recordTarget><component><section><text>%s</text></section>
        </component></ClinicalDocument>
        """
                .formatted(
                        tokens.word("title"),
                        tokens.number("patientRole.id"),
                        tokens.word("addr"),
                        tokens.number("telecom"),
                        tokens.word("name"),
                        tokens.date("birthTime"),
                        tokens.mixture("section"));
    }

    private String soap() {
        return """
        <Envelope xmlns:x="urn:ihe:iti:xds-b:2007"><Header><Action>urn:ihe:%s</Action></Header><Body>
        <%s><livingSubjectName><value>%s</value></livingSubjectName><livingSubjectId>
        <value extension="%s"/></livingSubjectId><livingSubjectBirthTime><value value="%s"/>
        </livingSubjectBirthTime><patientAddress><value><city>%s</city></value></patientAddress>
        <Slot name="sourcePatientId"><ValueList><Value>%s^^^&amp;1.2&amp;ISO</Value></ValueList></Slot>
        <Slot name="sourcePatientInfo"><ValueList><Value>PID-5|%s</Value></ValueList></Slot>
        <Slot name="$XDSDocumentEntryPatientId"><ValueList><Value>'%s^^^&amp;1'</Value></ValueList></Slot>
        </%s></Body></Envelope>
        """
                .formatted(
                        tokens.word("action"),
                        "Zz",
                        tokens.word("livingSubjectName"),
                        tokens.number("livingSubjectId"),
                        tokens.date("livingSubjectBirthTime"),
                        tokens.word("patientAddress"),
                        tokens.number("sourcePatientId"),
                        tokens.word("sourcePatientInfo"),
                        tokens.number("XDSDocumentEntryPatientId"),
                        "Zz");
    }

    private String dicomJson() {
        return """
        [{"00100010":{"vr":"PN","Value":[{"Alphabetic":"%s^%s"}]},"00100020":{"vr":"LO","Value":["%s"]},
          "00104000":{"vr":"LT","Value":["%s"]},"00080060":{"vr":"CS","Value":["%s"]}}]
        """
                .formatted(
                        tokens.word("PatientName"),
                        tokens.word("PatientName's second"),
                        tokens.number("PatientID"),
                        tokens.mixture("PatientComments"),
                        tokens.word("Modality"));
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (String type : List.of("Patient", "RelatedPerson", "Practitioner")) {
            turns.add(
                    new Turn(
                            get("/fhir/" + type + "/" + tokens.word("path")),
                            ok("application/fhir+json", person(type))));
        }
        for (String type : List.of("Observation", "Coverage", "Basic")) {
            turns.add(
                    new Turn(
                            get(
                                    "/fhir/"
                                            + type
                                            + "?patient="
                                            + tokens.word("patient")
                                            + "&"
                                            + tokens.word("parameter")
                                            + "=1"),
                            ok("application/json", clinical(type))));
        }
        turns.add(
                new Turn(
                        get("/fhir/Patient?family=" + tokens.word("family")),
                        ok("text/plain", person("Patient"))));
        turns.add(
                new Turn(
                        message(
                                "PUT /" + tokens.word("document's path") + ".xml HTTP/1.1",
                                "text/xml",
                                document()),
                        OK));
        turns.add(new Turn(message("POST /xds/iti HTTP/1.1", "application/soap+xml", soap()), OK));
        turns.add(
                new Turn(
                        get(
                                "/dicom-web/studies?PatientName="
                                        + tokens.word("query")
                                        + "&00100020="
                                        + tokens.number("query")),
                        ok("application/dicom+json", dicomJson())));
        turns.add(
                new Turn(
                        message(
                                "POST /login HTTP/1.1\r\nAuthorization: Basic "
                                        + tokens.word("basic"),
                                "application/x-www-form-urlencoded",
                                "user="
                                        + tokens.word("user")
                                        + "&password="
                                        + tokens.word("password")),
                        OK));
        return turns;
    }
}
