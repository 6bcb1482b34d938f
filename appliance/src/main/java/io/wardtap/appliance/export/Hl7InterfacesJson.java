package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.List;

/// The health of HL7 interfaces in summary.json.
final class Hl7InterfacesJson {
    private Hl7InterfacesJson() {}

    static void write(JsonGenerator json, List<SummaryData.Hl7Health> interfaces)
            throws IOException {
        json.writeArrayFieldStart("hl7_interfaces");
        for (SummaryData.Hl7Health health : interfaces) {
            json.writeStartObject();
            json.writeStringField("client", health.client());
            json.writeStringField("server", health.server());
            json.writeNumberField("port", health.port());
            json.writeNumberField("seconds", health.seconds());
            json.writeNumberField("messages", health.messages());
            json.writeNumberField("answers", health.answers());
            json.writeNumberField("refused", health.refused());
            json.writeNumberField("latency_mean_ms", health.latencyMeanMs());
            json.writeNumberField("latency_p95_below_ms", health.latencyP95Ms());
            json.writeNumberField("latency_max_ms", health.latencyMaxMs());
            json.writeNumberField("retries", health.retries());
            json.writeNumberField("replays", health.replays());
            json.writeNumberField("reused_control_ids", health.reusedIds());
            json.writeNumberField("control_id_gaps", health.gaps());
            json.writeNumberField("control_id_resets", health.resets());
            json.writeNumberField("missing_start_blocks", health.missingStartBlocks());
            json.writeNumberField("missing_end_blocks", health.missingEndBlocks());
            json.writeNumberField("line_feed_messages", health.lineFeeds());
            json.writeNumberField("malformed", health.malformed());
            json.writeNumberField("unread_character_sets", health.unreadCharacterSets());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
