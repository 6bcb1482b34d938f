package io.wardtap.appliance.detect.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.HttpRig;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.http.HttpFacts.Service;

import org.junit.jupiter.api.Test;

import java.util.List;

class CleartextDicomWebIdentifiersTest {
    private final DetectorRig rig = new DetectorRig(DetectorRig.declaredSite());
    private final CleartextDicomWebIdentifiers detector =
            new CleartextDicomWebIdentifiers(rig.context());

    private Conversation flow(String client) {
        return rig.flow(client, "10.0.2.6", 8080, "http");
    }

    private static HttpFacts facts() {
        HttpFacts facts = HttpRig.patients(Service.DICOMWEB, "PatientName", 7);
        facts.interaction = "qido-rs";
        return facts;
    }

    private void see(Conversation flow, HttpFacts facts) {
        detector.onHttp(flow, facts, 1, rig.now);
    }

    @Test
    void reportsTheServiceWithItsPrograms() {
        see(flow("10.0.2.5"), facts());

        Finding finding = rig.findings.getFirst();
        assertThat(finding.service()).isEqualTo("http/8080");
        assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(finding.evidence())
                .containsEntry("senders", List.of("curl/7.88.1"))
                .containsEntry("receivers", List.of("nginx/1.22.1"))
                .containsEntry("message_types", List.of("qido-rs"));
    }

    @Test
    void isHigherBetweenZonesAndOneAlertForAllClients() {
        see(flow("10.0.2.5"), facts());
        see(flow("10.0.1.7"), facts());

        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM, Severity.HIGH);
        assertThat(rig.findings)
                .extracting(Finding::key)
                .containsOnly(rig.findings.getFirst().key());
    }

    @Test
    void staysQuietWithoutADirectIdentifier() {
        see(flow("10.0.2.5"), HttpRig.patients(Service.DICOMWEB, "StudyDate", 7));
        see(flow("10.0.2.5"), HttpRig.transaction());

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietForOtherServicesAndBehindTls() {
        see(flow("10.0.2.5"), HttpRig.patients(Service.FHIR, "PatientName", 7));
        Conversation encrypted = flow("10.0.2.5");
        encrypted.encrypted = true;
        see(encrypted, facts());

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietWhereTheIdentityWasRemoved() {
        HttpFacts facts = facts();
        facts.deidentified = true;
        see(flow("10.0.2.5"), facts);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void keepsToItsBoundWithManyServers() {
        for (int i = 0; i <= ExposedServices.CAPACITY; i++) {
            String server = "10.7." + (i >>> 8) + "." + (i & 0xFF);
            see(rig.flow("10.0.2.5", server, 80, "http"), facts());
        }
        rig.now += DetectorRig.MINUTE;
        see(rig.flow("10.0.2.5", "10.7.0.0", 80, "http"), facts());

        assertThat(rig.findings.getLast().explanation()).contains("2026-01-05T08:01:00Z");
        assertThat(rig.findings.getLast().key()).isEqualTo(rig.findings.getFirst().key());
    }
}
