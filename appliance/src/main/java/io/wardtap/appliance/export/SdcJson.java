package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.protocol.sdc.WsDiscoveryFacts;

import java.io.IOException;

/// `wardtap.sdc`: what is the protocol's own in an event. Confined to one thread.
final class SdcJson {
    static final Shape SHAPE = Shape.of(EventDataset.SDC, "event", "network", "protocol,info");
    static final SerializedString NAME = JsonOut.key("sdc");

    private static final SerializedString ENDPOINT_HASH = JsonOut.key("endpoint_hash");
    private static final SerializedString MEDICAL_DEVICE = JsonOut.key("medical_device");
    private static final SerializedString PLAIN = JsonOut.key("plain_addresses");
    private static final SerializedString TLS = JsonOut.key("tls_addresses");
    private static final SerializedString LOCATION = JsonOut.key("location");
    private static final SerializedString FACILITY = JsonOut.key("facility");
    private static final SerializedString BUILDING = JsonOut.key("building");
    private static final SerializedString POINT_OF_CARE = JsonOut.key("point_of_care");
    private static final SerializedString FLOOR = JsonOut.key("floor");
    private static final SerializedString ROOM = JsonOut.key("room");
    private static final SerializedString BED = JsonOut.key("bed");

    private final JsonOut out;

    SdcJson(JsonOut out) {
        this.out = out;
    }

    void write(WsDiscoveryFacts facts) throws IOException {
        out.hash(ENDPOINT_HASH, facts.endpointHash);
        out.flagged(MEDICAL_DEVICE, facts.isMedicalDevice);
        out.counted(PLAIN, facts.plainAddresses);
        out.counted(TLS, facts.tlsAddresses);
        out.object(LOCATION);
        out.name(FACILITY, facts.facility);
        out.name(BUILDING, facts.building);
        out.name(POINT_OF_CARE, facts.pointOfCare);
        out.name(FLOOR, facts.floor);
        out.name(ROOM, facts.room);
        out.name(BED, facts.bed);
        out.end();
    }
}
