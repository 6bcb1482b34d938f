package io.wardtap.appliance.detect.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;

import org.junit.jupiter.api.Test;

import java.util.Map;

class ConfigurationHealthTest {
    private final DetectorRig rig = new DetectorRig();
    private final ConfigurationHealth detector = new ConfigurationHealth(rig.context());

    @Test
    void saysNothingWhileTheLatestIsInForce() {
        detector.onTick(1, rig.now);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsARefusedOneOnceAndThatAnotherWasTaken() {
        rig.monitor.configurationRefused(2, 7, "rules.disabled");
        detector.onTick(1, rig.now);
        detector.onTick(1, rig.now + 1);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().explanation())
                .isEqualTo(
                        "The changed configuration has 2 faults, the first in line 7 at"
                                + " rules.disabled, and was refused whole; the former one stays in"
                                + " force.");
        assertThat(rig.findings.getFirst().evidence())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("faults", 2, "line", 7, "key", "rules.disabled"));
        assertThat(rig.recovered).isEmpty();

        rig.monitor.configurationTaken();
        detector.onTick(1, rig.now + 2);

        assertThat(rig.recovered).containsExactly("configuration");
    }

    @Test
    void aFileThatCannotBeReadHasNoLine() {
        rig.monitor.configurationRefused(1, 0, "");
        detector.onTick(1, rig.now);

        assertThat(rig.findings.getFirst().explanation())
                .startsWith("The changed configuration has 1 fault, and was refused whole");
    }
}
