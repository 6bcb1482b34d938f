package io.wardtap.appliance.detect.network;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;
import static io.wardtap.appliance.detect.DetectorRig.STRANGER;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Overlap;

import org.junit.jupiter.api.Test;

import java.util.List;

class FragmentOverlapTest {
    private final DetectorRig rig = new DetectorRig();
    private final FragmentOverlap detector = new FragmentOverlap(rig.context());

    private void overlap(String from, String to, boolean fragment, long count) {
        detector.onOverlap(
                new Overlap(
                        fragment,
                        Address.parse(from),
                        0x02_00_00_00_00_09L,
                        fragment ? 0 : 40_000,
                        Address.parse(to),
                        fragment ? 0 : 104,
                        fragment ? 17 : 6,
                        0,
                        24,
                        count),
                7,
                rig.now);
    }

    @Test
    void reportsFragmentsThatDiffer() {
        overlap(STRANGER, PACS, true, 3);

        assertThat(rig.findings).hasSize(1);
        Finding finding = rig.findings.getFirst();
        assertThat(finding.evidence())
                .containsEntry("hosts", List.of(STRANGER, PACS))
                .containsEntry("kind", "ip fragments")
                .containsEntry("offset", 24L)
                .containsEntry("overlaps", 3L);
        assertThat(finding.service()).isEmpty();
        assertThat(finding.explanation()).contains(STRANGER).contains("IP fragments");
    }

    @Test
    void reportsSegmentsThatDifferWithTheirService() {
        rig.dicomFlow(CT, PACS);
        overlap(CT, PACS, false, 1);

        Finding finding = rig.findings.getFirst();
        assertThat(finding.service()).isEqualTo("tcp/104");
        assertThat(finding.peer().key()).isEqualTo(rig.inventory.find(Address.parse(PACS)).key());
        assertThat(finding.explanation()).contains("TCP segments");
    }

    @Test
    void makesOneAlertOfAPairAndAnotherOfTheWayBack() {
        overlap(CT, PACS, true, 1);
        overlap(CT, PACS, false, 1);
        overlap(PACS, CT, true, 1);

        assertThat(rig.findings).extracting(Finding::key).hasSize(3).doesNotContainNull();
        assertThat(rig.findings.get(0).key()).isEqualTo(rig.findings.get(1).key());
        assertThat(rig.findings.get(2).key()).isNotEqualTo(rig.findings.get(0).key());
    }
}
