package io.wardtap.appliance.detect.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.HttpRig;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.Preamble;
import io.wardtap.protocol.http.HttpFacts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutablePreambleTest {
    private final DetectorRig rig = new DetectorRig();
    private final ExecutablePreamble detector = new ExecutablePreamble(rig.context());

    private void see(Preamble preamble, boolean fromClient) {
        HttpFacts facts = HttpRig.transaction();
        facts.preamble = preamble;
        Conversation flow = rig.flow("10.0.1.1", "10.0.1.2", 8042, "http");
        flow.fromClient = fromClient;
        detector.onHttp(flow, facts, 1, rig.now);
    }

    @ParameterizedTest
    @EnumSource(names = {"PE", "ELF", "MACH_O", "JAVA", "SCRIPT", "ZIP"})
    void reportsPrograms(Preamble preamble) {
        see(preamble, true);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.evidence()).containsEntry("magic", preamble.label());
        assertThat(finding.explanation()).startsWith("10.0.1.1");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY", "OTHER", "TIFF"})
    void staysQuietAboutOthers(Preamble preamble) {
        see(preamble, true);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void blamesWhoSends() {
        see(Preamble.ELF, false);

        assertThat(rig.findings.getFirst().explanation()).startsWith("10.0.1.2");
    }
}
