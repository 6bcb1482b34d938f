package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.Wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.hl7.FramerFeeder.Result;
import io.wardtap.protocol.identify.Verdict;
import io.wardtap.protocol.status.DecodeEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// HL7 in UTF-16 of either byte order, with and without a byte order mark, the blocks as bytes (as
/// HAPI sends them) and as characters.
final class Utf16FramingTest {
    private static final String A =
            message(
                    "MSH|^~\\&|HIS|EXH|EHR|EXH|20260311||ADT^A01|1|P|2.5.1||||||UNICODE UTF-16",
                    "PID|1||900001||M\u00fcller\u0416^\u4e2d\ud83d\ude00");
    private static final String B =
            message("MSH|^~\\&|HIS|EXH|EHR|EXH|20260311||ADT^A08|2|P|2.5.1", "PID|1||900002");

    private static byte[] stream(Charset charset, boolean mark, boolean wide, String... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String message : messages) {
            String text = mark ? "\ufeff" + message : message;
            if (wide) {
                out.writeBytes(("\u000b" + text + "\u001c\r").getBytes(charset));
            } else {
                out.write(0x0B);
                out.writeBytes(text.getBytes(charset));
                out.write(0x1C);
                out.write('\r');
            }
        }
        return out.toByteArray();
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16BE, true, false",
        "UTF-16BE, false, false",
        "UTF-16BE, true, true",
        "UTF-16BE, false, true",
        "UTF-16LE, true, false",
        "UTF-16LE, false, false",
        "UTF-16LE, true, true"
    })
    void givesTheTextAsUtf8AtEveryCut(String order, boolean mark, boolean wide) {
        byte[] stream = stream(Charset.forName(order), mark, wide, A, B, A);

        Result result = FramerFeeder.everyCut(Hl7.PROTOCOL, stream);

        assertThat(result.units()).containsExactly(utf8(A), utf8(B), utf8(A));
        assertThat(result.details())
                .allMatch(Hl7::isUtf16)
                .allMatch(detail -> Hl7.framing(detail) == Hl7Facts.Framing.MLLP);
        assertThat(result.events()).containsOnlyKeys(DecodeEvent.HL7_UTF16);
        assertThat(result.events()).containsEntry(DecodeEvent.HL7_UTF16, 3);
        assertThat(result.confirmed()).isTrue();
        assertThat(result.failed()).isFalse();
    }

    /// The bytes before the first letter are those of big endian text in byte blocks.
    @Test
    void readsAsciiOfLittleEndianTextWhoseOrderCannotBeTold() {
        byte[] stream = stream(StandardCharsets.UTF_16LE, false, true, B, B);

        Result result = FramerFeeder.everyCut(Hl7.PROTOCOL, stream);

        assertThat(result.units()).containsExactly(B, B);
    }

    @Test
    void readsBothEncodingsInOneStream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(Wire.text(Wire.block(B)));
        stream.writeBytes(stream(StandardCharsets.UTF_16BE, true, false, A));
        stream.writeBytes(Wire.text(Wire.block(B)));
        stream.writeBytes(stream(StandardCharsets.UTF_16LE, true, true, A));
        stream.writeBytes(Wire.text(Wire.block(B)));

        Result result = FramerFeeder.everyCut(Hl7.PROTOCOL, stream.toByteArray());

        assertThat(result.units()).containsExactly(B, utf8(A), B, utf8(A), B);
        assertThat(result.details().stream().map(Hl7::isUtf16))
                .containsExactly(false, true, false, true, false);
    }

    @Test
    void dropsTheMessageAGapTouchesAndReadsTheNext() {
        byte[] one = stream(StandardCharsets.UTF_16LE, true, false, A);
        for (int gapAt = 4; gapAt < one.length - 2; gapAt++) {
            FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
            feeder.feed(java.util.Arrays.copyOf(one, gapAt));
            feeder.gap(7);
            feeder.feed(one).end();

            assertThat(feeder.units()).as("gap at %d", gapAt).isEqualTo(List.of(utf8(A)));
        }
    }

    @Test
    void writesAQuestionMarkForHalfAPairOfSurrogates() {
        String broken = B.replace("900002", "9\ud83d2\ude00");
        byte[] stream = broken("\ud83d", "\ude00", broken);

        Result result = FramerFeeder.everyCut(Hl7.PROTOCOL, stream);

        assertThat(result.units()).containsExactly(B.replace("900002", "9?2?"));
    }

    private static byte[] broken(String high, String low, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x0B);
        for (char c : text.toCharArray()) {
            out.write(c >> 8);
            out.write(c);
        }
        out.write(0x1C);
        out.write('\r');
        assertThat(text).contains(high).contains(low);
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16BE, true, false",
        "UTF-16BE, false, false",
        "UTF-16LE, true, true",
        "UTF-16LE, false, false",
        "UTF-16LE, false, true"
    })
    void isRecognisedOnAnyPortAndInMidstream(String order, boolean mark, boolean wide) {
        byte[] stream = stream(Charset.forName(order), mark, wide, B);
        Hl7Probe probe = new Hl7Probe();

        assertThat(probe.probe(Direction.ORIGINATOR, stream, 0, stream.length, 50_000, false))
                .isEqualTo(Verdict.MATCH);
        for (int length = 1; length < 12; length++) {
            assertThat(probe.probe(Direction.ORIGINATOR, stream, 0, length, 50_000, false))
                    .isEqualTo(Verdict.NEED_MORE);
        }

        byte[] tail = stream(Charset.forName(order), mark, wide, A);
        byte[] midstream = new byte[21 + stream.length];
        System.arraycopy(tail, tail.length - 21, midstream, 0, 21);
        System.arraycopy(stream, 0, midstream, 21, stream.length);
        int start = probe.findStart(Direction.ORIGINATOR, midstream, 0, midstream.length);
        assertThat(start).isBetween(21, 26);
        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        feeder.gap(1);
        feeder.feed(java.util.Arrays.copyOfRange(midstream, start, midstream.length));
        assertThat(feeder.units()).containsExactly(B);
    }
}
