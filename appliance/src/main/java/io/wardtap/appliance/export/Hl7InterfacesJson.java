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
            if (!health.conformance().isEmpty()) {
                conformance(json, health.conformance());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void conformance(JsonGenerator json, List<SummaryData.Hl7Checks> checks)
            throws IOException {
        json.writeArrayFieldStart("conformance");
        for (SummaryData.Hl7Checks check : checks) {
            json.writeStartObject();
            json.writeStringField("sender", check.sender());
            json.writeStringField("version", check.version());
            json.writeNumberField("checked", check.checked());
            json.writeNumberField("faulty", check.faulty());
            json.writeArrayFieldStart("findings");
            for (SummaryData.Hl7Departure finding : check.findings()) {
                json.writeStartObject();
                json.writeStringField("code", finding.code());
                json.writeStringField("position", finding.position());
                json.writeNumberField("messages", finding.messages());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
