package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.protocol.pcap.CaptureDamage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class SummaryWriterTest {
    @TempDir Path dir;

    static SummaryData filled() {
        SummaryData data = new SummaryData();
        data.captures.add(
                new CaptureReport(
                        "morning.pcap", "ethernet", 100, 9000, Samples.T0, Samples.T0 + 5, null));
        data.captures.add(
                new CaptureReport(
                        "cut.pcap",
                        "ethernet",
                        0,
                        0,
                        0,
                        0,
                        new CaptureDamage(24, "the file ends within a packet")));
        data.packets = 100;
        data.bytes = 9000;
        data.durationNs = 90 * Samples.SECOND + 500;
        data.decodeErrors.put("tcp_malformed", 2L);
        data.decodeErrors.put("ipv4_malformed", 0L);
        SummaryData.ProtocolCounts dicom = data.protocol("dicom");
        dicom.flows = 1;
        dicom.messages = 7;
        dicom.kinds.put("01", 1L);
        data.protocol("hl7").kinds.put("ADT^A01", 3L);
        data.exposure.add(
                new SummaryData.Exposure(
                        "10.20.9.5",
                        104,
                        "dicom",
                        false,
                        0.25,
                        1,
                        passed(7),
                        List.of(new SummaryData.ExposedPair("10.20.9.7", passed(6)))));
        data.alerts.put("phi-cleartext-dicom", 1L);
        data.devices = 4;
        data.visibility.put("ratio", 0.99951);
        data.visibility.put("both_directions", true);
        data.workers = 2;
        data.elapsedNs = 1_500_000_000L;
        return data;
    }

    private static SummaryData.Passed passed(long messages) {
        return new SummaryData.Passed(
                "internal",
                messages,
                3,
                4096,
                2,
                false,
                Samples.SECOND,
                2 * Samples.SECOND,
                List.of("id", "name"));
    }

    private JsonNode summary(SummaryData data) throws IOException {
        SummaryWriter.summary(dir, data);
        return new ObjectMapper().readTree(dir.resolve(SummaryWriter.SUMMARY).toFile());
    }

    @Test
    void hasEveryKeyOfTheContractAlsoWhenNothingWasSeen() throws IOException {
        JsonNode summary = summary(new SummaryData());

        List<String> keys = new ArrayList<>();
        summary.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "captures",
                        "packets",
                        "bytes",
                        "duration_s",
                        "decode_errors",
                        "tunnels",
                        "fragments",
                        "flows",
                        "tcp",
                        "protocols",
                        "exposure",
                        "alerts",
                        "excepted",
                        "devices",
                        "visibility",
                        "run");
        assertThat(summary.get("flows").toString())
                .isEqualTo("{\"tcp\":0,\"udp\":0,\"icmp\":0,\"other\":0}");
        assertThat(summary.get("tcp").toString())
                .isEqualTo(
                        "{\"streams\":0,\"midstream\":0,\"gap_bytes\":0,\"overlap_conflicts\":0,"
                                + "\"out_of_order_segments\":0}");
        assertThat(summary.get("run").toString())
                .isEqualTo("{\"elapsed_s\":0.0,\"cpu_s\":0.0,\"workers\":0}");
    }

    @Test
    void saysWhatWasCounted() throws IOException {
        JsonNode summary = summary(filled());

        assertThat(summary.at("/captures/0/first").textValue())
                .isEqualTo("2026-05-04T10:15:30.123456789Z");
        assertThat(summary.at("/captures/0/damage").isNull()).isTrue();
        assertThat(summary.at("/captures/1/first").isNull()).isTrue();
        assertThat(summary.at("/captures/1/damage/offset").intValue()).isEqualTo(24);
        assertThat(summary.at("/duration_s").doubleValue()).isEqualTo(90.000001);
        assertThat(summary.at("/decode_errors").toString()).isEqualTo("{\"tcp_malformed\":2}");
        assertThat(summary.at("/protocols/dicom/kinds/01").intValue()).isEqualTo(1);
        assertThat(summary.at("/protocols/hl7/kinds/ADT^A01").intValue()).isEqualTo(3);
        assertThat(summary.at("/exposure/0/phi_messages").intValue()).isEqualTo(3);
        assertThat(summary.at("/alerts/phi-cleartext-dicom").intValue()).isEqualTo(1);
        assertThat(summary.at("/visibility/ratio").doubleValue()).isEqualTo(0.99951);
        assertThat(summary.at("/run/elapsed_s").doubleValue()).isEqualTo(1.5);
    }

    @Test
    void isOnTheAllowListAndLeavesNothingBesideIt() throws IOException {
        AllowList allowed = AllowList.load();

        JsonNode summary = summary(filled());
        SummaryWriter.inventory(dir, List.of(Samples.device()));

        JsonNode inventory =
                new ObjectMapper().readTree(dir.resolve(SummaryWriter.INVENTORY).toFile());
        assertThat(allowed.violations(AllowList.SUMMARY, summary)).isEmpty();
        assertThat(allowed.violations(AllowList.INVENTORY, inventory)).isEmpty();
        assertThat(inventory.at("/devices/0/hostname").textValue()).isEqualTo("ct-room2");
        try (var files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("summary.json", "inventory.json");
        }
    }

    @Test
    void keepsTheOldFileWhenTheNewOneCannotBeWritten() throws IOException {
        Path file = dir.resolve(SummaryWriter.INVENTORY);
        Files.writeString(file, "old");
        var broken = Samples.device();
        broken.evidence.put("bad", null);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SummaryWriter.inventory(dir, List.of(broken)))
                .isInstanceOf(NullPointerException.class);

        assertThat(file).hasContent("old");
        try (var files = Files.list(dir)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theTableTellsTheStoryWithinAHundredColumns() {
        var alert = Samples.alert("phi-cleartext-dicom", Severity.HIGH);
        alert.explanation = "word ".repeat(60).strip();

        String table =
                SummaryTable.of(
                        filled(),
                        List.of(Samples.device()),
                        List.of(Samples.alert("recon-port-scan", Severity.MEDIUM), alert));

        assertThat(table.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
        assertThat(table)
                .contains("100 packets", "imaging.ct", "ct-room2", "10.20.9.5:104, unencrypted")
                .contains("cut.pcap at byte 24: the file ends within a packet")
                .contains("phi-cleartext-dicom (14 times)");
        assertThat(table.indexOf("  high")).isLessThan(table.indexOf("  medium"));
        assertThat(table.split("word", -1)).hasSize(61);
    }
}
