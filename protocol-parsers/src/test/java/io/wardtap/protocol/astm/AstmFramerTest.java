package io.wardtap.protocol.astm;

import static io.wardtap.protocol.flow.Direction.ORIGINATOR;
import static io.wardtap.protocol.flow.Direction.RESPONDER;
import static io.wardtap.protocol.testkit.AstmFrames.ACK;
import static io.wardtap.protocol.testkit.AstmFrames.ENQ;
import static io.wardtap.protocol.testkit.AstmFrames.EOT;
import static io.wardtap.protocol.testkit.AstmFrames.NAK;
import static io.wardtap.protocol.testkit.AstmFrames.frame;
import static io.wardtap.protocol.testkit.AstmFrames.intermediate;
import static io.wardtap.protocol.testkit.AstmFrames.transmission;
import static io.wardtap.protocol.testkit.AstmFrames.wrongChecksum;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.RecordingUnitSink;
import io.wardtap.protocol.testkit.RecordingUnitSink.Unit;
import io.wardtap.protocol.testkit.SplitFeeder;

import org.junit.jupiter.api.Test;

class AstmFramerTest {
    private static final String H = "H|\\^&|||Acme^A1^2.1^SN77|||||||P|LIS2-A2|20260102030405";
    private static final String P = "P|1||4711||Doe^Jane||19700131|F";
    private static final String R = "R|1|^^^GLU|5.1|mmol/L||N||F";
    private static final String L = "L|1|N";

    private static SplitFeeder feeder() {
        return SplitFeeder.of(AstmFramer::new);
    }

    /// The vector of a whole transmission, byte by byte as LIS01-A2 6.3 and LIS02-A2 6 name them.
    @Test
    void readsTheAnnotatedTransmission() {
        byte[] bytes =
                HexBytes.bytes(
                        """
                        05                  # ENQ, establishment phase (LIS01-A2 6.2)
                        02                  # STX
                        31                  # frame number 1 (6.3.1.2)
                        "H|"                # header record (LIS02-A2 7), field delimiter
                        "\\^&"              # repeat, component, escape delimiter
                        "|||A1"             # H-5 sender name
                        0D                  # end of record
                        03                  # ETX, last frame of the record (LIS01-A2 6.3.1.1)
                        43 42               # checksum, hexadecimal (6.3.3)
                        0D 0A               # CR LF
                        02 32 "L|1|N" 0D 03 30 35 0D 0A   # terminator record (LIS02-A2 14)
                        04                  # EOT, termination phase (LIS01-A2 6.4)
                        """);

        RecordingUnitSink seen = feeder().originator(bytes).assertSameAtEveryCut();

        assertThat(seen.events()).isEmpty();
        assertThat(seen.units()).extracting(Unit::text).containsExactly("H|\\^&|||A1\rL|1|N\r");
        assertThat(Astm.frames(seen.units().getFirst().detail())).isEqualTo(2);
    }

    @Test
    void joinsTheFramesOfATransmission() {
        RecordingUnitSink seen =
                feeder().originator(ENQ)
                        .responder(ACK)
                        .originator(frame(1, H + "\r"))
                        .responder(ACK)
                        .originator(intermediate(2, P.substring(0, 9)))
                        .responder(ACK)
                        .originator(frame(3, P.substring(9) + "\r"))
                        .responder(ACK)
                        .originator(frame(4, R)) // without its carriage return
                        .responder(ACK)
                        .originator(frame(5, L + "\r"))
                        .responder(ACK)
                        .originator(EOT)
                        .assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly(String.join("\r", H, P, R, L) + "\r");
        assertThat(seen.counts()).containsEntry(Astm.FRAME, 5).containsEntry(Astm.ACK, 6);
        assertThat(seen.events()).isEmpty();
    }

    @Test
    void countsARepeatedFrameOnce() {
        RecordingUnitSink seen =
                feeder().originator(ENQ + frame(1, H + "\r") + frame(1, H + "\r"))
                        .originator(frame(2, P + "\r"))
                        .responder(NAK)
                        .originator(frame(2, P + "\r") + frame(3, L + "\r") + EOT)
                        .assertSameAtEveryCut();

        Unit unit = seen.units().getFirst();
        assertThat(unit.text()).isEqualTo(String.join("\r", H, P, L) + "\r");
        assertThat(Astm.frames(unit.detail())).isEqualTo(3);
        assertThat(Astm.repeats(unit.detail())).isEqualTo(2);
        assertThat(Astm.naks(unit.detail())).isOne();
        assertThat(seen.units()).hasSize(1);
    }

    @Test
    void takesTheSecondTryOfAFrameThatWasWrong() {
        RecordingUnitSink seen =
                feeder().originator(ENQ + frame(1, H + "\r") + wrongChecksum(2, "P|1||47#1\r"))
                        .responder(NAK)
                        .originator(frame(2, P + "\r") + EOT)
                        .assertSameAtEveryCut();

        Unit unit = seen.units().getFirst();
        assertThat(unit.text()).isEqualTo(H + "\r" + P + "\r");
        assertThat(Astm.checksumFaults(unit.detail())).isOne();
        assertThat(seen.events()).containsEntry(DecodeEvent.ASTM_CHECKSUM_WRONG, 1);
    }

    @Test
    void readsAWrongFrameThatIsNotSentAgain() {
        RecordingUnitSink seen =
                feeder().originator(ENQ + frame(1, H + "\r") + wrongChecksum(2, P + "\r"))
                        .originator(frame(3, L + "\r") + EOT)
                        .assertSameAtEveryCut();

        assertThat(seen.units().getFirst().text()).isEqualTo(String.join("\r", H, P, L) + "\r");
    }

    @Test
    void keepsDifferentFramesOfOneNumber() {
        RecordingUnitSink seen =
                feeder().originator(ENQ + frame(1, H + "\r") + frame(1, P + "\r"))
                        .originator(frame(1, L + "\r") + EOT)
                        .assertSameAtEveryCut();

        Unit unit = seen.units().getFirst();
        assertThat(unit.text()).isEqualTo(String.join("\r", H, P, L) + "\r");
        assertThat(Astm.sequenceFaults(unit.detail())).isEqualTo(2);
        assertThat(seen.events()).containsEntry(DecodeEvent.ASTM_FRAME_SEQUENCE, 2);
    }

    @Test
    void takesFramesWithoutChecksumOrNumber() {
        RecordingUnitSink seen =
                feeder().originator("\u0002" + H + "\r\u0003\r\n\u00022" + P + "\r\u0003\r\n")
                        .originator("\u0002" + L + "\r\u0003\u0004")
                        .assertSameAtEveryCut();

        assertThat(seen.units().getFirst().text()).isEqualTo(String.join("\r", H, P, L) + "\r");
        assertThat(seen.events()).containsEntry(DecodeEvent.ASTM_CHECKSUM_MISSING, 3);
    }

    @Test
    void partsTheMessagesOfOneTransmission() {
        RecordingUnitSink seen =
                feeder().originator(transmission(H, P, L, H, R, L)).assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly(
                        String.join("\r", H, P, L) + "\r", String.join("\r", H, R, L) + "\r");
    }

    @Test
    void readsRecordsWithoutFrames() {
        String both = String.join("\r", H, P, R, L) + "\r" + String.join("\r\n", H, L) + "\r\n";

        RecordingUnitSink seen = feeder().originator(both).assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly(String.join("\r", H, P, R, L) + "\r", H + "\r" + L + "\r");
        assertThat(seen.units()).allMatch(unit -> (unit.detail() & Astm.UNFRAMED) != 0);
        assertThat(seen.events()).isEmpty();
    }

    @Test
    void readsRecordsInBlocksOfMllp() {
        String block = "\u000B" + String.join("\r", H, P, L) + "\r\u001C\r";

        RecordingUnitSink seen =
                feeder().originator(block + block).end(ORIGINATOR).assertSameAtEveryCut();

        assertThat(seen.units()).hasSize(2);
        assertThat(seen.events()).isEmpty();
    }

    @Test
    void handsOnWhatWasWholeBeforeAGap() {
        String later = frame(6, "R|9|^^^K|4|mmol/L||N||F\r") + frame(7, L + "\r") + EOT;

        RecordingUnitSink seen =
                feeder().originator(ENQ + frame(1, H + "\r") + frame(2, P + "\r") + "\u00023R|1|^^")
                        .gap(ORIGINATOR, 400)
                        .originator("|mmol/L||N||F\r\u00033F\r\n" + later)
                        .assertSameAtEveryCut();

        assertThat(seen.units())
                .extracting(Unit::text)
                .containsExactly(H + "\r" + P + "\r", "R|9|^^^K|4|mmol/L||N||F\r" + L + "\r");
        assertThat(seen.events()).containsOnlyKeys(DecodeEvent.ASTM_INCOMPLETE);
    }

    @Test
    void sendsALongMessageInParts() {
        StringBuilder all = new StringBuilder(ENQ).append(frame(1, H + "\r"));
        String text = "M|1|" + "x".repeat(200) + "\r";
        for (int i = 2; i < 600; i++) {
            all.append(frame(i & 7, text));
        }
        RecordingUnitSink seen = feeder().originator(all + EOT).feedWhole();

        assertThat(seen.units()).hasSizeGreaterThan(2);
        assertThat(seen.units().getFirst().detail() & Astm.CONTINUED).isNotZero();
        assertThat(seen.units().getLast().detail() & Astm.CONTINUES).isNotZero();
        assertThat(seen.units()).allMatch(unit -> unit.text().endsWith("\r"));
        assertThat(seen.units().stream().mapToInt(unit -> unit.bytes().length).sum())
                .isEqualTo(H.length() + 1 + 598 * text.length());
    }

    @Test
    void stepsOverARecordWithoutEnd() {
        String endless = H + "\rC|1|I|" + "x".repeat(HeldRecords.HELD_BYTES + 1000);

        RecordingUnitSink seen = feeder().originator(endless + "\r" + L + "\r").feedWhole();

        assertThat(seen.events()).containsEntry(DecodeEvent.ASTM_OVERSIZE, 1);
        assertThat(seen.uninspected()).isPositive();
        // the rest of the message comes behind what was held of the record
        assertThat(seen.units().size()).isEqualTo(2);
    }

    @Test
    void readsBothDirections() {
        String query = transmission(H, "Q|1|^SPEC9||ALL", L);
        String answer = transmission(H, P, "O|1|SPEC9||^^^GLU", L);

        RecordingUnitSink seen =
                feeder().originator(query)
                        .responder(ACK.repeat(4) + answer)
                        .originator(ACK.repeat(5))
                        .assertSameAtEveryCut();

        assertThat(seen.units()).extracting(Unit::from).containsExactly(ORIGINATOR, RESPONDER);
    }

    @Test
    void failsOnSomethingElse() {
        String line = "H|\\^&|x" + "?".repeat(90) + "\r" + "z".repeat(99);

        SplitFeeder other = feeder().originator(line + line);

        RecordingUnitSink seen = other.assertSameAtEveryCut();
        assertThat(seen.units()).isEmpty();
        assertThat(other.isFailedWhenWhole()).isTrue();
    }

    /// A header that is followed by something else is looked at once, not once a record.
    @Test
    void givesUpAtTheSecondRecord() {
        SplitFeeder other = feeder().originator(H + "\rP\rP\rP\r");

        assertThat(other.feedWhole().units()).isEmpty();
        assertThat(other.isFailedWhenWhole()).isTrue();
    }
}
