package io.wardtap.appliance.detect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.HttpRig;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.http.HttpFacts.Service;

import org.junit.jupiter.api.Test;

class FhirBulkExportTest {
    private final DetectorRig rig = new DetectorRig();
    private final FhirBulkExport detector = new FhirBulkExport(rig.context());

    private void read(String client, int from, int to) {
        for (int i = from; i < to; i++) {
            HttpFacts facts = HttpRig.patients(Service.FHIR, "Patient.name", i + 1);
            detector.onHttp(rig.flow(client, "10.0.1.2", 80, "http"), facts, 1, rig.now);
        }
    }

    private void export(int status) {
        HttpFacts facts = HttpRig.transaction();
        facts.service = Service.FHIR;
        facts.operation = "$export";
        facts.status = status;
        detector.onHttp(rig.flow("10.0.1.1", "10.0.1.2", 80, "http"), facts, 1, rig.now);
    }

    @Test
    void reportsAnExportThatWasAccepted() {
        export(202);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void staysQuietAboutAnExportThatWasRefused() {
        export(403);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsMoreThanManyPatientsOnce() {
        read("10.0.1.1", 0, FhirBulkExport.MANY_PATIENTS);
        assertThat(rig.findings).isEmpty();

        read("10.0.1.1", 0, FhirBulkExport.MANY_PATIENTS + 20);
        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("patients_at_least", FhirBulkExport.MANY_PATIENTS + 1);
    }

    @Test
    void beginsAnewWithEachWindowAndClient() {
        read("10.0.1.1", 0, 150);
        read("10.0.1.9", 150, 300);
        rig.now += FhirBulkExport.WINDOW_NS + 1;
        read("10.0.1.1", 150, 300);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void keepsToItsBoundWithManyClients() {
        read("10.0.1.1", 0, FhirBulkExport.MANY_PATIENTS);
        for (int i = 0; i < FhirBulkExport.CAPACITY; i++) {
            read("10.9." + (i >>> 8) + "." + (i & 0xFF), 0, 1);
        }
        read("10.0.1.1", FhirBulkExport.MANY_PATIENTS, FhirBulkExport.MANY_PATIENTS + 1);

        // forgotten: it was seen longest ago
        assertThat(rig.findings).isEmpty();
    }
}
