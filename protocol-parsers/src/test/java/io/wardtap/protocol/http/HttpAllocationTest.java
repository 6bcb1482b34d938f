package io.wardtap.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Framer and parser together, as lane and parser thread run them.
final class HttpAllocationTest {
    private static final class ParsingSink implements UnitSink {
        final HttpParser parser =
                new HttpParser(
                        new ParserContext(
                                new KeyedHash(1, 2), new KeyedHash(3, 4), new NameInterner(1024)));
        final HttpFacts facts = new HttpFacts();
        long units;
        long told;
        long marked;
        long files;

        @Override
        public void onUnit(
                int type, Direction from, byte[] bytes, int start, int length, long detail) {
            facts.clear();
            parser.onUnit(1, type, from, units++, bytes, start, length, detail, facts);
            told += facts.kind == HttpFacts.Kind.TRANSACTION ? 1 : 0;
            marked += facts.phi.anyDirect() ? 1 : 0;
            files += facts.instances;
        }

        @Override
        public void onCount(int kind) {
            units++;
        }

        @Override
        public void onEvent(DecodeEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void onUninspected(long bytes) {
            throw new AssertionError(bytes);
        }

        @Override
        public void onEncrypted() {
            throw new AssertionError();
        }

        @Override
        public void onClientIs(Direction client) {
            units++;
        }
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(latin1(text));
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        byte[] body = zipped.toByteArray();
        byte[] head =
                latin1(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n"
                                + "Content-Encoding: gzip\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body);
        return all.toByteArray();
    }

    @Test
    void allocatesNothingOnWellFormedTraffic() {
        String file = new String(MedicalContentTest.file(""), StandardCharsets.ISO_8859_1);
        byte[] ask =
                latin1(
                        "GET /fhir/Patient?family=x&identifier=a%7Cb HTTP/1.1\r\n"
                                + "Host: a.example\r\n"
                                + "User-Agent: Mozilla/5.0 (X11) Firefox/115.0\r\n"
                                + "Authorization: Basic dGVzdDpmYWlsMg==\r\n\r\n");
        byte[] store =
                latin1(
                        Exchanges.message(
                                "POST /rs/studies HTTP/1.1\r\nContent-Type: multipart/related;"
                                        + " boundary=b",
                                "--b\r\nContent-Type: application/dicom\r\n\r\n"
                                        + file
                                        + "\r\n--b--"));
        byte[] patient =
                latin1(
                        Exchanges.message(
                                "HTTP/1.1 200 OK\r\nServer: nginx/1.2\r\nContent-Type:"
                                        + " application/json",
                                MedicalContentTest.PATIENT));
        byte[] zipped = gzip(MedicalContentTest.PATIENT);
        byte[] xml =
                latin1(
                        Exchanges.message(
                                "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+xml",
                                "<Patient xmlns=\"http://hl7.org/fhir\"><name><family"
                                        + " value=\"x\"/></name></Patient>"));
        byte[] chunked =
                latin1(
                        "HTTP/1.1 200 OK\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + "5\r\n"
                                + "hello\r\n"
                                + "0\r\n\r\n");
        HttpFramer framer = new HttpFramer(new UnitAssembler(16 << 20));
        ParsingSink sink = new ParsingSink();
        byte[][] answers = {patient, zipped, xml, chunked};

        AllocationMeter.assertAllocatesNothing(
                500,
                () -> {
                    for (byte[] answer : answers) {
                        feed(framer, Direction.ORIGINATOR, ask, sink);
                        feed(framer, Direction.RESPONDER, answer, sink);
                    }
                    feed(framer, Direction.ORIGINATOR, store, sink);
                    feed(framer, Direction.RESPONDER, chunked, sink);
                });

        assertThat(sink.told).isPositive();
        assertThat(sink.marked).isPositive();
        assertThat(sink.files).isPositive();
    }

    private static void feed(HttpFramer framer, Direction from, byte[] bytes, ParsingSink sink) {
        for (int at = 0; at < bytes.length; at += 100) {
            framer.onBytes(from, bytes, at, Math.min(100, bytes.length - at), sink);
        }
    }
}
