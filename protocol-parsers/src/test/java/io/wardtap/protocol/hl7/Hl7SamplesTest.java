package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.hl7.FramerFeeder.Result;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Messages of public projects, held against a plain split of the same text.
final class Hl7SamplesTest {
    static Path samples() {
        String shared = System.getenv("WARDTAP_SHARED");
        Path folder =
                shared != null
                        ? Path.of(shared)
                        : Path.of(System.getProperty("wardtap.root", ".."))
                                .toAbsolutePath()
                                .resolveSibling("shared");
        return folder.resolve("samples").resolve("hl7");
    }

    @TestFactory
    Stream<DynamicTest> readsEverySampleAsAPlainSplitDoes() throws IOException {
        Path index = samples().resolve("INDEX.tsv");
        assumeTrue(Files.exists(index), "no sample messages: set WARDTAP_SHARED");
        List<String> lines = Files.readAllLines(index);
        List<String> columns = List.of(lines.getFirst().split("\t"));
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row[0],
                                        () ->
                                                check(
                                                        row[0],
                                                        row[columns.indexOf("types")],
                                                        row[columns.indexOf("messages")])));
    }

    private static void check(String file, String types, String count) throws IOException {
        byte[] bytes = Files.readAllBytes(samples().resolve(file));
        Result result = FramerFeeder.cut(Hl7.PROTOCOL, bytes);
        Result halves = FramerFeeder.cut(Hl7.PROTOCOL, bytes, bytes.length / 2);

        assertThat(result.confirmed()).isTrue();
        assertThat(halves).isEqualTo(result);
        assertThat(result.units()).hasSize(Integer.parseInt(count));
        ParserFeeder parser = new ParserFeeder();
        Set<String> seen = new TreeSet<>();
        for (String unit : result.units()) {
            Hl7Facts facts = parser.read(unit);
            assertThat(facts.malformed).isEqualTo(doublesADelimiter(unit));
            assertThat(facts.segments).isEqualTo(segments(unit));
            assertThat(ParserFeeder.marked(facts).contains("PID-5")).isEqualTo(hasName(unit));
            seen.add(facts.messageType);
        }
        Set<String> expected = new TreeSet<>();
        for (String type : types.split(",")) {
            List<String> parts = Arrays.asList(type.split("[\\^~]"));
            expected.add(String.join("^", parts.subList(0, Math.min(2, parts.size()))));
        }
        assertThat(seen).isEqualTo(expected);
    }

    private static List<String> lines(String unit) {
        List<String> lines = new ArrayList<>();
        for (String line : unit.split("[\r\n]+")) {
            if (!line.isEmpty() && !line.matches("(FHS|BHS|BTS|FTS).*")) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static int segments(String unit) {
        return lines(unit).size();
    }

    private static boolean doublesADelimiter(String unit) {
        String encoding = unit.substring(4, unit.indexOf(unit.charAt(3), 4));
        return encoding.chars().distinct().count() < encoding.length();
    }

    private static boolean hasName(String unit) {
        String separator = java.util.regex.Pattern.quote(unit.substring(3, 4));
        for (String line : lines(unit)) {
            String[] fields = line.split(separator);
            if (fields[0].equals("PID") && fields.length > 5 && !fields[5].isEmpty()) {
                // the one dummy among the samples
                return !fields[5].startsWith("Test^Test");
            }
        }
        return false;
    }

    @TestFactory
    Stream<DynamicTest> readsEverySampleInBlocksAtEveryFifthCut() throws IOException {
        assumeTrue(Files.exists(samples()), "no sample messages: set WARDTAP_SHARED");
        return Stream.of("hl7inspector__A01.hl7", "connect__batch03.hl7", "connect__small.hl7")
                .map(file -> DynamicTest.dynamicTest(file, () -> cut(file)));
    }

    private static void cut(String file) throws IOException {
        String text = Files.readString(samples().resolve(file), StandardCharsets.ISO_8859_1);
        byte[] stream = Wire.text(Wire.block(text) + Wire.block(text));
        Result whole = FramerFeeder.cut(Hl7.PROTOCOL, stream);
        assertThat(whole.units()).isNotEmpty();
        for (int cut = 1; cut < stream.length; cut += 5) {
            assertThat(FramerFeeder.cut(Hl7.PROTOCOL, stream, cut)).isEqualTo(whole);
        }
    }
}
