package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.appliance.observe.Device;

import java.io.IOException;

/// `wardtap.device`, and the same shape in inventory.json. Confined to one thread.
final class DeviceJson {
    private static final Shape SEEN = Shape.of(EventDataset.DEVICE, "event", "host", "info");
    private static final Shape CHANGED = Shape.of(EventDataset.DEVICE, "event", "host", "change");

    private static final SerializedString ACTION = JsonOut.key("action");
    private static final SerializedString DEVICE = JsonOut.key("device");
    private static final SerializedString ID = JsonOut.key("id");
    private static final SerializedString ALIASES = JsonOut.key("aliases");
    private static final SerializedString MAC = JsonOut.key("mac");
    private static final SerializedString IPS = JsonOut.key("ips");
    private static final SerializedString HOSTNAME = JsonOut.key("hostname");
    private static final SerializedString VENDOR = JsonOut.key("vendor");
    private static final SerializedString MODEL = JsonOut.key("model");
    private static final SerializedString SERIAL = JsonOut.key("serial");
    private static final SerializedString SOFTWARE = JsonOut.key("software");
    private static final SerializedString CLASS = JsonOut.key("class");
    private static final SerializedString ROLES = JsonOut.key("roles");
    private static final SerializedString ZONE = JsonOut.key("zone");
    private static final SerializedString CRITICALITY = JsonOut.key("criticality");
    private static final SerializedString LOCATION = JsonOut.key("location");
    private static final SerializedString OWNER = JsonOut.key("owner");
    private static final SerializedString CONFIDENCE = JsonOut.key("confidence");
    private static final SerializedString FIRST_SEEN = JsonOut.key("first_seen");
    private static final SerializedString LAST_SEEN = JsonOut.key("last_seen");
    private static final SerializedString VISIBILITY = JsonOut.key("visibility");
    private static final SerializedString CONVERSATIONS = JsonOut.key("conversations");
    private static final SerializedString ONE_WAY_CONVERSATIONS =
            JsonOut.key("one_way_conversations");
    private static final SerializedString GAP_BYTES = JsonOut.key("gap_bytes");
    private static final SerializedString PROVENANCE = JsonOut.key("provenance");
    private static final SerializedString FIELD = JsonOut.key("field");
    private static final SerializedString VALUE = JsonOut.key("value");
    private static final SerializedString SOURCE = JsonOut.key("source");

    private final JsonOut out;

    DeviceJson(JsonOut out) {
        this.out = out;
    }

    void event(EventEnvelope envelope, Device device, String action, long packet, long nowNs)
            throws IOException {
        envelope.open(action.equals("first-seen") ? SEEN : CHANGED, packet, nowNs);
        out.text(ACTION, action, 32);
        envelope.closeEvent(0);
        envelope.related(device.addresses);
        envelope.openWardtap();
        out.json.writeFieldName(DEVICE);
        write(device);
        envelope.close();
    }

    /// The device as an object.
    void write(Device device) throws IOException {
        out.json.writeStartObject();
        out.text(ID, device.id().toString(), 36);
        out.names(ALIASES, device.aliases);
        out.mac(MAC, device.mac);
        if (!device.addresses.isEmpty()) {
            out.json.writeFieldName(IPS);
            out.json.writeStartArray();
            for (int i = 0; i < device.addresses.size(); i++) {
                out.json.writeString(out.ip(device.addresses.get(i)));
            }
            out.json.writeEndArray();
        }
        out.name(HOSTNAME, device.hostname);
        out.name(VENDOR, device.vendor);
        out.name(MODEL, device.model);
        out.name(SERIAL, device.serial);
        out.name(SOFTWARE, device.software);
        out.text(CLASS, device.deviceClass, 64);
        out.names(ROLES, device.roles);
        out.name(ZONE, device.zone);
        out.name(CRITICALITY, device.criticality);
        out.name(LOCATION, device.location);
        out.name(OWNER, device.owner);
        out.ratio(CONFIDENCE, device.confidence);
        out.time(FIRST_SEEN, device.firstSeenNs());
        out.time(LAST_SEEN, device.lastSeenNs);
        out.object(VISIBILITY);
        out.number(CONVERSATIONS, device.conversations);
        out.number(ONE_WAY_CONVERSATIONS, device.oneWayConversations);
        out.number(GAP_BYTES, device.gapBytes);
        out.end();
        out.json.writeFieldName(PROVENANCE);
        out.json.writeStartArray();
        for (Device.Evidence evidence : device.evidence.values()) {
            out.json.writeStartObject();
            out.text(FIELD, evidence.field(), 64);
            out.name(VALUE, evidence.value());
            out.text(SOURCE, evidence.source(), 64);
            out.time(LAST_SEEN, evidence.lastSeenNs());
            out.json.writeEndObject();
        }
        out.json.writeEndArray();
        out.json.writeEndObject();
    }
}
