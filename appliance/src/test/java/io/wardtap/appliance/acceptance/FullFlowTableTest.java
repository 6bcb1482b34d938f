package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A flood fills the table of conversations: what is known already stays, all is counted, and one
/// alert tells of it.
class FullFlowTableTest {
    private static final int OPENINGS = 20_000;
    private static final int TABLE = 1024;

    @TempDir Path folder;
    private Path settings;

    @BeforeEach
    void smallTable() throws IOException {
        settings = folder.resolve("wardtap.yaml");
        Files.writeString(settings, "pipeline:\n  flows: " + TABLE + "\n");
    }

    @Test
    void aFloodOfOpeningsThrowsOutNoConversationThatIsKnown() throws IOException {
        Conversations traffic = new Conversations();
        Conversations.Tcp feed = traffic.tcp("10.0.1.7", "10.0.2.9", 2575);
        feed.say(true, message(1)).say(false, answer(1));
        for (int i = 0; i < OPENINGS; i++) {
            traffic.opening("172.16." + (i >>> 8 & 255) + "." + (i & 255), "10.0.2.9", 104);
        }
        feed.say(true, message(2)).say(false, answer(2));
        feed.end();

        ReplayRun run = replay(traffic);

        JsonNode summary = run.summary();
        assertThat(summary.at("/visibility/unanswered_openings").asInt()).isEqualTo(OPENINGS);
        assertThat(summary.at("/visibility/flow_evictions").asInt())
                .isEqualTo(OPENINGS + 1 - TABLE);
        assertThat(summary.at("/flows/tcp").asInt()).isEqualTo(OPENINGS + 1);
        assertThat(run.events("wardtap.hl7"))
                .extracting(event -> event.at("/wardtap/hl7/message_type").asText())
                .containsExactly("ADT^A08", "ACK^A08", "ADT^A08", "ACK^A08");
        assertThat(run.events("wardtap.flow"))
                .filteredOn(event -> event.at("/destination/port").asInt() == 2575)
                .singleElement()
                .extracting(event -> event.at("/wardtap/flow/state").asText())
                .isEqualTo("closed");
    }

    @Test
    void itIsOneAlert() throws IOException {
        Conversations traffic = new Conversations();
        for (int i = 0; i < OPENINGS; i++) {
            traffic.opening("172.16." + (i >>> 8 & 255) + "." + (i & 255), "10.0.2.9", 104);
        }

        List<JsonNode> alerts = replay(traffic).events("wardtap.alert");

        assertThat(alerts)
                .extracting(alert -> alert.at("/rule/id").asText())
                .containsOnly("monitor-capture-health");
        assertThat(alerts)
                .filteredOn(alert -> alert.at("/event/action").asText().equals("opened"))
                .singleElement()
                .extracting(alert -> alert.toString())
                .asString()
                .contains("more conversations at once than Wardtap's table holds");
    }

    private ReplayRun replay(Conversations traffic) throws IOException {
        ReplayRun run =
                ReplayRun.of(
                        ReplayRun.options(
                                        folder.resolve("out"),
                                        traffic.writeTo(folder.resolve("flood.pcap")))
                                .config(settings));
        assertThat(run.result().exitCode()).isZero();
        return run;
    }

    private static String message(int id) {
        return "\u000BMSH|^~\\&|MON|ICU|EHR|HQ|20260101||ADT^A08|"
                + id
                + "|P|2.5\rPID|1||X1\r\u001C\r";
    }

    private static String answer(int id) {
        return "\u000BMSH|^~\\&|EHR|HQ|MON|ICU|20260101||ACK^A08|R"
                + id
                + "|P|2.5\rMSA|AA|"
                + id
                + "\r\u001C\r";
    }
}
