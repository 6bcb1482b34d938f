package io.wardtap.protocol.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class HttpProbeTest {
    private final HttpProbe probe = new HttpProbe();

    private Verdict probe(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return probe.probe(Direction.ORIGINATOR, bytes, 0, bytes.length, 1234, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "PROPFIND /a%20b?c HTTP/1.0\n",
                "M-SEARCH * HTTP/1.1\r\nHost",
                "\r\nPOST http://a/b HTTP/1.1\r\n",
                "HTTP/1.1 404 Not Found",
                "HTTP/1.0 200\r\n",
            })
    void knowsItOnAnyPortAndAtEveryCut(String text) {
        assertThat(probe(text)).isEqualTo(Verdict.MATCH);
        for (int n = 1; n < text.length(); n++) {
            assertThat(probe(text.substring(0, n))).as("%d bytes", n).isNotEqualTo(Verdict.NO);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS rtsp://cam/ RTSP/1.0\r\n",
                "INVITE sip:a@b SIP/2.0\r\n",
                "MSH|^~\\&|A\r",
                "PRI * HTTP/2.0\r\n",
                "GET /\r\n",
                "HTTP/2 200 OK\r\n",
                "USER anonymous\r\n",
                "\u000BMSH|",
                "\u0016\u0003\u0001\u0000\u00A5\u0001",
                "\u0001\u0000\u0000\u0000",
                "EHLO mail HTTP\r\n",
                "SSH-2.0-OpenSSH\r\n",
                "GET\u0001/ HTTP/1.1\r\n",
            })
    void leavesOthersAlone(String text) {
        assertThat(probe(text)).isEqualTo(Verdict.NO);
    }

    @Test
    void takesALongTargetForOne() {
        assertThat(probe("GET /" + "a".repeat(2000))).isEqualTo(Verdict.MATCH);
        assertThat(probe("GET /" + "a".repeat(500))).isEqualTo(Verdict.NEED_MORE);
        assertThat(probe("GET http://" + "a".repeat(2000))).isEqualTo(Verdict.MATCH);
        assertThat(probe("PATIENT " + "a".repeat(2000))).isEqualTo(Verdict.NO);
    }

    @Test
    void findsAStartLineInMidstream() {
        byte[] bytes =
                "tail of a body\r\nGET nothing\r\nHTTP/1.1 200 OK\r\nA: b\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(probe.findStart(Direction.RESPONDER, bytes, 0, bytes.length)).isEqualTo(29);
        assertThat(probe.findStart(Direction.RESPONDER, bytes, 0, 40)).isEqualTo(-1);
    }
}
