package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.wardtap.appliance.alert.AlertAction;
import io.wardtap.appliance.detect.Severity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The file of events when its disk is full, slow or gone.
class EventFileTest {
    @TempDir Path dir;

    @Test
    void keepsAnErrorOfTheDiskAndGoesOn() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");

        EventWriter writer =
                new EventWriter(
                        new RecordFile(
                                java.nio.channels.FileChannel.open(
                                        full, java.nio.file.StandardOpenOption.WRITE),
                                4096,
                                2,
                                false),
                        Samples.options());
        for (int i = 0; i < 1000; i++) {
            writer.onFlowEnd(Samples.flow(), i, Samples.T0);
        }
        writer.close();

        assertThat(writer.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void dropsRecordsWhenLiveAndTheDiskIsBehindButKeepsRoomForAlerts() throws Exception {
        StuckChannel channel = new StuckChannel();
        EventWriter writer = new EventWriter(new RecordFile(channel, 4096, 4, true), live());

        for (int i = 0; i < 1000; i++) {
            writer.onFlowEnd(Samples.flow(), i, Samples.T0);
        }
        long droppedFlows = writer.dropped();
        writer.onAlert(
                Samples.alert("phi-cleartext-dicom", Severity.HIGH),
                AlertAction.OPENED,
                1001,
                Samples.T0);
        long droppedAlerts = writer.dropped() - droppedFlows;
        channel.release();
        writer.close();

        assertThat(droppedFlows).isBetween(900L, 999L);
        assertThat(droppedAlerts).isZero();
        String text = channel.text();
        assertThat(text.lines()).hasSize((int) (1000 - droppedFlows) + 1);
        assertThat(text.lines().toList().getLast()).contains("phi-cleartext-dicom");
    }

    private static EventWriter.Options live() {
        EventWriter.Options base = Samples.options();
        return new EventWriter.Options(
                base.datasets(),
                base.observer(),
                base.scopes(),
                base.stats(),
                () -> Samples.T0,
                false,
                null);
    }

    private static void alert(EventWriter writer, long packet) {
        writer.onAlert(
                Samples.alert("phi-cleartext-dicom", Severity.HIGH),
                AlertAction.OPENED,
                packet,
                Samples.T0);
    }

    @Test
    void shedsRecordsUnderLoadAndNeverAlertsOrDevices() throws Exception {
        Path file = dir.resolve("shed.jsonl");
        EventWriter writer = new EventWriter(file, live());
        boolean[] overloaded = {true};
        writer.shedWhile(() -> overloaded[0]);

        writer.onFlowEnd(Samples.flow(), 1, Samples.T0);
        writer.onHl7(Samples.flow(), Samples.acknowledgement(), 2, Samples.T0);
        alert(writer, 3);
        writer.onDevice(Samples.device(), "first-seen", 4, Samples.T0);
        overloaded[0] = false;
        writer.onFlowEnd(Samples.flow(), 5, Samples.T0);
        writer.close();

        assertThat(writer.dropped()).isEqualTo(2);
        assertThat(Samples.lines(file))
                .extracting(line -> line.at("/event/sequence").intValue())
                .containsExactly(3, 4, 5);
    }

    @Test
    void neverEndsInHalfALineAndGoesOnWhenAFullDiskHasRoomAgain() throws Exception {
        FullChannel disk = new FullChannel(20_000);
        EventWriter writer = new EventWriter(new RecordFile(disk, 4096, 16, true), live());
        int i = 0;
        while (!writer.isFailing()) {
            writer.onFlowEnd(Samples.flow(), ++i, Samples.T0);
            writer.onTick(i, Samples.T0);
        }
        assertThat(Eventually.holds(() -> disk.text().endsWith("\n"))).isTrue();
        long leftOut = writer.dropped();
        for (int more = 0; more < 100; more++) {
            writer.onFlowEnd(Samples.flow(), ++i, Samples.T0);
        }
        alert(writer, ++i);

        assertThat(writer.dropped() - leftOut).as("records while the disk is full").isEqualTo(100);
        assertThat(disk.text()).endsWith("\n");

        disk.makeRoom();
        assertThat(Eventually.holds(() -> !writer.isFailing())).isTrue();
        writer.onFlowEnd(Samples.flow(), ++i, Samples.T0);
        writer.close();

        assertThat(writer.failure()).isNull();
        List<JsonNode> lines =
                Samples.lines(Files.writeString(dir.resolve("full.jsonl"), disk.text()));
        assertThat(lines).hasSize((int) (i - writer.dropped()));
        assertThat(lines.get(lines.size() - 2).at("/rule/id").textValue())
                .isEqualTo("phi-cleartext-dicom");
    }

    @Test
    void endsAReplaysFileAtAWholeLineWhenTheDiskIsFull() throws Exception {
        FullChannel disk = new FullChannel(10_000);
        EventWriter writer =
                new EventWriter(new RecordFile(disk, 4096, 4, false), Samples.options());
        for (int i = 1; i < 100; i++) {
            writer.onFlowEnd(Samples.flow(), i, Samples.T0);
        }
        writer.close();

        assertThat(writer.failure()).isNotNull();
        assertThat(disk.text()).endsWith("\n");
        assertThat(disk.text().length()).isBetween(5_000, 10_000);
    }

    @Test
    void doesNotWaitForAHangingDiskAtTheEndOfALiveRun() throws Exception {
        StuckChannel channel = new StuckChannel();
        EventWriter writer = new EventWriter(new RecordFile(channel, 4096, 4, true), live());
        alert(writer, 1);
        long begin = System.nanoTime();

        writer.close();

        assertThat(System.nanoTime() - begin).isLessThan(5_000_000_000L);
        assertThat(writer.failure()).hasMessageContaining("does not answer");
        channel.release();
    }
}
