package io.wardtap.protocol.http;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;

import io.wardtap.protocol.fuzz.ConversationFuzz;
import io.wardtap.protocol.fuzz.ConversationSeed;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Fuzz target: HTTP conversations with medical bodies, see [ConversationFuzz].
public final class HttpFuzz {
    private static final ConversationFuzz TARGET = new ConversationFuzz(Http.PROTOCOL);

    private HttpFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        TARGET.run(input);
    }

    private static byte[] text(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static List<byte[]> seeds() {
        String get = "GET /fhir/Patient?family=x HTTP/1.1\r\nHost: a\r\nAccept: fhir\r\n\r\n";
        String file = new String(MedicalContentTest.file(""), StandardCharsets.ISO_8859_1);
        String parts =
                "--b\r\nContent-Type: application/dicom\r\n\r\n"
                        + file
                        + "\r\n--b\r\n\r\n<a/>\r\n--b--";
        return List.of(
                new ConversationSeed()
                        .bytes(ORIGINATOR, text(get))
                        .bytes(
                                RESPONDER,
                                text(
                                        Exchanges.message(
                                                "HTTP/1.1 200 OK\r\nContent-Type: application/json",
                                                MedicalContentTest.PATIENT)))
                        .end(ORIGINATOR)
                        .bytes(),
                new ConversationSeed()
                        .bytes(
                                ORIGINATOR,
                                text(
                                        Exchanges.message(
                                                "POST /rs/studies HTTP/1.1\r\nAuthorization: Basic"
                                                        + " dGVzdDpmYWlsMg==\r\nContent-Type:"
                                                        + " multipart/related; boundary=b",
                                                parts)))
                        .bytes(RESPONDER, text("HTTP/1.1 204 No Content\r\n\r\n"))
                        .bytes(),
                new ConversationSeed()
                        .bytes(ORIGINATOR, text(get + get))
                        .bytes(
                                RESPONDER,
                                text(
                                        "HTTP/1.1 200 OK\r\n"
                                            + "Content-Type: text/xml\r\n"
                                            + "Transfer-Encoding: chunked\r\n\r\n"
                                            + "26\r\n"
                                            + "<Patient xmlns=\"http://hl7.org/fhir\"><n/>\r\n"))
                        .gap(RESPONDER, 50)
                        .bytes(RESPONDER, text("x\r\nHTTP/1.0 200 OK\r\n\r\n{\"vr\":[]}"))
                        .end(RESPONDER)
                        .bytes());
    }
}
