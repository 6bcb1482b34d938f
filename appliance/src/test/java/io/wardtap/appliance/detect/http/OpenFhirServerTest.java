package io.wardtap.appliance.detect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.HttpRig;
import io.wardtap.protocol.http.Credentials;
import io.wardtap.protocol.http.HttpFacts;
import io.wardtap.protocol.http.HttpFacts.Service;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.Consumer;

class OpenFhirServerTest {
    private final DetectorRig rig = new DetectorRig();
    private final OpenFhirServer detector = new OpenFhirServer(rig.context());

    private int reported(Consumer<HttpFacts> change) {
        HttpFacts facts = HttpRig.patients(Service.FHIR, "Patient.name", 1);
        facts.patientResources = true;
        facts.resourceTypes.add("Patient");
        change.accept(facts);
        rig.findings.clear();
        detector.onHttp(rig.flow("10.0.1.1", "10.0.1.2", 8080, "http"), facts, 1, rig.now);
        return rig.findings.size();
    }

    @Test
    void reportsAServerThatAsksNobodyWhoHeIs() {
        assertThat(reported(_ -> {})).isOne();
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("resource_types", List.of("Patient"));
    }

    @Test
    void staysQuietWithCredentialsOfAnyKind() {
        assertThat(reported(facts -> facts.authorized = true)).isZero();
        assertThat(reported(facts -> facts.credentials = Credentials.QUERY)).isZero();
    }

    @Test
    void staysQuietWhenItRefusesOrGivesNoPatients() {
        assertThat(reported(facts -> facts.status = 401)).isZero();
        assertThat(reported(facts -> facts.status = 299)).isOne();
        assertThat(reported(facts -> facts.patientResources = false)).isZero();
        assertThat(reported(facts -> facts.phi.clear())).isZero();
        assertThat(reported(facts -> facts.service = Service.DICOMWEB)).isZero();
    }

    @Test
    void staysQuietWhereTheRequestWasNotSeen() {
        // behind a gap nobody knows whether it had credentials
        assertThat(reported(facts -> facts.method = "")).isZero();
    }
}
