package io.wardtap.appliance.baseline;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.wardtap.appliance.observe.Address;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;

/// Writes a baseline as JSON, always in the same order.
final class BaselineWriter {
    private final JsonGenerator json;

    BaselineWriter(OutputStream out) throws IOException {
        json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8);
        json.useDefaultPrettyPrinter();
    }

    void write(Baseline baseline) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", BaselineFile.FORMAT);
        json.writeNumberField("version", BaselineFile.VERSION);
        json.writeArrayFieldStart("gateways");
        for (long mac : baseline.gateways()) {
            json.writeString(HexFormat.of().toHexDigits(mac, 12));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("profiles");
        for (Profile profile : baseline.profiles()) {
            profile(profile);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.close();
    }

    private void profile(Profile profile) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", profile.key);
        json.writeArrayFieldStart("addresses");
        for (Address address : profile.addresses) {
            json.writeString(address.toString());
        }
        json.writeEndArray();
        json.writeStringField("class", profile.deviceClass);
        json.writeStringField("state", profile.state.label());
        json.writeNumberField("first_ns", profile.firstNs);
        json.writeNumberField("last_ns", profile.lastNs);
        json.writeNumberField("observations", profile.observations);
        peers(profile);
        numbers("services", profile.services);
        json.writeBooleanField("services_full", profile.servicesFull);
        strings("calling_ae", profile.callingAeTitles);
        strings("called_ae", profile.calledAeTitles);
        dicom(profile);
        hl7(profile);
        json.writeObjectFieldStart("silence");
        json.writeNumberField("typical_ns", profile.silence.typicalNs());
        json.writeNumberField("longest_ns", profile.silence.longestNs);
        json.writeNumberField("gaps", profile.silence.observed);
        json.writeEndObject();
        json.writeObjectFieldStart("hours");
        for (int hour = 0; hour < HourlyRates.HOURS; hour++) {
            if (profile.rates.counts[hour] != null) {
                numbers(Integer.toString(hour), profile.rates.counts[hour]);
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void peers(Profile profile) throws IOException {
        json.writeArrayFieldStart("peers");
        for (Map.Entry<String, PeerUse> peer : profile.peers.entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", peer.getKey());
            numbers("services", peer.getValue().services);
            json.writeNumberField("last_ns", peer.getValue().lastNs);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanField("peers_full", profile.peersFull);
    }

    private void dicom(Profile profile) throws IOException {
        json.writeArrayFieldStart("dicom");
        for (Map.Entry<String, DicomHabit> entry : profile.dicom.entrySet()) {
            DicomHabit habit = entry.getValue();
            json.writeStartObject();
            json.writeStringField("sop_class", entry.getKey());
            json.writeNumberField("verbs", habit.verbs);
            strings("levels", habit.queryLevels);
            json.writeBooleanField("wildcard", habit.wildcard);
            json.writeBooleanField("unrestricted", habit.unrestricted);
            json.writeNumberField("max_pending", habit.maxPending);
            json.writeNumberField("max_finds_per_minute", habit.maxFindsPerMinute);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void hl7(Profile profile) throws IOException {
        json.writeArrayFieldStart("hl7");
        for (Map.Entry<String, Hl7Habit> entry : profile.hl7.entrySet()) {
            json.writeStartObject();
            json.writeStringField("application", entry.getKey());
            strings("facilities", entry.getValue().facilities);
            strings("triggers", entry.getValue().triggers);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void strings(String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private void numbers(String field, int[] values) throws IOException {
        json.writeFieldName(field);
        json.writeArray(values, 0, values.length);
    }
}
