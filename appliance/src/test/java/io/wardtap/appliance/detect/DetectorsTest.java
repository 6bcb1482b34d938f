package io.wardtap.appliance.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What every detector of the registry must have.
class DetectorsTest {
    private static final Path DOCS =
            Path.of(System.getProperty("wardtap.root"), "appliance", "docs", "detectors");

    static List<Detectors.Entry> entries() {
        return Detectors.entries();
    }

    @Test
    void hasUniqueIds() {
        assertThat(Detectors.rules()).extracting(RuleInfo::id).doesNotHaveDuplicates().hasSize(35);
    }

    @Test
    void makesOnlyTheEnabledOnes() {
        DetectorContext context = new DetectorRig().context();

        assertThat(Detectors.create(context, id -> id.startsWith("recon-")))
                .extracting(detector -> detector.rule().id())
                .containsExactly("recon-port-scan", "recon-dicom-probe", "recon-hl7-probe");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void hasATestClass(Detectors.Entry entry) throws ClassNotFoundException {
        assertThat(Class.forName(entry.type().getName() + "Test")).isNotInterface();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isMadeWithItsOwnRule(Detectors.Entry entry) {
        Detector detector = entry.create().apply(new DetectorRig().context());

        assertThat(detector).isExactlyInstanceOf(entry.type());
        assertThat(detector.rule()).isSameAs(entry.rule());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void hasAPageThatSaysWhatTheCatalogueSays(Detectors.Entry entry) throws IOException {
        RuleInfo rule = entry.rule();
        String page = Files.readString(DOCS.resolve(rule.id() + ".md"));

        assertThat(page)
                .contains("# " + rule.id(), rule.title(), rule.response(), rule.key())
                .contains("## What it sees", "## Why it matters", "## False positives", "## Tuning")
                .contains(rule.kind().name().toLowerCase(Locale.ROOT));
        for (Severity severity : rule.reachable()) {
            assertThat(page).contains(severity.label());
        }
        for (String code : codes(rule)) {
            assertThat(page).contains(code);
        }
    }

    @Test
    void isInTheIndex() throws IOException {
        String index = Files.readString(DOCS.resolve("README.md"));

        for (RuleInfo rule : Detectors.rules()) {
            assertThat(index)
                    .contains(
                            "| ["
                                    + rule.id()
                                    + "]("
                                    + rule.id()
                                    + ".md) | "
                                    + rule.title()
                                    + " | "
                                    + rule.kind().name().toLowerCase(Locale.ROOT)
                                    + " | "
                                    + rule.severity().label()
                                    + " | "
                                    + (rule.learns() ? "yes" : "no")
                                    + " |");
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void callsClinicalEngineeringFirstAndCutsNothingOff(Detectors.Entry entry) {
        String response = entry.rule().response();
        if (entry.rule().kind() == RuleInfo.Kind.HEALTH) {
            return; // about Wardtap itself, not about a device
        }

        assertThat(response).startsWith("Call clinical engineering");
        assertThat(response.toLowerCase(Locale.ROOT))
                .doesNotContain("isolate", "unplug", "disconnect", "quarantine", "shut down");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void reachesItsUsualSeverityAndNamesItsStandards(Detectors.Entry entry) {
        RuleInfo rule = entry.rule();

        assertThat(rule.reachable()).contains(rule.severity());
        assertThat(codes(rule)).isNotEmpty().allMatch(code -> !code.isBlank());
        assertThat(rule.technique()).matches("T\\d{4}(\\.\\d{3})? .+");
        assertThat(rule.closeAfter()).isPositive();
    }

    private static List<String> codes(RuleInfo rule) {
        RuleInfo.Standards s = rule.standards();
        return Stream.of(
                        s.nist80053(), s.nistCsf(), s.iec80001(), s.mds2(), s.iec62443(), s.hipaa())
                .flatMap(List::stream)
                .toList();
    }
}
