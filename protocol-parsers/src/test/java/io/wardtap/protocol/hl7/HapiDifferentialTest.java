package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.hl7v2.model.Segment;

import io.wardtap.protocol.hl7.FramerFeeder.Result;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Holds what is found in messages of public projects against HAPI, which reads them independently:
/// segments, and by field where patient data is. Prints recall and precision.
final class HapiDifferentialTest {
    private static final double LEAST_RECALL = 0.995;
    private static final double LEAST_PRECISION = 0.99;

    private final HapiLabels hapi = new HapiLabels();

    /// Right, missed and wrong marks of one field.
    private static final class Score {
        int right;
        int missed;
        int wrong;

        double recall() {
            return right + missed == 0 ? 1 : (double) right / (right + missed);
        }

        double precision() {
            return right + wrong == 0 ? 1 : (double) right / (right + wrong);
        }
    }

    private static List<Path> samples() throws IOException {
        String shared = System.getenv("WARDTAP_SHARED");
        Path root =
                shared != null
                        ? Path.of(shared)
                        : Path.of(System.getProperty("wardtap.root", ".."))
                                .toAbsolutePath()
                                .resolveSibling("shared");
        Path folder = root.resolve("samples").resolve("hl7");
        assumeTrue(Files.exists(folder), "no sample messages: set WARDTAP_SHARED");
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".tsv")).sorted().toList();
        }
    }

    /// Each sample in blocks, cut at random places.
    private static List<String> messages(byte[] bytes, Random random) {
        byte[] stream = Wire.text(Wire.block(new String(bytes, StandardCharsets.ISO_8859_1)));
        Set<Integer> cuts = new TreeSet<>();
        for (int i = 0; i < 8; i++) {
            cuts.add(1 + random.nextInt(stream.length - 1));
        }
        int[] places = cuts.stream().mapToInt(Integer::intValue).toArray();
        Result result = FramerFeeder.cut(Hl7.PROTOCOL, stream, places);
        assertThat(result).isEqualTo(FramerFeeder.cut(Hl7.PROTOCOL, stream));
        return result.units();
    }

    @Test
    void marksTheFieldsThatHapiFinds() throws IOException {
        Map<String, Score> scores = new TreeMap<>();
        Random random = new Random(7);
        ParserFeeder parser = new ParserFeeder();
        List<String> refused = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        int messages = 0;
        for (Path file : samples()) {
            for (String unit : messages(Files.readAllBytes(file), random)) {
                Hl7Facts facts = parser.read(unit);
                List<Segment> segments = hapi.segments(withoutBatch(unit));
                if (segments == null) {
                    refused.add(file.getFileName().toString());
                    continue;
                }
                messages++;
                assertThat(facts.segments).as(file.toString()).isEqualTo(segments.size());
                Set<String> expected = hapi.of(segments);
                Set<String> marked = new HashSet<>(ParserFeeder.marked(facts));
                compare(scores, expected, marked, file.getFileName().toString(), differences);
            }
        }
        Score all = new Score();
        StringBuilder table = new StringBuilder();
        scores.forEach(
                (field, score) -> {
                    all.right += score.right;
                    all.missed += score.missed;
                    all.wrong += score.wrong;
                    table.append(
                            "%-7s right %4d missed %d wrong %d%n"
                                    .formatted(field, score.right, score.missed, score.wrong));
                });
        System.out.printf(
                "%sHL7 identifiers by field, %d messages: %d right, recall %.4f, precision %.4f;"
                        + " refused by HAPI: %s%n",
                table, messages, all.right, all.recall(), all.precision(), refused);

        assertThat(messages).isGreaterThan(100);
        assertThat(refused).hasSizeLessThanOrEqualTo(messages / 20);
        assertThat(all.recall()).as(differences.toString()).isGreaterThanOrEqualTo(LEAST_RECALL);
        assertThat(all.precision())
                .as(differences.toString())
                .isGreaterThanOrEqualTo(LEAST_PRECISION);
    }

    private static void compare(
            Map<String, Score> scores,
            Set<String> expected,
            Set<String> marked,
            String file,
            List<String> differences) {
        Set<String> fields = new TreeSet<>(expected);
        fields.addAll(marked);
        for (String field : fields) {
            Score score = scores.computeIfAbsent(field, _ -> new Score());
            if (!marked.contains(field)) {
                score.missed++;
                differences.add(file + ": " + field + " missed");
            } else if (!expected.contains(field)) {
                score.wrong++;
                differences.add(file + ": " + field + " wrong");
            } else {
                score.right++;
            }
        }
    }

    private static String withoutBatch(String unit) {
        List<String> lines = new ArrayList<>();
        for (String line : unit.split("[\r\n]+")) {
            if (!line.isEmpty() && !line.matches("(FHS|BHS|BTS|FTS).*")) {
                lines.add(line);
            }
        }
        return String.join("\r", lines) + "\r";
    }

    /// HAPI's model of version 2.5 knows the data type of every field: what it says is a person's
    /// name, address, telephone or identifier list in a patient's segments must be in the
    /// catalogue, but for those of organisations and staff.
    @Test
    void catalogueHoldsEveryFieldOfAPersonsTypeThatHapiKnows() throws Exception {
        Set<String> organisations =
                Set.of(
                        "IN1-2", "IN1-5", "IN1-6", "IN1-7", "GT1-17", "GT1-18", "IN1-44", "NK1-11",
                        "GT1-9", "IN2-21", "IN2-22", "IN2-46", "IN2-49", "IN2-50", "IN2-56",
                        "IN2-58", "IN2-64", "IN2-69", "IN2-70", "GT1-29", "GT1-51", "PD1-3",
                        "IN1-3", "IN1-10", "IN2-25", "NK1-13", "GT1-16", "IN1-4", "IN1-11",
                        "IN2-3");
        Set<String> catalogue = new HashSet<>();
        Hl7Phi.CATALOGUE.forEach(field -> catalogue.add(field.name()));
        var message = new ca.uhn.hl7v2.model.v25.message.ADT_A01();
        List<String> missing = new ArrayList<>();
        for (String name : List.of("PID", "PD1", "NK1", "GT1", "IN1", "IN2", "MRG")) {
            Segment segment =
                    (Segment)
                            Class.forName("ca.uhn.hl7v2.model.v25.segment." + name)
                                    .getConstructor(
                                            ca.uhn.hl7v2.model.Group.class,
                                            ca.uhn.hl7v2.parser.ModelClassFactory.class)
                                    .newInstance(message, message.getModelClassFactory());
            for (int n = 1; n <= segment.numFields(); n++) {
                String type = segment.getField(n, 0).getName();
                boolean person = Set.of("XPN", "XAD", "XTN", "CX").contains(type);
                String field = name + "-" + n;
                if (person && !catalogue.contains(field) && !organisations.contains(field)) {
                    missing.add(field + " " + type + " " + segment.getNames()[n - 1]);
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
