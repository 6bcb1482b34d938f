package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.export.AllowList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a configuration says of devices and of accepted findings, through the real command: names
/// in inventory and explanations, severities by zone and criticality, alerts that are not raised.
class DeclaredDevicesTest {
    private static final Path CAPTURE = ReplayRun.DEMO.resolve("first-minutes.pcap.gz");
    private static final String HL7 = "phi-cleartext-hl7";
    private static final String DICOM = "phi-cleartext-dicom";

    @TempDir private Path folder;
    private CommandProcess wardtap;

    @Test
    void exceptionsKeepFindingsFromBeingAlerts() throws IOException, InterruptedException {
        Map<String, JsonNode> all = alerts(replay("{}"));
        assertThat(all).containsKeys(HL7 + " 10.20.0.15:2575", HL7 + " 10.20.0.15:6661");
        Path out =
                replay(
                        """
                        devices:
                          declared:
                            - {name: engine, mac: "00:00:5e:00:53:15"}
                            - {name: ris, ips: [10.20.0.12]}
                          groups:
                            - {name: radiology, members: [ris, 10.20.0.10]}
                        exceptions:
                          # the capture is of the 9th
                          - {rule: phi-cleartext-hl7, device: engine, service: hl7/2575,
                             reason: same cabinet, author: a, expires: 2026-03-09}
                          - {rule: phi-cleartext-hl7, device: 10.20.0.30,
                             reason: over, author: a, expires: 2026-03-08}
                          - {rule: phi-cleartext-dicom, group: radiology,
                             reason: segment of its own, author: a, expires: 2026-12-31}
                        """);

        Map<String, JsonNode> left = alerts(out);
        assertThat(left.keySet())
                .as("all but what was accepted")
                .isSubsetOf(all.keySet())
                .contains(HL7 + " 10.20.0.15:6661", HL7 + " 10.20.0.30:2575")
                .doesNotContain(
                        HL7 + " 10.20.0.15:2575",
                        DICOM + " 10.20.0.12:2112",
                        DICOM + " 10.20.0.10:104")
                .hasSize(all.size() - 3);
        JsonNode summary = ReplayRun.json(out.resolve("summary.json"));
        assertThat(summary.at("/alerts/" + HL7).asLong() + summary.at("/alerts/" + DICOM).asLong())
                .isEqualTo(left.size());
        assertThat(summary.at("/excepted/" + HL7).asLong()).isPositive();
        assertThat(summary.at("/excepted/" + DICOM).asLong()).isPositive();
        assertThat(summary.path("excepted")).hasSize(2);
        AllowList allowed = AllowList.load();
        assertThat(allowed.violations(AllowList.SUMMARY, summary)).isEmpty();
        assertThat(ReplayRun.events(out))
                .allSatisfy(e -> assertThat(allowed.violations(AllowList.EVENTS, e)).isEmpty());
        assertThat(wardtap.out())
                .contains("Kept from being alerts by exceptions", HL7 + " (", DICOM + " (");
    }

    @Test
    void declaredDevicesAreShownAndJudgedAsDeclared() throws IOException, InterruptedException {
        Path out =
                replay(
                        """
                        devices:
                          declared:
                            - {name: Ward gateway, mac: 00-00-5E-00-53-51, zone: icu,
                               device_class: monitor.bedside, owner: clinical engineering}
                            - {name: engine, mac: 00-00-5E-00-53-15, zone: servers,
                               criticality: life-support, location: hall 1}
                        """);

        JsonNode engine = device(out, "00-00-5E-00-53-15");
        assertThat(engine.path("aliases").path(0).asText()).isEqualTo("name:engine");
        assertThat(engine.path("class").asText()).as("by evidence").isEqualTo("interface.engine");
        assertThat(engine.path("criticality").asText()).isEqualTo("life-support");
        assertThat(engine.path("location").asText()).isEqualTo("hall 1");
        assertThat(engine.path("zone").asText()).isEqualTo("servers");
        JsonNode gateway = device(out, "00-00-5E-00-53-51");
        assertThat(gateway.path("class").asText()).isEqualTo("monitor.bedside");
        assertThat(gateway.path("criticality").asText()).as("by class").isEqualTo("life-support");
        assertThat(gateway.path("owner").asText()).isEqualTo("clinical engineering");

        JsonNode alert = alerts(out).get(HL7 + " 10.20.0.15:2575").at("/wardtap/alert");
        assertThat(alert.path("explanation").asText())
                .contains("between Ward gateway (10.20.1.31) and engine (10.20.0.15)");
        assertThat(alert.path("severity").asText())
                .as("high between zones, one more for life support")
                .isEqualTo("critical");
    }

    private Path replay(String yaml) throws IOException, InterruptedException {
        Path out = Files.createTempDirectory(folder, "out");
        Path config = Files.writeString(folder.resolve("wardtap.yaml"), yaml);
        wardtap =
                new CommandProcess(folder)
                        .args("replay", "-c", config.toString(), "--events", "alert,device")
                        .args("-o", out.toString(), CAPTURE.toString())
                        .start();
        assertThat(wardtap.await(Duration.ofSeconds(60))).as(wardtap.err()).isZero();
        return out;
    }

    /// Alerts by rule and server.
    private static Map<String, JsonNode> alerts(Path out) throws IOException {
        Map<String, JsonNode> alerts = new TreeMap<>();
        for (JsonNode event : ReplayRun.events(out)) {
            if (event.at("/event/dataset").asText().equals("wardtap.alert")) {
                String server =
                        event.at("/destination/ip").asText()
                                + ":"
                                + event.at("/destination/port").asText();
                alerts.put(event.at("/rule/id").asText() + " " + server, event);
            }
        }
        return alerts;
    }

    private static JsonNode device(Path out, String mac) throws IOException {
        List<JsonNode> found =
                ReplayRun.json(out.resolve("inventory.json"))
                        .path("devices")
                        .valueStream()
                        .filter(device -> device.path("mac").asText().equals(mac))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
