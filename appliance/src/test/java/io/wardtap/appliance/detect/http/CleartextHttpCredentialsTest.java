package io.wardtap.appliance.detect.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.HttpRig;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.http.Credentials;
import io.wardtap.protocol.http.HttpFacts;

import org.junit.jupiter.api.Test;

import java.util.List;

class CleartextHttpCredentialsTest {
    private final DetectorRig rig = new DetectorRig();
    private final CleartextHttpCredentials detector = new CleartextHttpCredentials(rig.context());

    private Finding see(int credentials) {
        HttpFacts facts = HttpRig.transaction();
        facts.credentials = credentials;
        facts.userHash = 0xABCL;
        detector.onHttp(rig.flow("10.0.1.1", "10.0.1.2", 80, "http"), facts, 1, rig.now);
        return rig.findings.isEmpty() ? null : rig.findings.getLast();
    }

    @Test
    void reportsSchemeAndTemplateAndHashedUser() {
        Finding finding = see(Credentials.BASIC);

        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.service()).isEqualTo("http/80");
        assertThat(finding.evidence())
                .containsEntry("schemes", List.of("basic"))
                .containsEntry("paths", List.of("/x/{x}"))
                .containsEntry("user_hashes", List.of("0000000000000abc"));
    }

    @Test
    void isMediumWhereTheSecretIsStillToBeBroken() {
        assertThat(see(Credentials.DIGEST).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(see(Credentials.NTLM | Credentials.PROXY).severity()).isEqualTo(Severity.MEDIUM);
        assertThat(see(Credentials.DIGEST | Credentials.QUERY).severity()).isEqualTo(Severity.HIGH);
    }

    @Test
    void staysQuietWithoutASecretAndBehindTls() {
        assertThat(see(0)).isNull();
        HttpFacts facts = HttpRig.transaction();
        facts.credentials = Credentials.BASIC;
        Conversation encrypted = rig.flow("10.0.1.1", "10.0.1.2", 80, "http");
        encrypted.encrypted = true;
        detector.onHttp(encrypted, facts, 1, rig.now);
        facts.kind = HttpFacts.Kind.CONTENT;
        detector.onHttp(rig.flow("10.0.1.1", "10.0.1.2", 80, "http"), facts, 1, rig.now);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void tellsOnceAConnectionAndAgainWhenItGetsWorse() {
        Conversation flow = rig.flow("10.0.1.1", "10.0.1.2", 80, "http");
        HttpFacts facts = HttpRig.transaction();
        for (int credentials :
                new int[] {
                    Credentials.DIGEST,
                    Credentials.DIGEST,
                    Credentials.BASIC,
                    Credentials.BASIC,
                    Credentials.DIGEST
                }) {
            facts.credentials = credentials;
            detector.onHttp(flow, facts, 1, rig.now);
        }

        assertThat(rig.findings)
                .extracting(Finding::severity)
                .containsExactly(Severity.MEDIUM, Severity.HIGH);
    }

    @Test
    void keepsOneKeyForAllClientsOfAService() {
        see(Credentials.BASIC);
        HttpFacts facts = HttpRig.transaction();
        facts.credentials = Credentials.BEARER;
        detector.onHttp(rig.flow("10.0.1.9", "10.0.1.2", 80, "http"), facts, 1, rig.now);

        assertThat(rig.findings.getLast().key()).isEqualTo(rig.findings.getFirst().key());
    }
}
