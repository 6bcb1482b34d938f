package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.Detectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class FileSettingsTest {
    @TempDir private Path folder;

    @Test
    void checksThresholdsAsARunDoes() throws IOException {
        Path file = folder.resolve("wardtap.yaml");
        FileSettings settings = new FileSettings(Detectors::rules);

        Files.writeString(file, "rules: {thresholds: {recon-port-scan: {ports: 30}}}\n");
        assertThat(settings.faults(file)).isEmpty();

        Files.writeString(file, "rules: {thresholds: {recon-port-scan: {prots: 30}}}\n");
        assertThat(settings.faults(file))
                .singleElement()
                .asString()
                .contains("rules.thresholds", "recon-port-scan.prots is no threshold");
    }
}
