package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.protocol.poct1.Poct1Facts;

import java.io.IOException;

/// `wardtap.poct1`: what is the protocol's own in an event. Confined to one thread.
final class Poct1Json {
    static final Shape SHAPE = Shape.of(EventDataset.POCT1, "event", "network", "protocol,info");
    static final SerializedString NAME = JsonOut.key("poct1");

    private static final SerializedString DEVICE_NAME = JsonOut.key("device_name");
    private static final SerializedString MAC = JsonOut.key("mac");
    private static final SerializedString ACK_CODE = JsonOut.key("ack_code");
    private static final SerializedString COMMAND = JsonOut.key("command");
    private static final SerializedString PATIENTS = JsonOut.key("patient_elements");
    private static final SerializedString OBSERVATIONS = JsonOut.key("observations");
    private static final SerializedString OPERATORS = JsonOut.key("operators");
    private static final SerializedString CONTINUATION = JsonOut.key("continuation");
    private static final SerializedString CONTINUED = JsonOut.key("continued");

    private final JsonOut out;

    Poct1Json(JsonOut out) {
        this.out = out;
    }

    void write(Poct1Facts facts) throws IOException {
        out.name(DEVICE_NAME, facts.deviceName);
        if (facts.mac != 0) {
            out.mac(MAC, facts.mac);
        }
        out.text(ACK_CODE, facts.acknowledgmentCode, 24);
        out.text(COMMAND, facts.command, 24);
        out.counted(PATIENTS, facts.patients);
        out.counted(OBSERVATIONS, facts.observations);
        out.counted(OPERATORS, facts.operators);
        out.flagged(CONTINUATION, facts.isContinuation);
        out.flagged(CONTINUED, facts.isContinued);
    }
}
