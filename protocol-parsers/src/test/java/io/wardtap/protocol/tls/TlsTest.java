package io.wardtap.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.FramerFeeder;
import io.wardtap.protocol.hl7.FramerFeeder.Result;
import io.wardtap.protocol.hl7.Wire;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

final class TlsTest {
    private static final byte[] CLIENT_HELLO =
            Wire.of(
                    """
                    16          # type: handshake, RFC 8446 5.1
                    03 01       # legacy record version
                    02 00       # length
                    01          # handshake type: client_hello, RFC 8446 4
                    00 01 FC    # its length
                    03 03       # legacy version
                    """);
    private static final byte[] SERVER_HELLO =
            Wire.of("16 03 03 00 7A 02 00 00 76 03 03  # server_hello");
    private static final byte[] APPLICATION_DATA = Wire.of("17 03 03 01 00 5A 5A 5A");

    private static Verdict probe(byte[] bytes, boolean midstream) {
        return new TlsProbe().probe(Direction.ORIGINATOR, bytes, 0, bytes.length, 443, midstream);
    }

    @Test
    void recognisesTheFirstRecordAndAsksForMoreBefore() {
        for (byte[] hello : new byte[][] {CLIENT_HELLO, SERVER_HELLO}) {
            for (int length = 1; length <= hello.length; length++) {
                assertThat(probe(Arrays.copyOf(hello, length), false))
                        .as("%d bytes", length)
                        .isEqualTo(length < 6 ? Verdict.NEED_MORE : Verdict.MATCH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16 02 01 02 00 01", // version
                "16 03 05 02 00 01",
                "16 03 01 48 01 01", // longer than a record may be
                "16 03 01 00 03 01", // shorter than a handshake header
                "16 03 01 02 00 0B", // a certificate cannot come first
                "15 03 03 00 02 02 28", // an alert is no beginning
                "0B 'MSH|^~\\&|'",
                "'GET / HTTP/1.1'"
            })
    void passesOverOtherBytes(String bytes) {
        assertThat(probe(Wire.of(bytes), false)).isEqualTo(Verdict.NO);
    }

    @Test
    void takesAnyRecordInMidstream() {
        assertThat(probe(APPLICATION_DATA, true)).isEqualTo(Verdict.MATCH);
        assertThat(probe(APPLICATION_DATA, false)).isEqualTo(Verdict.NO);
        assertThat(probe(Wire.of("17 03 03 00 00 5A"), true)).isEqualTo(Verdict.NO);
    }

    @Test
    void marksTheFlowEncryptedOnceAtEveryCut() {
        Result result = FramerFeeder.everyCut(Tls.PROTOCOL, CLIENT_HELLO);

        assertThat(result.encrypted()).isOne();
        assertThat(result.confirmed()).isTrue();
        assertThat(result.counts()).containsExactly(0);
        assertThat(Tls.PROTOCOL.kinds().get(0)).isEqualTo("client_hello");
        assertThat(result.clients()).containsExactly(Direction.ORIGINATOR);
        assertThat(result.units()).isEmpty();
        assertThat(result.events()).isEmpty();
    }

    @Test
    void countsBothHellosAndMarksOnce() {
        FramerFeeder feeder = new FramerFeeder(Tls.PROTOCOL);

        feeder.feed(Direction.ORIGINATOR, CLIENT_HELLO).feed(Direction.RESPONDER, SERVER_HELLO);
        feeder.feed(Direction.ORIGINATOR, CLIENT_HELLO);

        assertThat(feeder.result().counts()).containsExactly(0, 1);
        assertThat(Tls.PROTOCOL.kinds().get(1)).isEqualTo("server_hello");
        assertThat(feeder.result().encrypted()).isOne();
        assertThat(feeder.result().clients())
                .containsExactly(Direction.ORIGINATOR, Direction.ORIGINATOR);
    }

    @Test
    void failsOnARecordThatIsNone() {
        Result result = FramerFeeder.everyCut(Tls.PROTOCOL, Wire.of("16 03 01 FF FF 01 00"));

        assertThat(result.failed()).isTrue();
        assertThat(result.encrypted()).isZero();
        assertThat(result.events()).containsEntry(DecodeEvent.TLS_RECORD_MALFORMED, 1);
    }

    @Test
    void readsTheOtherDirectionWhenAGapHidesTheFirstRecord() {
        FramerFeeder feeder = new FramerFeeder(Tls.PROTOCOL);

        feeder.gap(100).feed(Direction.ORIGINATOR, Wire.of("'anything at all'"));
        assertThat(feeder.framer().isFailed()).isFalse();
        feeder.feed(Direction.RESPONDER, SERVER_HELLO);

        assertThat(feeder.result().encrypted()).isOne();
    }

    @Test
    void startsAnewAfterReset() {
        FramerFeeder feeder = new FramerFeeder(Tls.PROTOCOL);
        feeder.feed(Arrays.copyOf(CLIENT_HELLO, 3));

        feeder.framer().reset();
        feeder.feed(SERVER_HELLO);

        assertThat(feeder.result().counts()).containsExactly(1);
    }
}
