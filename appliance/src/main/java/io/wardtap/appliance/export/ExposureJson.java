package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.List;

/// The exposure ledger in summary.json: services through which patient data passes in clear, and,
/// one by one, the clients that exchanged it with them. Confined to one thread.
final class ExposureJson {
    private final JsonGenerator json;
    private final Rfc3339 times = new Rfc3339();
    private final char[] text = new char[Rfc3339.NANOS_LENGTH];

    ExposureJson(JsonGenerator json) {
        this.json = json;
    }

    void write(List<SummaryData.Exposure> exposure) throws IOException {
        json.writeArrayFieldStart("exposure");
        for (SummaryData.Exposure service : exposure) {
            json.writeStartObject();
            json.writeStringField("ip", service.ip());
            json.writeNumberField("port", service.port());
            json.writeStringField("protocol", service.protocol());
            json.writeBooleanField("encrypted", service.encrypted());
            json.writeNumberField("encrypted_ratio", service.encryptedRatio());
            json.writeNumberField("clients", service.clients());
            passed(service.passed());
            pairs(service.pairs());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void pairs(List<SummaryData.ExposedPair> pairs) throws IOException {
        json.writeArrayFieldStart("pairs");
        for (SummaryData.ExposedPair pair : pairs) {
            json.writeStartObject();
            json.writeStringField("ip", pair.ip());
            passed(pair.passed());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void passed(SummaryData.Passed passed) throws IOException {
        json.writeStringField("scope", passed.scope());
        json.writeNumberField("messages", passed.messages());
        json.writeNumberField("phi_messages", passed.phiMessages());
        json.writeNumberField("phi_bytes", passed.phiBytes());
        json.writeNumberField("patients", passed.patients());
        json.writeBooleanField("patients_estimated", passed.patientsEstimated());
        time("first", passed.firstNs());
        time("last", passed.lastNs());
        json.writeArrayFieldStart("categories");
        for (String category : passed.categories()) {
            json.writeString(category);
        }
        json.writeEndArray();
    }

    private void time(String name, long epochNs) throws IOException {
        json.writeFieldName(name);
        json.writeString(text, 0, times.format(epochNs, text, 0));
    }
}
