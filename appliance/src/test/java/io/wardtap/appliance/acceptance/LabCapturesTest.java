package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.protocol.testkit.MonitorDatagrams;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The synthetic captures of laboratory and bedside devices (`captures/lab`), through the whole
/// product. They are what [LabCaptures] makes; `-Dwardtap.regenerate=true` writes them anew.
class LabCapturesTest {
    private static final Path CAPTURES =
            ReplayRun.ROOT.resolve(
                    Path.of("appliance", "src", "test", "resources", "captures", "lab"));

    @TempDir Path folder;

    private interface Maker {
        Path to(Path file) throws IOException;
    }

    private ReplayRun replay(String name, Maker maker) throws IOException {
        Path committed = CAPTURES.resolve(name);
        if (Boolean.getBoolean("wardtap.regenerate")) {
            Files.createDirectories(CAPTURES);
            maker.to(committed);
        }
        assertThat(committed).hasSameBinaryContentAs(maker.to(folder.resolve(name)));
        return ReplayRun.of(ReplayRun.options(folder.resolve("out"), committed));
    }

    private static List<String> texts(List<JsonNode> events, String pointer) {
        return events.stream().map(event -> event.at(pointer).asText()).toList();
    }

    private static List<String> alerts(ReplayRun run) throws IOException {
        return texts(run.events("wardtap.alert"), "/rule/id");
    }

    @Test
    void readsAMeterAndItsDataManager() throws IOException {
        ReplayRun run = replay("poct1.pcap", LabCaptures::poct1);

        List<JsonNode> events = run.events("wardtap.poct1");
        assertThat(texts(events, "/wardtap/poct1/kind"))
                .containsExactly(
                        "HEL.R01", "ACK.R01", "DST.R01", "ACK.R01", "REQ.R01", "OBS.R01", "ACK.R01",
                        "EOT.R01", "PTL.R01", "ACK.R01", "DTV.R01", "ACK.R01");
        JsonNode hello = events.getFirst().at("/wardtap/poct1");
        assertThat(hello.at("/vendor").asText()).isEqualTo("Wardmeter");
        assertThat(hello.at("/serial").asText()).isEqualTo("WM5-20931");
        assertThat(hello.at("/mac").asText()).isEqualTo("00-12-34-56-78-9A");
        assertThat(events.get(5).at("/wardtap/phi/fields").toString())
                .contains("PT.patient_id", "PT.name", "PT.birth_date", "OPR.operator_id");
        assertThat(events.get(8).at("/wardtap/phi/patients").asInt()).isEqualTo(2);
        assertThat(events.get(8).at("/wardtap/poct1/patient_elements").asInt()).isEqualTo(2);
        assertThat(events.get(10).at("/wardtap/poct1/command").asText()).isEqualTo("SET_TIME");
        assertThat(run.summary().at("/exposure/0/patients").asInt()).isEqualTo(2);
        assertThat(run.summary().at("/protocols/poct1/kinds/ACK.R01").asInt()).isEqualTo(5);
        assertThat(alerts(run)).containsOnly("phi-cleartext-poct");
        assertThat(run.inventory().toString())
                .contains("WM5-20931", "poct.device", "poct.manager", "poct1.HEL");
    }

    @Test
    void readsAMonitorAndItsCollector() throws IOException {
        ReplayRun run = replay("intellivue.pcap", LabCaptures::intellivue);

        List<JsonNode> events = run.events("wardtap.intellivue");
        assertThat(texts(events, "/wardtap/intellivue/kind"))
                .containsExactly(
                        "connect_indication", "associate", "accept", "mds_create", "patient");
        JsonNode create = events.get(3).at("/wardtap/intellivue");
        assertThat(create.at("/model").asText()).isEqualTo("M8007A");
        assertThat(create.at("/serial").asText()).isEqualTo("DE6129771X");
        assertThat(create.at("/bed_label").asText()).isEqualTo("ICU-7");
        assertThat(create.at("/mac").asText()).isEqualTo("00-09-FB-12-34-56");
        JsonNode patient = events.get(4);
        assertThat(patient.at("/source/ip").asText()).isEqualTo("10.20.9.2");
        assertThat(patient.at("/network/protocol").asText()).isEqualTo("intellivue");
        assertThat(patient.at("/wardtap/phi/patients").asInt()).isOne();
        assertThat(run.summary().at("/protocols/intellivue/kinds/poll").asInt()).isEqualTo(3);
        assertThat(run.summary().at("/protocols/intellivue/flows").asInt()).isEqualTo(2);
        assertThat(run.summary().at("/exposure/0/port").asInt()).isEqualTo(24105);
        assertThat(alerts(run)).containsExactly("phi-cleartext-monitor");
        assertThat(run.inventory().toString())
                .contains("DE6129771X", "monitor.bedside", "intellivue.mds");
    }

    @Test
    void readsHowDevicesOfSdcAreFound() throws IOException {
        ReplayRun run = replay("sdc-discovery.pcap", LabCaptures::sdc);

        List<JsonNode> events = run.events("wardtap.sdc");
        assertThat(texts(events, "/wardtap/sdc/kind"))
                .containsExactly("probe", "probe_matches", "hello");
        JsonNode match = events.get(1).at("/wardtap/sdc");
        assertThat(match.at("/location/bed").asText()).isEqualTo("B7");
        assertThat(match.at("/tls_addresses").asInt()).isOne();
        assertThat(events.get(2).at("/wardtap/sdc/plain_addresses").asInt()).isOne();
        assertThat(events.get(2).at("/wardtap/phi/fields/0").asText())
                .isEqualTo("PatientContextScope");
        assertThat(run.summary().at("/protocols/ws-discovery/kinds/probe_matches").asInt())
                .isEqualTo(2);
        assertThat(alerts(run)).containsExactly("phi-cleartext-monitor");
    }

    @Test
    void readsAVentilatorBehindADeviceServer() throws IOException {
        ReplayRun run = replay("medibus.pcap", LabCaptures::medibus);

        List<JsonNode> events = run.events("wardtap.medibus");
        assertThat(texts(events, "/wardtap/medibus/kind"))
                .containsExactly("identify", "identify", "stop");
        assertThat(events.get(1).at("/wardtap/medibus/model").asText()).isEqualTo("Breather 4");
        assertThat(run.summary().at("/protocols/medibus/kinds/command").asInt()).isEqualTo(6);
        assertThat(run.inventory().toString()).contains("Breather 4", "ventilator", "life-support");
        assertThat(alerts(run)).isEmpty();
    }

    @Test
    void asksAboutTheFirstDatagramsOfAFlowOnly() throws IOException {
        for (int strange = 3; strange <= 4; strange++) {
            Conversations all = new Conversations();
            for (int i = 0; i < strange; i++) {
                all.datagram("10.1.1.1", 4000, "10.1.1.2", 24105, new byte[] {1, 2, 3});
            }
            all.datagram("10.1.1.1", 4000, "10.1.1.2", 24105, MonitorDatagrams.POLL);
            Path capture = all.writeTo(folder.resolve(strange + ".pcap"));
            ReplayRun run =
                    ReplayRun.of(ReplayRun.options(folder.resolve("out" + strange), capture));

            assertThat(run.summary().at("/protocols/intellivue/flows").asInt())
                    .as("%d datagrams of something else first", strange)
                    .isEqualTo(strange == 3 ? 1 : 0);
        }
    }

    @Test
    void readsAnalysersAndTheirLaboratorySystem() throws IOException {
        ReplayRun run = replay("astm.pcap", LabCaptures::astm);

        List<JsonNode> events = run.events("wardtap.astm");
        assertThat(texts(events, "/wardtap/astm/kind"))
                .containsExactly("result", "query", "order", "result");
        JsonNode result = events.getFirst();
        assertThat(result.at("/wardtap/astm/vendor").asText()).isEqualTo("Northlab");
        assertThat(result.at("/wardtap/astm/model").asText()).isEqualTo("NX-200");
        assertThat(result.at("/wardtap/astm/serial").asText()).isEqualTo("NX2-10377");
        assertThat(result.at("/wardtap/astm/frames").asInt()).isEqualTo(6);
        assertThat(result.at("/wardtap/astm/naks").asInt()).isOne();
        assertThat(result.at("/wardtap/astm/checksum_errors").asInt()).isOne();
        assertThat(result.at("/wardtap/astm/repeated_frames").asInt()).isOne();
        assertThat(result.at("/wardtap/phi/fields").toString()).contains("P-4", "P-6", "P-8");
        assertThat(events.get(2).at("/source/ip").asText()).isEqualTo("10.20.7.11");
        assertThat(events.get(3).at("/wardtap/astm/framing").asText()).isEqualTo("none");
        assertThat(events.get(3).at("/wardtap/phi/patients").asInt()).isZero();
        assertThat(run.summary().at("/protocols/astm/kinds/nak").asInt()).isOne();
        assertThat(run.summary().at("/exposure/0/protocol").asText()).isEqualTo("astm");
        assertThat(run.summary().at("/exposure/0/patients").asInt()).isEqualTo(2);
        assertThat(alerts(run)).containsExactly("phi-cleartext-astm");
        assertThat(run.inventory().toString())
                .contains("NX2-10377", "lab.analyzer", "lab.lis", "astm.H-5");
    }
}
