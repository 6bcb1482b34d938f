package io.wardtap.appliance.detect.network;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.SECOND;
import static io.wardtap.appliance.detect.DetectorRig.STRANGER;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;

import org.junit.jupiter.api.Test;

class PortScanTest {
    private final DetectorRig rig = new DetectorRig();
    private final PortScan detector = new PortScan(rig.context());

    @Test
    void reportsTwentyFiveRefusedPortsWithinAMinute() {
        refuse(1, 24);
        assertThat(rig.findings).isEmpty();
        refuse(25, 25);

        assertThat(rig.findings).hasSize(1);
        Finding finding = rig.findings.getFirst();
        assertThat(finding.subject().address().toString()).isEqualTo(STRANGER);
        assertThat(finding.peer()).isNull();
        assertThat(finding.evidence()).containsEntry("ports", 25);
    }

    @Test
    void countsRefusedUnansweredAndEmptyConnectionsTogether() {
        refuse(1, 10);
        for (int port = 11; port <= 20; port++) {
            detector.onUnanswered(rig.unanswered(STRANGER, CT, port), 1, rig.now + 90 * SECOND);
        }
        for (int port = 21; port <= 25; port++) {
            Conversation flow = rig.flow(STRANGER, CT, port, "");
            flow.clientPayloadBytes = 0;
            flow.serverPayloadBytes = 40; // a banner
            rig.whole(flow, detector);
        }

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void staysQuietWhenPortsAreSpreadOverTime() {
        for (int port = 1; port <= 100; port++) {
            refuse(port, port);
            rig.now += 7 * SECOND; // 9 within any minute
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietOnManyPortsThatAreUsed() {
        for (int port = 1; port <= 100; port++) {
            rig.whole(rig.flow(STRANGER, CT, port, ""), detector);
        }
        for (int port = 30_001; port <= 30_100; port++) {
            Conversation data = rig.flow(STRANGER, CT, port, "");
            data.clientPayloadBytes = 0;
            data.serverPayloadBytes = 100_000; // FTP data
            rig.whole(data, detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void staysQuietOnOnePortOfManyHostsAndOnRetriesOfOnePort() {
        for (int host = 1; host <= 100; host++) {
            Conversation flow = rig.flow(STRANGER, "10.9.0." + host, 104, "");
            flow.refused = true;
            rig.whole(flow, detector);
        }
        for (int i = 0; i < 100; i++) {
            refuse(104, 104);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void needsFewerPortsWhenNearlyAllOpeningsFail() {
        for (int round = 0; round < 5; round++) {
            refuse(1, 9);
        }
        assertThat(rig.findings).isEmpty();
        refuse(1, 10);

        assertThat(rig.findings).hasSize(1);
    }

    @Test
    void tellsAgainOnlyWhenThePortsHaveDoubled() {
        refuse(1, 1000);

        assertThat(rig.findings).hasSizeBetween(5, 8);
        assertThat(rig.findings)
                .extracting(Finding::key)
                .containsOnly(rig.findings.getFirst().key());
        assertThat((int) rig.findings.getLast().evidence().get("ports"))
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void makesADeviceOfAScannerWhomNobodyAnswers() {
        for (int port = 1; port <= 25; port++) {
            detector.onUnanswered(rig.unanswered("10.0.8.8", CT, port), 1, rig.now);
        }

        assertThat(rig.findings.getFirst().subject().address().toString()).isEqualTo("10.0.8.8");
        assertThat(rig.inventory.find(Address.parse(CT))).isNull();
    }

    @Test
    void ignoresMidstreamFlows() {
        for (int port = 1; port <= 100; port++) {
            Conversation flow = rig.flow(PACS, CT, port, "");
            flow.midstream = true;
            flow.clientPayloadBytes = 0;
            flow.serverPayloadBytes = 0;
            rig.whole(flow, detector);
        }

        assertThat(rig.findings).isEmpty();
    }

    private void refuse(int first, int last) {
        for (int port = first; port <= last; port++) {
            Conversation flow = rig.flow(STRANGER, CT, port, "");
            flow.refused = true;
            flow.clientPayloadBytes = 0;
            flow.serverPayloadBytes = 0;
            rig.whole(flow, detector);
        }
    }
}
