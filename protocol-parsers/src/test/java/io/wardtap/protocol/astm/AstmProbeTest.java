package io.wardtap.protocol.astm;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.testkit.AstmFrames;
import io.wardtap.protocol.testkit.HexBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AstmProbeTest {
    private static final String H = "H|\\^&|||Acme";
    private final AstmProbe probe = new AstmProbe();

    private Verdict at(byte[] bytes, boolean midstream) {
        return probe.probe(Direction.ORIGINATOR, bytes, 0, bytes.length, 7777, midstream);
    }

    private Verdict begin(String text) {
        return at(text.getBytes(ISO_8859_1), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                H,
                "H@!~$@x",
                "\u000B" + H,
                "\u0005\u00021" + H,
                "\u00021" + H,
                "\u0002" + H,
                "\u0005\u0005\u0004\u0005\u00021" + H
            })
    void findsItOnAnyPort(String first) {
        assertThat(begin(first)).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0005", "\u0006", "\u0015", "\u0005\u0002", "\u0005\u00021H|", "H|"})
    void waitsForMore(String first) {
        assertThat(begin(first)).isEqualTo(Verdict.NEED_MORE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n",
                "HEAD / HTTP/1.0\r\n",
                "HELO mail\r\n",
                "H|||||||",
                "H|\\^&x",
                "GET / HTTP/1.1\r\n",
                "\u000BMSH|^~\\&|A|B",
                "MSH|^~\\&|A|B",
                "FHS|^~\\&|",
                "<HEL.R01><HDR>",
                "SSH-2.0-OpenSSH\r\n",
                "\u00021Hello",
                "\u0002MSH|^~\\&",
                "\u00021P|1||4711"
            })
    void leavesOthersAlone(String first) {
        assertThat(begin(first)).isEqualTo(Verdict.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 00 00 00 00 CD 00 01 00 00", // A-ASSOCIATE-RQ (PS3.8 9.3.2)
                "02 00 00 00 00 B8 00 01 00 00", // A-ASSOCIATE-AC, STX is its type too
                "04 00 00 00 01 0A", // P-DATA-TF, whose type is EOT
                "05 00 00 00 00 04 00 00 00 00", // A-RELEASE-RQ, whose type is ENQ
                "06 00 00 00 00 04 00 00 00 00", // A-RELEASE-RP, whose type is ACK
                "16 03 01 02 00 01 00 01 FC 03 03", // TLS ClientHello
                "15 03 03 00 02 02 28", // TLS alert, whose type is NAK
                "05 01 00", // SOCKS 5
                "05 02 00 02", // SOCKS 5 with two methods
                "1B 51 36 43 0D", // Medibus
                "E2 00 00 32 80 00 00 00" // 11073-20601
            })
    void leavesOtherBytesAlone(String first) {
        assertThat(at(HexBytes.bytes(first), false)).isEqualTo(Verdict.NO);
    }

    @Test
    void findsAFrameInMidstream() {
        String text = "9|N||F\r\u000312\r\n" + AstmFrames.frame(4, "R|2|^^^K|4.1\r");
        byte[] bytes = text.getBytes(ISO_8859_1);

        assertThat(probe.findStart(Direction.ORIGINATOR, bytes, 0, bytes.length))
                .isEqualTo(text.indexOf('\u0002'));
        assertThat(at("\u00024R|2|^^^K".getBytes(ISO_8859_1), true)).isEqualTo(Verdict.MATCH);
    }

    @Test
    void findsABareHeaderInMidstream() {
        String text = "N||F\rL|1|N\r" + H + "\r";
        byte[] bytes = text.getBytes(ISO_8859_1);

        assertThat(probe.findStart(Direction.ORIGINATOR, bytes, 0, bytes.length))
                .isEqualTo(text.indexOf("\rH|"));
        assertThat(probe.findStart(Direction.ORIGINATOR, bytes, 0, 8)).isEqualTo(-1);
    }
}
