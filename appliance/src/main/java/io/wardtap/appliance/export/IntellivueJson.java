package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.protocol.intellivue.IntellivueFacts;

import java.io.IOException;

/// `wardtap.intellivue`: what is the protocol's own in an event. Confined to one thread.
final class IntellivueJson {
    static final Shape SHAPE =
            Shape.of(EventDataset.INTELLIVUE, "event", "network", "protocol,info");
    static final SerializedString NAME = JsonOut.key("intellivue");

    private static final SerializedString MAC = JsonOut.key("mac");
    private static final SerializedString BED_LABEL = JsonOut.key("bed_label");

    private final JsonOut out;

    IntellivueJson(JsonOut out) {
        this.out = out;
    }

    void write(IntellivueFacts facts) throws IOException {
        if (facts.mac != 0) {
            out.mac(MAC, facts.mac);
        }
        out.name(BED_LABEL, facts.bedLabel);
    }
}
