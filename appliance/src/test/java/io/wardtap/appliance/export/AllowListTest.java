package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class AllowListTest {
    private static final Path ROOT = Path.of(System.getProperty("wardtap.root", ".."));
    private final AllowList allowed = AllowList.load();

    private List<String> violations(String json) throws IOException {
        JsonNode record = new ObjectMapper().readTree(json);
        return allowed.violations(AllowList.EVENTS, record);
    }

    @Test
    void acceptsWhatIsOnIt() throws IOException {
        assertThat(
                        violations(
                                """
                                {"source": {"ip": "10.0.0.1", "port": 104},
                                 "wardtap": {"alert": {"evidence": {"ports": [1, 2], "x": "y"}}}}
                                """))
                .isEmpty();
    }

    @Test
    void namesThePathAndNotTheValueOfWhatIsNot() throws IOException {
        assertThat(
                        violations(
                                """
                                {"patient": {"name": "DOE^JOHN"},
                                 "source": {"ip": "DOE^JOHN", "port": 70000, "mac": 5},
                                 "event": {"kind": "DOE^JOHN"},
                                 "wardtap": {"dicom": {"sop_class": "DOE^JOHN", "wildcard": "no"},
                                   "hl7": {"control_id_hash": "MSG00001"},
                                   "alert": {"evidence": {"DOE^JOHN": 1, "a": ["b\\nc"]}},
                                   "phi": ["DOE^JOHN"]}}
                                """))
                .containsExactly(
                        "patient: not on the list",
                        "source.ip: not of shape ip",
                        "source.port: not of shape port",
                        "source.mac: not of shape mac",
                        "event.kind: not one of [alert, event, metric]",
                        "wardtap.dicom.sop_class: not of shape uid",
                        "wardtap.dicom.wildcard: not of shape flag",
                        "wardtap.hl7.control_id_hash: not of shape hash",
                        "wardtap.alert.evidence: a key is not of shape label",
                        "wardtap.alert.evidence.a[]: not of shape evidence",
                        "wardtap.phi: a list is not on the list");
    }

    @Test
    void everyShapeAndOriginIsUsed() {
        List<AllowList.Field> fields =
                List.of(AllowList.EVENTS, AllowList.SUMMARY, AllowList.INVENTORY).stream()
                        .flatMap(file -> allowed.fields(file).stream())
                        .toList();

        assertThat(allowed.shapes().values())
                .allMatch(
                        shape ->
                                fields.stream()
                                        .anyMatch(
                                                field ->
                                                        field.shape().equals(shape)
                                                                || shape.equals(field.keys())));
        assertThat(allowed.origins().keySet())
                .allMatch(
                        origin -> fields.stream().anyMatch(field -> field.origin().equals(origin)));
    }

    @Test
    void thePublishedPageIsUpToDate() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# What leaves the sensor\n\n")
                .append("Every field that events.jsonl, summary.json and inventory.json may have, ")
                .append("with its shape and where its values come from. Nothing else is written. ")
                .append("Generated from `allow-list.json`, against which tests check the outputs; ")
                .append("a test says when this page is stale. `[]` is any element of a list, ")
                .append("`*` any key of a map.\n\n## Where values come from\n\n");
        allowed.origins()
                .forEach(
                        (origin, meaning) ->
                                page.append("- **")
                                        .append(origin)
                                        .append("**: ")
                                        .append(meaning)
                                        .append(".\n"));
        page.append("\n## Shapes\n\n| shape | is | pattern or range |\n| --- | --- | --- |\n");
        allowed.shapes()
                .values()
                .forEach(
                        shape ->
                                page.append("| ")
                                        .append(shape.name())
                                        .append(" | ")
                                        .append(shape.description())
                                        .append(" | ")
                                        .append(pattern(shape))
                                        .append(" |\n"));
        for (String file : List.of(AllowList.EVENTS, AllowList.SUMMARY, AllowList.INVENTORY)) {
            page.append("\n## ").append(file).append("\n\n| field | shape | origin |\n");
            page.append("| --- | --- | --- |\n");
            for (AllowList.Field field : allowed.fields(file)) {
                page.append("| `").append(field.path()).append("` | ").append(field.shape().name());
                if (!field.values().isEmpty()) {
                    page.append(": ").append(String.join(", ", field.values()));
                }
                page.append(" | ").append(field.origin()).append(" |\n");
            }
        }
        Path file = ROOT.resolve("appliance/docs/allow-list.md");
        if (Boolean.getBoolean("wardtap.regenerate")) {
            Files.writeString(file, page);
        }

        assertThat(file)
                .as("stale: run this test with -Dwardtap.regenerate=true")
                .hasContent(page.toString());
    }

    private static String pattern(AllowList.Shape shape) {
        if (shape.pattern().isEmpty()) {
            return shape.range();
        }
        return "`" + shape.pattern().replace("|", "\\|") + "`";
    }
}
