package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureOpenException;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// How often text of no known protocol is taken for patients' data where there is none: over the
/// captures of public projects, of which none but those of medical protocols has patients in it.
class SuspicionRateTest {
    private int captures;
    private int flows;
    private long bytes;
    private final Set<String> suspected = new HashSet<>();

    @Test
    void suspectsFewFlowsOfTheBackground() throws IOException, InterruptedException {
        Path shared = SharedFiles.folder("captures").orElse(null);
        assumeTrue(shared != null, "skipped: no folder shared with captures");
        List<Path> files;
        try (Stream<Path> all = Files.list(shared.resolve("public"))) {
            files =
                    all.filter(file -> file.toString().matches(".*\\.pcap(ng)?(\\.gz|\\.zst)?"))
                            .sorted()
                            .toList();
        }
        for (Path file : files) {
            replay(file);
        }

        System.out.printf(
                "phi-cleartext-suspected: %d captures, %d TCP flows of no known protocol with"
                        + " %d bytes of payload, %d suspected: %s%n",
                captures, flows, bytes, suspected.size(), suspected);
        assertThat(captures).isGreaterThan(50);
        assertThat(flows).isGreaterThan(100);
        assertThat(suspected.size()).isLessThanOrEqualTo(flows / 100);
    }

    private void replay(Path file) throws InterruptedException, IOException {
        try (CaptureSource source = CaptureFiles.open(List.of(file.toString()))) {
            captures++;
            Pipelines.of(
                            source,
                            LaneSettings.defaults(),
                            1,
                            event -> onUnit(event, file.getFileName().toString()))
                    .run(() -> false);
        } catch (CaptureOpenException e) {
            // some are broken on purpose
        }
    }

    private void onUnit(UnitEvent event, String file) {
        if (event.kind == UnitKind.SIGNS) {
            suspected.add(file + " #" + event.flow + " signs " + event.detail);
        } else if (event.kind == UnitKind.FLOW_END && event.protocol < 0) {
            FlowUnit unit = new FlowUnit(event.bytes, event.start);
            long payload = unit.clientPayloadBytes() + unit.serverPayloadBytes();
            if (unit.transport() == 6 && payload > 0) {
                flows++;
                bytes += payload;
            }
        }
    }
}
