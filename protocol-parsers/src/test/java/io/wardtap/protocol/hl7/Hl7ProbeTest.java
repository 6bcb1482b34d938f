package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.Wire.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

final class Hl7ProbeTest {
    private static final String MESSAGE = "MSH|^~\\&|HIS|EXH|EHR|EXH|1||ADT^A01|1|P|2.5\rPID|1\r";

    private static Verdict probe(String text, int port, boolean midstream) {
        return probe(text(text), port, midstream);
    }

    private static Verdict probe(byte[] bytes, int port, boolean midstream) {
        return new Hl7Probe().probe(Direction.ORIGINATOR, bytes, 0, bytes.length, port, midstream);
    }

    private static int findStart(String text) {
        byte[] bytes = text(text);
        return new Hl7Probe().findStart(Direction.ORIGINATOR, bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u000B" + MESSAGE,
                MESSAGE,
                "\u000BFHS|^~\\&|X",
                "\u000BBHS|^~\\&|X",
                "MSH$%*@!$X",
                "\u000BMSH^~|\\&^SENDING",
                "MSH|^|",
                "MSH|^~\\\\&|HIS",
                "\u000B\u001C\r\u000B\u001C\r\u000B" + MESSAGE,
                "\u000B\u0006\u001C\r\u000B" + MESSAGE,
                "\r\n\0\u000B" + MESSAGE,
                "\u00EF\u00BB\u00BF" + MESSAGE,
                "\u0002" + MESSAGE,
                "\0\0\u0001\u002C" + MESSAGE,
                "\u000BD23\r" + MESSAGE
            })
    void recognisesHl7OnAnyPort(String text) {
        assertThat(probe(text, 50_123, false)).isEqualTo(Verdict.MATCH);
    }

    @Test
    void asksForMoreOnEveryShortPrefix() {
        for (String text : new String[] {"\u000B" + MESSAGE, MESSAGE, "\u000B\u001C\r\u000BMSH"}) {
            byte[] bytes = text(text);
            int header = text.indexOf("MSH") + 9;
            for (int length = 1; length < bytes.length; length++) {
                assertThat(probe(Arrays.copyOf(bytes, length), 1, false))
                        .as("%d bytes", length)
                        .isEqualTo(length < header ? Verdict.NEED_MORE : Verdict.MATCH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0005\u00021H|\\^&|||ANALYZER^1.0",
                "H|\\^&|||ANALYZER^1.0|||||||P|1\r",
                "GET / HTTP/1.1\r\n",
                "8=FIX.4.2\u00019=65\u0001",
                "ISA*00*          *00*",
                "UNA:+.? 'UNB+UNOC:3+",
                "MSHA^~\\&AHIS",
                "\u000BMSHABCDEFGH",
                "MSH||||",
                "MSH is a kind of cell",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003",
                "\u0001\u0000\u0000\u0000\u0000\u00CD\u0000\u0001"
            })
    void passesOverWhatIsNotHl7(String text) {
        assertThat(probe(text, 2575, false)).isEqualTo(Verdict.NO);
    }

    @Test
    void givesUpOnKeepAlivesWithoutAMessage() {
        assertThat(probe("\u000B\u001C\r".repeat(20), 2575, false)).isEqualTo(Verdict.NEED_MORE);
        assertThat(probe("\u000B\u001C\r".repeat(22), 2575, false)).isEqualTo(Verdict.NO);
    }

    @Test
    void findsTheNextMessageInMidstream() {
        assertThat(findStart("5^mg/dl||||F\r\u001C\r\u000B" + MESSAGE)).isEqualTo(15);
        assertThat(findStart("5^mg/dl||||F\r" + MESSAGE)).isEqualTo(13);
        assertThat(findStart(MESSAGE)).isZero();
        assertThat(findStart("\u000B" + MESSAGE)).isZero();
        assertThat(findStart("in text MSH|^~\\&|x and \rMSH is a word\r\u000BMSH|^")).isEqualTo(-1);
        assertThat(findStart("x")).isEqualTo(-1);
    }

    @Test
    void recognisesAFlowPickedUpInsideAMessage() {
        String tail = "5^mg/dl||||F\r\u001C\r\u000B";

        assertThat(probe(tail + MESSAGE, 50_123, true)).isEqualTo(Verdict.MATCH);
        assertThat(probe(tail + MESSAGE, 50_123, false)).isEqualTo(Verdict.NO);
        assertThat(probe("5^mg/dl||||F\rOBX|2|NM|", 50_123, true)).isEqualTo(Verdict.NEED_MORE);
        assertThat(probe("any words", 2575, true)).isEqualTo(Verdict.NEED_MORE);
        assertThat(probe("\u0017\u0003\u0003\u0001\u0000zzzz|zzzz", 443, true))
                .isEqualTo(Verdict.NO);
    }
}
