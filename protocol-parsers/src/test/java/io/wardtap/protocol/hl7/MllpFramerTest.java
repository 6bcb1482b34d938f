package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.Wire.block;
import static io.wardtap.protocol.hl7.Wire.message;
import static io.wardtap.protocol.hl7.Wire.text;
import static io.wardtap.protocol.status.DecodeEvent.HL7_COMMIT_BLOCK;
import static io.wardtap.protocol.status.DecodeEvent.HL7_COMMIT_NAK;
import static io.wardtap.protocol.status.DecodeEvent.HL7_DELIMITERS_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.HL7_DESYNCHRONISED;
import static io.wardtap.protocol.status.DecodeEvent.HL7_EMPTY_BLOCK;
import static io.wardtap.protocol.status.DecodeEvent.HL7_HEADER_MALFORMED;
import static io.wardtap.protocol.status.DecodeEvent.HL7_INCOMPLETE;
import static io.wardtap.protocol.status.DecodeEvent.HL7_LINE_FEED_SEPARATOR;
import static io.wardtap.protocol.status.DecodeEvent.HL7_MISSING_CARRIAGE_RETURN;
import static io.wardtap.protocol.status.DecodeEvent.HL7_MISSING_END_BLOCK;
import static io.wardtap.protocol.status.DecodeEvent.HL7_MISSING_START_BLOCK;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.FramerFeeder.Result;
import io.wardtap.protocol.hl7.Hl7Facts.Framing;
import io.wardtap.protocol.status.DecodeEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class MllpFramerTest {
    private static final String A =
            message("MSH|^~\\&|HIS|EXH|EHR|EXH|20260311||ADT^A01|1|P|2.5.1", "PID|1||900001");
    private static final String B =
            message("MSH|^~\\&|HIS|EXH|EHR|EXH|20260311||ADT^A08|2|P|2.5.1", "PID|1||900002");

    /// The norm and every deviation of the field: stream, messages, framing of each, oddities.
    static Stream<Arguments> streams() {
        String a = block(A);
        String b = block(B);
        String lf = A.replace('\r', '\n');
        String crlf = A.replace("\r", "\r\n");
        return Stream.of(
                framed("one block", a, List.of(A), "MLLP"),
                framed("several blocks", a + b + a, List.of(A, B, A), "MLLP MLLP MLLP"),
                framed(
                        "no start block",
                        A + "\u001C\r" + b,
                        List.of(A, B),
                        "NO_START_BLOCK MLLP",
                        HL7_MISSING_START_BLOCK),
                framed(
                        "end block without carriage return before a start block",
                        "\u000B" + A + "\u001C" + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_MISSING_CARRIAGE_RETURN),
                framed(
                        "end block without carriage return at the end",
                        a + "\u000B" + B + "\u001C",
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_MISSING_CARRIAGE_RETURN),
                framed(
                        "end block without carriage return before a bare message",
                        "\u000B" + A + "\u001C" + B + "\u001C\r",
                        List.of(A, B),
                        "MLLP NO_START_BLOCK",
                        HL7_MISSING_CARRIAGE_RETURN,
                        HL7_MISSING_START_BLOCK),
                framed(
                        "doubled end block",
                        "\u000B" + A + "\u001C\u001C\r" + b,
                        List.of(A, B),
                        "MLLP MLLP"),
                framed(
                        "end block with line feed",
                        "\u000B" + A + "\u001C\n" + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_MISSING_CARRIAGE_RETURN),
                framed(
                        "end block with carriage return and line feed",
                        a + "\n" + b + "\n",
                        List.of(A, B),
                        "MLLP MLLP"),
                framed(
                        "line feeds between segments",
                        block(lf) + b,
                        List.of(lf, B),
                        "MLLP MLLP",
                        HL7_LINE_FEED_SEPARATOR),
                framed(
                        "carriage returns and line feeds between segments",
                        block(crlf),
                        List.of(crlf),
                        "MLLP",
                        HL7_LINE_FEED_SEPARATOR),
                framed(
                        "last segment without its end",
                        block(A.strip()) + block(lf.strip()),
                        List.of(A.strip(), lf.strip()),
                        "MLLP MLLP",
                        HL7_LINE_FEED_SEPARATOR),
                framed(
                        "no end block before a start block",
                        "\u000B" + A + b,
                        List.of(A, B),
                        "NO_END_BLOCK MLLP",
                        HL7_MISSING_END_BLOCK),
                framed(
                        "no end block at the end of the stream",
                        a + "\u000B" + B,
                        List.of(A, B),
                        "MLLP NO_END_BLOCK",
                        HL7_MISSING_END_BLOCK),
                framed(
                        "no blocks at all",
                        A + B,
                        List.of(A, B),
                        "NO_BLOCK NO_BLOCK",
                        HL7_MISSING_START_BLOCK,
                        HL7_MISSING_START_BLOCK,
                        HL7_MISSING_END_BLOCK,
                        HL7_MISSING_END_BLOCK),
                framed(
                        "a bare message without the last segment's end",
                        A.strip(),
                        List.of(A.strip()),
                        "NO_BLOCK",
                        HL7_MISSING_START_BLOCK,
                        HL7_MISSING_END_BLOCK),
                framed(
                        "a block that the end of the stream cuts",
                        a + "\u000B" + B.strip(),
                        List.of(A),
                        "MLLP",
                        HL7_INCOMPLETE),
                framed(
                        "empty blocks as keep-alives",
                        "\u000B\u001C\r" + a + "\u000B\u001C\r\u000B\u001C\r" + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_EMPTY_BLOCK,
                        HL7_EMPTY_BLOCK,
                        HL7_EMPTY_BLOCK),
                framed(
                        "lone start blocks as keep-alives",
                        "\u000B\u000B" + a + "\u000B",
                        List.of(A),
                        "MLLP",
                        HL7_EMPTY_BLOCK,
                        HL7_EMPTY_BLOCK,
                        HL7_EMPTY_BLOCK),
                framed(
                        "lone carriage returns and NULs as keep-alives",
                        "\r\0\r" + a + "\r\0\0" + b,
                        List.of(A, B),
                        "MLLP MLLP"),
                framed(
                        "commit acknowledgements of MLLP release 2",
                        a + "\u000B\u0006\u001C\r\u000B\u0015\u001C\r" + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_COMMIT_BLOCK,
                        HL7_COMMIT_NAK),
                framed(
                        "a byte order mark",
                        "\u00EF\u00BB\u00BF" + A,
                        List.of(A),
                        "NO_BLOCK",
                        HL7_MISSING_START_BLOCK,
                        HL7_MISSING_END_BLOCK),
                framed(
                        "stray bytes between blocks",
                        a + "MSH not a header, FHS neither" + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_DESYNCHRONISED),
                framed(
                        "hybrid LLP with its head before MSH",
                        "\u000BD23\r" + A + "0012345\u001C\r" + b,
                        List.of(A + "0012345", B),
                        "MLLP MLLP"),
                framed(
                        "STX and ETX for blocks",
                        "\u0002" + A + "\u0003\u0002" + B + "\u0003",
                        List.of(A, B),
                        "NO_BLOCK NO_BLOCK",
                        HL7_MISSING_START_BLOCK,
                        HL7_MISSING_START_BLOCK,
                        HL7_MISSING_END_BLOCK,
                        HL7_MISSING_END_BLOCK),
                framed(
                        "end blocks inside content",
                        block(A + "NTE|1||\u001Cx\u001C\u001Cy\r") + b,
                        List.of(A + "NTE|1||\u001Cx\u001C\u001Cy\r", B),
                        "MLLP MLLP"),
                framed(
                        "something like a header inside content",
                        block(A + "NTE|1||MSH|^~\\&|\rMSX|1\rMSH is no header\rMMSH|^\r") + b,
                        List.of(A + "NTE|1||MSH|^~\\&|\rMSX|1\rMSH is no header\rMMSH|^\r", B),
                        "MLLP MLLP"),
                framed(
                        "several messages in a block",
                        block(A + B + A),
                        List.of(A, B, A),
                        "MLLP MLLP MLLP"),
                framed(
                        "a batch",
                        block("FHS|^~\\&|X\rBHS|^~\\&|X\r" + A + B + "BTS|2\rFTS|1\r") + a,
                        List.of(A, B + "BTS|2\rFTS|1\r", A),
                        "MLLP MLLP MLLP"),
                framed("a batch of nothing", block("BHS|^~\\&|X\rBTS|0\r") + a, List.of(A), "MLLP"),
                framed(
                        "a block that is no HL7",
                        a + block("<html>") + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_HEADER_MALFORMED),
                framed(
                        "a long block that is no HL7",
                        a + block("x".repeat(100)) + b,
                        List.of(A, B),
                        "MLLP MLLP",
                        HL7_HEADER_MALFORMED,
                        HL7_DESYNCHRONISED),
                framed(
                        "delimiters that are letters",
                        a + block("MSHAbcdA\rPID\r") + b,
                        List.of(A, "MSHAbcdA\rPID\r", B),
                        "MLLP MLLP MLLP",
                        HL7_DELIMITERS_MALFORMED));
    }

    private static Arguments framed(
            String name, String stream, List<String> units, String framing, DecodeEvent... events) {
        Map<DecodeEvent, Integer> counted = new EnumMap<>(DecodeEvent.class);
        for (DecodeEvent event : events) {
            counted.merge(event, 1, Integer::sum);
        }
        List<Framing> framings = Arrays.stream(framing.split(" ")).map(Framing::valueOf).toList();
        return arguments(name, stream, units, framings, counted);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void givesTheSameMessagesAtEveryCut(
            String name,
            String stream,
            List<String> units,
            List<Framing> framings,
            Map<DecodeEvent, Integer> events) {
        Result result = FramerFeeder.everyCut(Hl7.PROTOCOL, text(stream));

        assertThat(result.units()).isEqualTo(units);
        assertThat(result.details().stream().map(Hl7::framing).toList()).isEqualTo(framings);
        assertThat(result.details().stream().map(Hl7::messageBytes).toList())
                .isEqualTo(units.stream().map(unit -> (long) unit.length()).toList());
        assertThat(result.events()).isEqualTo(events);
        assertThat(result.confirmed()).isTrue();
        assertThat(result.failed()).isFalse();
    }

    @Test
    void readsTheBlockOfTheStandard() {
        byte[] wire =
                Wire.of(
                        """
                        0B                                                # SB, MLLP release 1
                        'MSH|^~\\&|MONITOR^0009FBFFFEA1B2C3^EUI-64|ICU|EHR|HOSP|20260101120000+0000||'
                        'ORU^R01^ORU_R01|MSG00001|P|2.6|||NE|AL||UNICODE UTF-8' 0D
                        'OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.6.1.1|60' 0D
                        1C 0D                                             # EB CR
                        """);

        Result result = FramerFeeder.everyCut(Hl7.PROTOCOL, wire);

        assertThat(result.units()).hasSize(1);
        assertThat(result.units().getFirst()).startsWith("MSH|").endsWith("|60\r");
        assertThat(result.events()).isEmpty();
        assertThat(result.clients()).containsExactly(Direction.ORIGINATOR);
        assertThat(result.uninspected()).isZero();
    }

    @Test
    void handsAMessageThatLiesInOneSliceOnFromThere() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);

        feeder.feed(text(block(A) + block(B)));

        assertThat(feeder.isFromSlice(0)).isTrue();
        assertThat(feeder.isFromSlice(1)).isTrue();
        assertThat(feeder.assembler().reservedBytes()).isZero();
    }

    @Test
    void givesBytesBackWhenAMessageIsComplete() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        byte[] stream = text(block(A));

        for (int i = 0; i < 100_000; i++) {
            feeder.feed(Arrays.copyOf(stream, 40));
            feeder.feed(Arrays.copyOfRange(stream, 40, stream.length));
        }

        assertThat(feeder.units()).hasSize(100_000);
        assertThat(feeder.assembler().evictions()).isZero();
        assertThat(feeder.assembler().reservedBytes()).isEqualTo(1 << 20);
    }

    @Test
    void keepsTheDirectionsApart() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        String answer = message("MSH|^~\\&|EHR|EXH|HIS|EXH|20260311||ACK^A01|9|P|2.5", "MSA|AA|1");
        byte[] there = text(block(A));
        byte[] back = text(block(answer));

        for (int i = 0; i < Math.max(there.length, back.length); i++) {
            feeder.feed(Direction.ORIGINATOR, one(there, i));
            feeder.feed(Direction.RESPONDER, one(back, i));
        }

        assertThat(feeder.units()).containsExactlyInAnyOrder(A, answer);
        assertThat(feeder.events()).isEmpty();
    }

    private static byte[] one(byte[] bytes, int i) {
        return i < bytes.length ? new byte[] {bytes[i]} : new byte[0];
    }

    @Test
    void takesTheSenderOfAnAnswerForTheServer() {
        String answer = message("MSH|^~\\&|EHR|EXH|HIS|EXH|20260311||RSP^K22|9|P|2.5", "MSA|AA|1");
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);

        feeder.feed(Direction.ORIGINATOR, text(block(answer)));

        assertThat(feeder.result().clients()).containsExactly(Direction.RESPONDER);
    }

    @Test
    void dropsTheMessageAGapTouchesAndNoOther() {
        String stream = block(A) + block(B) + block(A);
        byte[] bytes = text(stream);
        int secondBegins = block(A).length();
        int thirdBegins = secondBegins + block(B).length();
        for (int gapAt = 0; gapAt <= bytes.length; gapAt++) {
            for (int missing : new int[] {1, 7, 60, 120}) {
                int gapEnd = Math.min(bytes.length, gapAt + missing);
                FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);

                feeder.feed(Arrays.copyOf(bytes, gapAt));
                feeder.gap(missing);
                feeder.feed(Arrays.copyOfRange(bytes, gapEnd, bytes.length)).end();

                List<String> whole = new ArrayList<>();
                addIfWhole(whole, A, 0, secondBegins, gapAt, gapEnd);
                addIfWhole(whole, B, secondBegins, thirdBegins, gapAt, gapEnd);
                addIfWhole(whole, A, thirdBegins, bytes.length, gapAt, gapEnd);
                assertThat(feeder.units()).as("gap of %d at %d", missing, gapAt).isEqualTo(whole);
                assertThat(feeder.count(HL7_DESYNCHRONISED)).isZero();
            }
        }
    }

    /// A message survives when the gap took none of its bytes: its block bytes are not needed.
    private static void addIfWhole(
            List<String> whole, String message, int from, int to, int gapAt, int gapEnd) {
        boolean before = gapAt >= to - 1; // the carriage return may be lost
        boolean behind = gapEnd <= from + 1; // so may the start block
        if (before || behind || gapAt == gapEnd) {
            whole.add(message);
        }
    }

    @Test
    void countsABrokenOffMessageAsIncomplete() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        byte[] bytes = text(block(A));

        feeder.feed(Arrays.copyOf(bytes, 50)).gap(1000).feed(text("rest|of\r\u001C\r" + block(B)));

        assertThat(feeder.units()).containsExactly(B);
        assertThat(feeder.count(HL7_INCOMPLETE)).isOne();
        assertThat(feeder.result().uninspected()).isEqualTo(49 + 7);
    }

    @Test
    void failsOnBytesThatAreNotHl7() {
        Result http =
                FramerFeeder.everyCut(
                        Hl7.PROTOCOL,
                        text("GET /MSH HTTP/1.1\r\nHost: somewhere.example\r\n" + "x".repeat(99)));

        assertThat(http.failed()).isTrue();
        assertThat(http.confirmed()).isFalse();
        assertThat(http.units()).isEmpty();
    }

    @Test
    void failsWhenNoMessageComesWithinTheSearchLimit() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        feeder.gap(1); // so that the first bytes may be anything

        feeder.feed(new byte[MllpFramer.UNCONFIRMED_SEARCH_BYTES]); // NULs are keep-alives
        feeder.feed(text("x".repeat(MllpFramer.UNCONFIRMED_SEARCH_BYTES)));
        assertThat(feeder.framer().isFailed()).isFalse();
        feeder.feed(text("x"));

        assertThat(feeder.framer().isFailed()).isTrue();
    }

    @Test
    void goesOnSearchingOnceItIsConfirmed() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);

        feeder.feed(text(block(A) + "x".repeat(1 << 20) + block(B)));

        assertThat(feeder.units()).containsExactly(A, B);
        assertThat(feeder.framer().isFailed()).isFalse();
        assertThat(feeder.result().uninspected()).isEqualTo(1 << 20);
    }

    @Test
    void isNotConfirmedByAHeaderWithoutTypeAndVersion() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);

        feeder.feed(text("\u000BMSH|^~\\&|just|text\r\u001C\r"));
        assertThat(feeder.framer().isConfirmed()).isFalse();
        feeder.feed(text(block(A)));

        assertThat(feeder.framer().isConfirmed()).isTrue();
    }

    @Test
    void startsAnewAfterReset() {
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        feeder.feed(text("\u000B" + A + "PID|1||no end"));

        feeder.framer().reset();
        feeder.feed(text(block(B)));

        assertThat(feeder.units()).containsExactly(B);
        assertThat(feeder.framer().isConfirmed()).isTrue();
    }
}
