package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.alert.Alert;
import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureFiles;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.pipeline.HeaderRing;
import io.wardtap.appliance.pipeline.HeaderRings;
import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

class FlowRecorderTest {
    private static final long T0 = 1_700_000_000_123_456_789L;

    @TempDir Path folder;
    private final HeaderRing first = new HeaderRing(1 << 20);
    private final HeaderRing second = new HeaderRing(1 << 20);

    private record Recorded(long timeNs, byte[] bytes, long wireLength) {}

    private FlowRecorder recorder(int files, long fileBytes) throws IOException {
        return new FlowRecorder(
                new RecordingFolder(folder, files, fileBytes),
                List.of(first, second),
                index -> "eth" + index);
    }

    private static PacketBuilder packet(int port, boolean fromClient, String payload) {
        return PacketBuilder.ethernet()
                .vlan(7)
                .ipv4(fromClient ? "10.1.0.1" : "10.1.0.2", fromClient ? "10.1.0.2" : "10.1.0.1")
                .tcp(fromClient ? port : 104, fromClient ? 104 : port)
                .flags(TcpSegment.ACK)
                .payload(payload);
    }

    private static Alert alert(int port) {
        Alert alert = Samples.alert("phi-cleartext-dicom", Severity.HIGH);
        alert.client = Address.parse("10.1.0.1");
        alert.server = Address.parse("10.1.0.2");
        alert.clientPort = port;
        alert.serverPort = 104;
        alert.transport = 6;
        return alert;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static List<Recorded> read(Path file) throws Exception {
        List<Recorded> packets = new ArrayList<>();
        PacketRecord record = new PacketRecord();
        try (CaptureSource source = CaptureFiles.open(List.of(file.toString()))) {
            while (source.next(record) == Arrival.PACKET) {
                byte[] bytes =
                        Arrays.copyOfRange(
                                record.bytes, record.start, record.start + record.capturedLength);
                packets.add(new Recorded(record.timeNs, bytes, record.wireLength));
            }
            assertThat(source.reports().getFirst().damage()).isNull();
        }
        return packets;
    }

    @Test
    void recordsTheFlowBeforeAndAfterTheAlertWithoutItsPayload() throws Exception {
        FlowRecorder recorder = recorder(10, 1 << 20);
        HeaderRings.add(first, packet(4000, true, "DOE^JANE and more"), T0);
        HeaderRings.add(first, packet(4001, true, "ANOTHER^FLOW"), T0 + 1);
        HeaderRings.add(second, packet(4000, false, "yes, DOE^JANE"), T0 + 2);
        recorder.onAlert(alert(4000), AlertAction.OPENED, 1, T0);
        assertThat(Eventually.holds(() -> recorder.packets() == 2)).isTrue();
        HeaderRings.add(first, packet(4000, true, "later DOE^JANE"), T0 + 3);
        HeaderRings.add(first, packet(4001, true, "ANOTHER^FLOW"), T0 + 4);
        assertThat(Eventually.holds(() -> recorder.packets() == 3)).isTrue();
        recorder.close();

        assertThat(files()).hasSize(1);
        assertThat(files().getFirst().getFileName().toString())
                .matches("\\d{8}T\\d{6}Z-phi-cleartext-dicom-[0-9a-f]{8}\\.pcapng");
        List<Recorded> packets = read(files().getFirst());
        assertThat(packets).extracting(Recorded::timeNs).containsExactly(T0, T0 + 2, T0 + 3);
        byte[] sent = packet(4000, true, "DOE^JANE and more").build();
        byte[] kept = packets.getFirst().bytes();
        int headers = sent.length - "DOE^JANE and more".length();
        assertThat(kept).hasSameSizeAs(sent);
        for (int i = 0; i < sent.length; i++) {
            assertThat(kept[i]).as("byte %d", i).isEqualTo(i < headers ? sent[i] : 0);
        }
        PacketDecoder decoder = new PacketDecoder();
        decoder.decode(LinkType.ETHERNET, kept, 0, kept.length, kept.length);
        assertThat(decoder.vlan()).isEqualTo(7);
        assertThat(decoder.sourcePort()).isEqualTo(4000);
        assertThat(recorder.refused()).isZero();
        assertThat(recorder.failure()).isNull();
    }

    @Test
    void endsAFileAtItsBoundAndCountsTheRest() throws Exception {
        FlowRecorder recorder = recorder(10, 2000);
        recorder.onAlert(alert(4000), AlertAction.OPENED, 1, T0);
        for (int i = 0; i < 20; i++) {
            HeaderRings.add(first, packet(4000, true, "x".repeat(300)), T0 + i);
        }
        assertThat(Eventually.holds(() -> recorder.packets() + recorder.missed() == 20)).isTrue();
        recorder.close();

        assertThat(Files.size(files().getFirst())).isBetween(1500L, 2000L);
        assertThat(read(files().getFirst())).hasSize((int) recorder.packets());
        assertThat(recorder.missed()).isGreaterThan(10);
    }

    @Test
    void keepsOnlySoManyFiles() throws Exception {
        FlowRecorder recorder = recorder(3, 1 << 20);
        for (int i = 0; i < 6; i++) {
            Alert alert =
                    new Alert(
                            new java.util.UUID(i, i),
                            Samples.rule(
                                    "recon-port-scan",
                                    io.wardtap.appliance.detect.RuleInfo.Kind.INCIDENT),
                            "key",
                            Severity.HIGH,
                            T0 + i * 1_000_000_000L);
            alert.client = Address.parse("10.1.0.1");
            alert.server = Address.parse("10.1.0.2");
            alert.clientPort = 5000 + i;
            recorder.onAlert(alert, AlertAction.OPENED, 1, T0);
        }
        recorder.close();

        assertThat(files()).hasSize(3);
        assertThat(files().getFirst().getFileName().toString()).contains("T221323Z");
    }

    @Test
    void asksNothingOfAlertsWithoutAFlowOrThatClose() throws Exception {
        FlowRecorder recorder = recorder(3, 1 << 20);
        recorder.onAlert(alert(1), AlertAction.CLOSED, 1, T0);
        Alert none = alert(1);
        none.server = null;
        recorder.onAlert(none, AlertAction.OPENED, 1, T0);
        recorder.close();

        assertThat(files()).isEmpty();
    }
}
