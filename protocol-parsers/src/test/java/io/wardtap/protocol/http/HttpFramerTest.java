package io.wardtap.protocol.http;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.testkit.RecordingUnitSink.Unit;
import io.wardtap.protocol.testkit.SplitFeeder;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;

import java.util.List;

/// RFC 9112, at every cut.
final class HttpFramerTest {
    private static final String GET = "GET /index.html HTTP/1.1\r\nHost: viewer\r\n\r\n";
    private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private static SplitFeeder feeder() {
        return SplitFeeder.of(HttpFramer::new);
    }

    private static List<Integer> types(RecordingUnitSink sink) {
        return sink.units().stream().map(Unit::type).toList();
    }

    private static String json(int bytes) {
        StringBuilder text = new StringBuilder("{\"resourceType\":\"Patient\",\"x\":\"");
        while (text.length() < bytes - 2) {
            text.append((char) ('a' + text.length() % 26));
        }
        return text.append("\"}").toString();
    }

    @Test
    void cutsHeadsAndStepsOverBodiesThatNobodyReads() {
        RecordingUnitSink seen =
                feeder().originator(GET)
                        .responder(
                                "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\nContent-Length:"
                                        + " 11\r\n\r\nbody{color:}")
                        .end(ORIGINATOR)
                        .assertSameAtEveryCut();

        assertThat(types(seen)).containsExactly(Http.REQUEST, Http.RESPONSE, Http.RESPONSE_END);
        assertThat(seen.units().getFirst().text()).isEqualTo(GET);
        assertThat(Http.bodyBytes(seen.units().getLast().detail())).isEqualTo(11);
        assertThat(seen.client()).isEqualTo(ORIGINATOR);
        assertThat(seen.counts()).containsEntry(0, 1).containsEntry(1, 1);
        // a twelfth byte stands where a message is to begin
        assertThat(seen.events()).containsOnlyKeys(DecodeEvent.HTTP_DESYNCHRONISED);
    }

    @Test
    void joinsPipelinedRequestsWithTheirResponsesByNumber() {
        RecordingUnitSink seen =
                feeder().originator(GET + GET.replace("GET", "HEAD") + "\r\n" + GET)
                        .responder(
                                EMPTY
                                        + "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
                                        + "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")
                        .assertSameAtEveryCut();

        assertThat(seen.units(Http.REQUEST))
                .extracting(unit -> Http.number(unit.detail()))
                .containsExactly(0, 1, 2);
        assertThat(seen.units(Http.RESPONSE))
                .extracting(unit -> Http.number(unit.detail()))
                .containsExactly(0, 1, 2);
        assertThat(seen.events()).isEmpty();
    }

    @Test
    void takesChunksApartWithExtensionsAndTrailers() {
        String body = json(60);
        RecordingUnitSink seen =
                feeder().originator(GET)
                        .responder(
                                "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n"
                                        + "Transfer-Encoding: gzip, chunked\r\n\r\n"
                                        + "1E;name=value\r\n"
                                        + body.substring(0, 30)
                                        + "\r\n01e\r\n"
                                        + body.substring(30)
                                        + "\r\n0\r\nDigest: x\r\n\r\n"
                                        + EMPTY)
                        .assertSameAtEveryCut();

        assertThat(seen.units(Http.BODY)).hasSize(1);
        assertThat(seen.units(Http.BODY).getFirst().text()).isEqualTo(body);
        assertThat(seen.units(Http.RESPONSE)).hasSize(2);
        assertThat(seen.units(Http.RESPONSE).getLast().detail() & Http.NO_REQUEST).isNotZero();
    }

    @Test
    void countsAChunkSizeThatIsNoneAndFindsTheNextMessage() {
        RecordingUnitSink seen =
                feeder().originator(GET + GET)
                        .responder(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
                                        + "more\r\n"
                                        + EMPTY)
                        .assertSameAtEveryCut();

        assertThat(seen.events()).containsEntry(DecodeEvent.HTTP_CHUNK_MALFORMED, 1);
        assertThat(seen.units(Http.RESPONSE)).hasSize(2);
    }

    @Test
    void readsABodyToTheConnectionsEnd() {
        RecordingUnitSink seen =
                feeder().originator(GET)
                        .responder("HTTP/1.0 200 OK\r\n\r\nuntil the end")
                        .end(RESPONDER)
                        .assertSameAtEveryCut();

        Unit end = seen.units().getLast();
        assertThat(end.type()).isEqualTo(Http.RESPONSE_END);
        assertThat(Http.bodyBytes(end.detail())).isEqualTo(13);
        assertThat(end.detail() & Http.INCOMPLETE).isZero();
    }

    @Test
    void waitsForTheFinalResponseBehindAnInterimOne() {
        RecordingUnitSink seen =
                feeder().originator(
                                "POST /x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length:"
                                        + " 3\r\n\r\n")
                        .responder("HTTP/1.1 100 Continue\r\n\r\n")
                        .originator("abc")
                        .responder("HTTP/1.1 204 No Content\r\n\r\n")
                        .assertSameAtEveryCut();

        assertThat(types(seen)).containsExactly(Http.REQUEST, Http.REQUEST_END, Http.RESPONSE);
    }

    @Test
    void stopsReadingAfterAnUpgradeAndInATunnel() {
        RecordingUnitSink upgraded =
                feeder().originator(GET)
                        .responder(
                                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
                                        + "\u0081\u0005hello")
                        .originator("\u0081\u0085....")
                        .assertSameAtEveryCut();
        RecordingUnitSink tunnelled =
                feeder().originator("CONNECT srv:443 HTTP/1.1\r\nHost: srv:443\r\n\r\n")
                        .responder("HTTP/1.1 200 Established\r\n\r\n")
                        .originator("\u0016\u0003\u0001")
                        .assertSameAtEveryCut();

        assertThat(types(upgraded)).containsExactly(Http.REQUEST, Http.RESPONSE);
        assertThat(types(tunnelled)).containsExactly(Http.REQUEST, Http.RESPONSE);
        assertThat(upgraded.events()).isEmpty();
    }

    @Test
    void tellsALengthThatIsToldTwice() {
        RecordingUnitSink seen =
                feeder().originator(
                                "POST /a HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding:"
                                        + " chunked\r\n\r\n0\r\n\r\n"
                                        + GET)
                        .assertSameAtEveryCut();

        assertThat(seen.events()).containsEntry(DecodeEvent.HTTP_LENGTH_CONFLICT, 1);
        assertThat(seen.units(Http.REQUEST)).hasSize(2);
    }

    @Test
    void goesOnBehindAGapInsideABodyOfKnownLength() {
        RecordingUnitSink seen =
                feeder().originator(GET + GET)
                        .responder("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n1234")
                        .gap(RESPONDER, 990)
                        .responder("567890" + EMPTY)
                        .assertSameAtEveryCut();

        assertThat(seen.units(Http.RESPONSE)).hasSize(2);
        assertThat(seen.events()).isEmpty();
        assertThat(Http.bodyBytes(seen.units(Http.RESPONSE_END).getFirst().detail()))
                .isEqualTo(1000);
    }

    @Test
    void findsTheNextStartLineBehindAGapInAHead() {
        RecordingUnitSink seen =
                feeder().originator(GET + GET + "GET /lost HT")
                        .gap(ORIGINATOR, 100)
                        .originator("ser-Agent: x\r\nAnd: more\r\n\r\nG\r\n" + GET)
                        .responder("HTTP/1.1 200 OK\r\nServ")
                        .gap(RESPONDER, 100)
                        .responder("rest\r\n\r\n" + EMPTY)
                        .assertSameAtEveryCut();

        assertThat(seen.units(Http.REQUEST)).hasSize(3);
        // the two before the gap: the first of both that follow may be anybody's
        assertThat(seen.units(Http.UNANSWERED))
                .extracting(unit -> Http.number(unit.detail()))
                .containsExactly(0, 1);
        assertThat(Http.number(seen.units(Http.RESPONSE).getFirst().detail())).isEqualTo(2);
    }

    @Test
    void tellsRequestsThatNobodyAnswers() {
        RecordingUnitSink seen =
                feeder().originator(GET).end(ORIGINATOR).end(RESPONDER).assertSameAtEveryCut();

        assertThat(types(seen)).containsExactly(Http.REQUEST, Http.UNANSWERED);
    }

    @Test
    void cutsHeadsThatAreTooLong() {
        String head = "GET / HTTP/1.1\r\nX: " + "y".repeat(20_000) + "\r\n\r\n";
        RecordingUnitSink seen = feeder().originator(head + GET).feedWhole();

        assertThat(seen.units(Http.REQUEST)).hasSize(2);
        assertThat(seen.units().getFirst().bytes()).hasSize(HttpDirection.MAX_HEAD_BYTES);
        assertThat(seen.units().getFirst().detail() & Http.HEAD_CUT).isNotZero();
        assertThat(seen.events()).containsEntry(DecodeEvent.HTTP_HEAD_OVERSIZE, 1);
    }

    @Test
    void fallsSilentlyWhenTheFirstLineIsAnotherProtocols() {
        HttpFramer framer = new HttpFramer(new UnitAssembler(0));
        RecordingUnitSink sink = new RecordingUnitSink();
        byte[] other =
                "OPTIONS rtsp://cam/ RTSP/1.0\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        framer.onBytes(ORIGINATOR, other, 0, other.length, sink);

        assertThat(framer.isFailed()).isTrue();
        assertThat(framer.isConfirmed()).isFalse();
        assertThat(sink.units()).isEmpty();
    }

    @Test
    void handsLongBodiesOnInPiecesToALimit() {
        String body = json(BodyCutter.MAX_TEXT_BYTES + 5000);
        RecordingUnitSink seen =
                feeder().originator(GET)
                        .responder(
                                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                        .feedWhole();

        assertThat(seen.units(Http.BODY))
                .hasSize(BodyCutter.MAX_TEXT_BYTES / BodyCutter.PIECE_BYTES)
                .allMatch(unit -> unit.bytes().length == BodyCutter.PIECE_BYTES);
        assertThat(seen.uninspected()).isEqualTo(5000);
    }

    @Test
    void leavesOrdinaryJsonAlone() {
        String body = "{\"temperature\":[1,2,3],\"unit\":\"C\"}";
        RecordingUnitSink seen =
                feeder().originator(GET)
                        .responder(
                                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                        .assertSameAtEveryCut();

        assertThat(seen.units(Http.BODY)).isEmpty();
        assertThat(seen.uninspected()).isZero();
    }

    @Test
    void handsOnThePartsOfAMultipartBody() {
        String body =
                "preamble\r\n"
                        + "--b1\r\n"
                        + "Content-Type: application/dicom+json\r\n\r\n"
                        + "[{\"a\":\r\n"
                        + "--b}]\r\n"
                        + "--b1 \r\n"
                        + "content-type: image/jpeg\r\n\r\n"
                        + "\u00FF\u00D8\r\n\r\r\n"
                        + "--b1\r\n"
                        + "Content-Type: application/fhir+xml\r\n\r\n"
                        + "<Patient/>\r\n"
                        + "--b1--\r\n"
                        + "epilogue";
        RecordingUnitSink seen =
                feeder().originator(
                                "POST /studies HTTP/1.1\r\nContent-Type: multipart/related;"
                                        + " type=\"application/dicom\"; boundary=\"b1\"\r\n"
                                        + "Content-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                        .assertSameAtEveryCut();

        assertThat(seen.units(Http.BODY))
                .extracting(Unit::text)
                .containsExactly("[{\"a\":\r\n--b}]", "<Patient/>");
        assertThat(seen.units(Http.BODY))
                .extracting(unit -> Http.form(unit.detail()))
                .containsExactly(BodyForm.DICOM_JSON, BodyForm.FHIR_XML);
    }

    @Test
    void picksUpInMidstreamWhereAMessageBegins() {
        RecordingUnitSink seen =
                feeder().responder(EMPTY).originator(GET).responder(EMPTY).assertSameAtEveryCut();

        assertThat(seen.client()).isEqualTo(ORIGINATOR);
        assertThat(seen.units(Http.RESPONSE))
                .extracting(unit -> unit.detail() & Http.NO_REQUEST)
                .containsExactly(Http.NO_REQUEST, 0L);
    }
}
