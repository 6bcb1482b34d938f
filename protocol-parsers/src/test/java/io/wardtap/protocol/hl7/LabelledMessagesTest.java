package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.phi.PhiField;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What is found in the labelled messages of this repository; prints recall and precision.
final class LabelledMessagesTest {
    private record Labelled(Set<String> labels, String text) {}

    private static List<Labelled> messages() throws IOException {
        String name = "labelled-messages.txt";
        String all;
        try (InputStream in = LabelledMessagesTest.class.getResourceAsStream(name)) {
            all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Labelled> messages = new ArrayList<>();
        for (String block : all.split("\n\n+")) {
            List<String> lines = block.lines().filter(line -> !line.startsWith("#")).toList();
            if (lines.isEmpty()) {
                continue;
            }
            Set<String> labels = new TreeSet<>(List.of(lines.getFirst().substring(1).split(" ")));
            labels.remove("");
            String text = String.join("\r", lines.subList(1, lines.size())) + "\r";
            messages.add(new Labelled(labels, text));
        }
        return messages;
    }

    /// Names of the marked fields; of signs in free text with their category.
    private static Set<String> found(Hl7Facts facts) {
        Set<String> found = new TreeSet<>();
        List<PhiField> catalogue = facts.phi.catalogue();
        for (int i = 0; i < catalogue.size(); i++) {
            if (facts.phi.isMarked(i)) {
                PhiField field = catalogue.get(i);
                boolean text = field.name().equals("OBX-5") || field.name().equals("NTE-3");
                boolean sign = text && !field.direct() && !isWhole(field);
                found.add(sign ? field.name() + "=" + field.category().label() : field.name());
            }
        }
        return found;
    }

    private static boolean isWhole(PhiField field) {
        return switch (field.category()) {
            case FREE_TEXT, STAFF -> true;
            default -> false;
        };
    }

    @Test
    void findsWhatTheLabelsSay() throws IOException {
        int right = 0;
        List<String> missed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        List<Labelled> messages = messages();
        for (Labelled message : messages) {
            Hl7Facts facts = ParserFeeder.parse(message.text);
            assertThat(facts.malformed).as(message.text).isFalse();
            Set<String> found = found(facts);
            String where = facts.messageType + " ";
            for (String label : message.labels) {
                if (!found.contains(label)) {
                    missed.add(where + label);
                } else {
                    right++;
                }
            }
            for (String mark : found) {
                if (!message.labels.contains(mark)) {
                    wrong.add(where + mark);
                }
            }
        }
        double recall = (double) right / (right + missed.size());
        double precision = (double) right / (right + wrong.size());
        System.out.printf(
                "labelled HL7 messages: %d, %d right, recall %.4f, precision %.4f%n",
                messages.size(), right, recall, precision);

        assertThat(messages).hasSizeGreaterThan(20);
        assertThat(missed).isEmpty();
        assertThat(wrong).isEmpty();
    }
}
