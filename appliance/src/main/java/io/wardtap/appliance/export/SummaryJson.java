package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.JsonGenerator;

import io.wardtap.appliance.capture.CaptureReport;

import java.io.IOException;
import java.util.Map;

/// The fields of summary.json, every one always there. Not on the hot path: plain names.
final class SummaryJson {
    private static final double NS_PER_S = 1e9;

    private SummaryJson() {}

    /// The whole summary as one object.
    static void write(JsonGenerator json, SummaryData data) throws IOException {
        json.writeStartObject();
        captures(json, data);
        traffic(json, data);
        new ExposureJson(json).write(data.exposure);
        Hl7InterfacesJson.write(json, data.hl7Interfaces);
        results(json, data);
        json.writeObjectFieldStart("run");
        seconds(json, "elapsed_s", data.elapsedNs);
        seconds(json, "cpu_s", data.cpuNs);
        json.writeNumberField("workers", data.workers);
        if (data.conformanceLeftOut >= 0) {
            json.writeNumberField("hl7_conformance_left_out", data.conformanceLeftOut);
            json.writeNumberField("hl7_conformance_unfinished", data.conformanceUnfinished);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /// The counters only, as fields of the object that is open.
    static void counters(JsonGenerator json, SummaryData data) throws IOException {
        traffic(json, data);
        results(json, data);
    }

    private static void captures(JsonGenerator json, SummaryData data) throws IOException {
        Rfc3339 times = new Rfc3339();
        char[] text = new char[Rfc3339.NANOS_LENGTH];
        json.writeArrayFieldStart("captures");
        for (CaptureReport capture : data.captures) {
            json.writeStartObject();
            json.writeStringField("file", JsonOut.clean(capture.file(), 4096));
            json.writeStringField("link_type", capture.linkType());
            json.writeNumberField("packets", capture.packets());
            json.writeNumberField("bytes", capture.bytes());
            json.writeFieldName("first");
            time(json, times, text, capture.packets() == 0, capture.firstNs());
            json.writeFieldName("last");
            time(json, times, text, capture.packets() == 0, capture.lastNs());
            if (capture.damage() == null) {
                json.writeNullField("damage");
            } else {
                json.writeObjectFieldStart("damage");
                json.writeNumberField("offset", capture.damage().offset());
                json.writeStringField("reason", JsonOut.clean(capture.damage().reason(), 512));
                json.writeEndObject();
            }
            if (capture.dropped() >= 0) {
                json.writeNumberField("dropped_packets", capture.dropped());
            }
            if (!capture.refused().isEmpty()) {
                refused(json, capture);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void refused(JsonGenerator json, CaptureReport capture) throws IOException {
        json.writeArrayFieldStart("refused");
        for (CaptureReport.Refused refused : capture.refused()) {
            json.writeStartObject();
            json.writeStringField("interface", JsonOut.clean(refused.name(), 128));
            json.writeStringField("link_type", refused.linkType());
            json.writeNumberField("packets", refused.packets());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void time(
            JsonGenerator json, Rfc3339 times, char[] text, boolean none, long epochNs)
            throws IOException {
        if (none) {
            json.writeNull();
        } else {
            json.writeString(text, 0, times.format(epochNs, text, 0));
        }
    }

    private static void traffic(JsonGenerator json, SummaryData data) throws IOException {
        json.writeNumberField("packets", data.packets);
        json.writeNumberField("bytes", data.bytes);
        seconds(json, "duration_s", data.durationNs);
        counts(json, "decode_errors", data.decodeErrors);
        counts(json, "tunnels", data.tunnels);
        json.writeObjectFieldStart("fragments");
        json.writeNumberField("packets", data.fragmentPackets);
        json.writeNumberField("datagrams", data.fragmentDatagrams);
        json.writeNumberField("incomplete", data.fragmentsIncomplete);
        json.writeNumberField("timed_out", data.fragmentsTimedOut);
        json.writeNumberField("evicted", data.fragmentsEvicted);
        json.writeNumberField("without_first", data.fragmentsWithoutFirst);
        json.writeNumberField("overlaps", data.fragmentOverlaps);
        json.writeNumberField("conflicts", data.fragmentConflicts);
        json.writeNumberField("oversize", data.fragmentsOversize);
        json.writeNumberField("tiny", data.fragmentsTiny);
        json.writeEndObject();
        json.writeObjectFieldStart("flows");
        json.writeNumberField("tcp", data.tcpFlows);
        json.writeNumberField("udp", data.udpFlows);
        json.writeNumberField("icmp", data.icmpFlows);
        json.writeNumberField("other", data.otherFlows);
        json.writeEndObject();
        json.writeObjectFieldStart("tcp");
        json.writeNumberField("streams", data.tcpStreams);
        json.writeNumberField("midstream", data.tcpMidstream);
        json.writeNumberField("gap_bytes", data.tcpGapBytes);
        json.writeNumberField("overlap_conflicts", data.tcpOverlapConflicts);
        json.writeNumberField("out_of_order_segments", data.tcpOutOfOrderSegments);
        json.writeEndObject();
        protocols(json, data);
    }

    private static void protocols(JsonGenerator json, SummaryData data) throws IOException {
        json.writeObjectFieldStart("protocols");
        for (Map.Entry<String, SummaryData.ProtocolCounts> entry : data.protocols.entrySet()) {
            SummaryData.ProtocolCounts counts = entry.getValue();
            json.writeObjectFieldStart(entry.getKey());
            json.writeNumberField("flows", counts.flows);
            json.writeNumberField("messages", counts.messages);
            json.writeNumberField("bytes", counts.bytes);
            json.writeNumberField("parse_errors", counts.parseErrors);
            counts(json, "kinds", counts.kinds);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void results(JsonGenerator json, SummaryData data) throws IOException {
        counts(json, "alerts", data.alerts);
        counts(json, "excepted", data.excepted);
        json.writeNumberField("devices", data.devices);
        json.writeObjectFieldStart("visibility");
        for (Map.Entry<String, Object> entry : data.visibility.entrySet()) {
            json.writeFieldName(entry.getKey());
            value(json, entry.getValue());
        }
        counts(json, "unread", data.unread);
        if (!data.interfaces.isEmpty()) {
            interfaces(json, data);
        }
        json.writeEndObject();
    }

    private static void interfaces(JsonGenerator json, SummaryData data) throws IOException {
        json.writeArrayFieldStart("interfaces");
        for (SummaryData.InterfaceSight each : data.interfaces) {
            json.writeStartObject();
            json.writeStringField("name", JsonOut.clean(each.name(), 256));
            json.writeNumberField("ratio", each.sight().ratio());
            json.writeNumberField("packets", each.sight().packets());
            json.writeNumberField("dropped_packets", each.dropped());
            json.writeNumberField("duplicate_packets", each.duplicates());
            json.writeNumberField("truncated_packets", each.cutPackets());
            json.writeNumberField("gap_bytes", each.sight().gapBytes());
            json.writeNumberField("unseen_bytes", each.sight().unseenBytes());
            json.writeNumberField("unread_bytes", each.sight().unreadBytes());
            json.writeNumberField("conversations", each.sight().conversations());
            json.writeNumberField("one_way_conversations", each.sight().oneWay());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Not a switch over types: that is linked at run time, which every replay would pay for.
    private static void value(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(millionths(number.doubleValue()));
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(JsonOut.clean(value.toString(), 256));
        }
    }

    /// Entries that are not zero.
    private static void counts(JsonGenerator json, String name, Map<String, Long> counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> entry : counts.entrySet()) {
            if (entry.getValue() != 0) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, String name, long ns) throws IOException {
        json.writeNumberField(name, Math.round(ns / 1e3) / (NS_PER_S / 1e3));
    }

    private static double millionths(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
