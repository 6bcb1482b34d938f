package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The fields that all events share: time, `event`, `observer`, both ends, `network`, `related`.
/// Confined to one thread.
final class EventEnvelope {
    /// Version of the Elastic Common Schema whose names are used.
    static final String ECS_VERSION = "9.4.0";

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;

    private static final SerializedString TIMESTAMP = JsonOut.key("@timestamp");
    private static final SerializedString EVENT = JsonOut.key("event");
    private static final SerializedString KIND = JsonOut.key("kind");
    private static final SerializedString CATEGORY = JsonOut.key("category");
    private static final SerializedString TYPE = JsonOut.key("type");
    private static final SerializedString DATASET = JsonOut.key("dataset");
    private static final SerializedString MODULE = JsonOut.key("module");
    private static final SerializedString WARDTAP = JsonOut.key("wardtap");
    private static final SerializedString SEQUENCE = JsonOut.key("sequence");
    private static final SerializedString CREATED = JsonOut.key("created");
    private static final SerializedString OBSERVER = JsonOut.key("observer");
    private static final SerializedString LABELS = JsonOut.key("labels");
    private static final SerializedString REPLAY = JsonOut.key("{\"replay\":true}");
    private static final SerializedString ECS = JsonOut.key("ecs");
    private static final SerializedString ECS_VALUE =
            JsonOut.key("{\"version\":\"" + ECS_VERSION + "\"}");
    private static final SerializedString SOURCE = JsonOut.key("source");
    private static final SerializedString DESTINATION = JsonOut.key("destination");
    private static final SerializedString IP = JsonOut.key("ip");
    private static final SerializedString PORT = JsonOut.key("port");
    private static final SerializedString MAC = JsonOut.key("mac");
    private static final SerializedString BYTES = JsonOut.key("bytes");
    private static final SerializedString PACKETS = JsonOut.key("packets");
    private static final SerializedString NETWORK = JsonOut.key("network");
    private static final SerializedString TRANSPORT = JsonOut.key("transport");
    private static final SerializedString PROTOCOL = JsonOut.key("protocol");
    private static final SerializedString IPV4 = JsonOut.key("ipv4");
    private static final SerializedString IPV6 = JsonOut.key("ipv6");
    private static final SerializedString DIRECTION = JsonOut.key("direction");
    private static final SerializedString COMMUNITY_ID = JsonOut.key("community_id");
    private static final SerializedString VLAN = JsonOut.key("vlan");
    private static final SerializedString ID = JsonOut.key("id");
    private static final SerializedString RELATED = JsonOut.key("related");

    private final JsonOut out;
    private final Observer observer;
    private final Scopes scopes;
    private final LongSupplier createdNs;
    private final boolean replay;
    private final List<SerializedString> observers = new ArrayList<>();
    private final SerializedString[] vlans = new SerializedString[4096]; // ids have 12 bits

    /// @param createdNs the wall clock, nanoseconds since 1970, for `event.created`; null in a
    ///   replay
    /// @param replay adds `labels.replay: true`
    EventEnvelope(
            JsonOut out, Observer observer, Scopes scopes, LongSupplier createdNs, boolean replay) {
        this.out = out;
        this.observer = observer;
        this.scopes = scopes;
        this.createdNs = createdNs;
        this.replay = replay;
    }

    /// What makes one sort of event: constants, rendered once.
    record Shape(
            SerializedString dataset,
            SerializedString kind,
            SerializedString category,
            SerializedString type) {
        /// @param category and type comma-separated
        static Shape of(EventDataset dataset, String kind, String category, String type) {
            return new Shape(dataset(dataset), JsonOut.key(kind), array(category), array(type));
        }

        static SerializedString dataset(EventDataset dataset) {
            return JsonOut.key("wardtap." + dataset.label());
        }

        static SerializedString array(String words) {
            return JsonOut.key("[\"" + words.replace(",", "\",\"") + "\"]");
        }
    }

    /// Begins a record; its `event` object stays open for more fields until [#closeEvent].
    void open(Shape shape, long packet, long nowNs) throws IOException {
        out.json.writeStartObject();
        out.time(TIMESTAMP, nowNs);
        out.object(EVENT);
        out.constant(KIND, shape.kind());
        out.raw(CATEGORY, shape.category());
        out.raw(TYPE, shape.type());
        out.constant(DATASET, shape.dataset());
        out.constant(MODULE, WARDTAP);
        out.number(SEQUENCE, packet);
        if (createdNs != null) {
            out.time(CREATED, createdNs.getAsLong());
        }
    }

    void closeEvent(int interfaceIndex) throws IOException {
        out.end();
        out.raw(OBSERVER, observer(interfaceIndex));
        out.raw(ECS, ECS_VALUE);
        if (replay) {
            out.raw(LABELS, REPLAY);
        }
    }

    /// Opens the `wardtap` object, which is the record's last.
    void openWardtap() throws IOException {
        out.object(WARDTAP);
    }

    /// Closes `wardtap` and the record.
    void close() throws IOException {
        out.end();
        out.json.writeEndObject();
        out.json.writeRaw('\n');
    }

    /// Both ends and the network of a conversation, without counters.
    void ends(Conversation flow) throws IOException {
        end(SOURCE, flow.client, portOf(flow.transport, flow.clientPort), flow.clientMac, -1, -1);
        end(
                DESTINATION,
                flow.server,
                portOf(flow.transport, flow.serverPort),
                flow.serverMac,
                -1,
                -1);
        network(
                flow.transport,
                flow.protocol,
                flow.client,
                flow.server,
                flow.communityId(),
                flow.vlan,
                -1,
                -1);
    }

    /// One end; `bytes` -1 leaves its counters out.
    void end(boolean source, Address ip, int port, long mac, long bytes, long packets)
            throws IOException {
        end(source ? SOURCE : DESTINATION, ip, port, mac, bytes, packets);
    }

    private void end(
            SerializedString name, Address ip, int port, long mac, long bytes, long packets)
            throws IOException {
        if (ip == null && mac == 0) {
            return;
        }
        out.object(name);
        out.ip(IP, ip);
        if (port > 0) {
            out.number(PORT, port);
        }
        out.mac(MAC, mac);
        if (bytes >= 0) {
            out.number(BYTES, bytes);
            out.number(PACKETS, packets);
        }
        out.end();
    }

    /// `network.*` and `related.ip`; `bytes` -1 leaves the counters out.
    void network(
            int transport,
            String protocol,
            Address client,
            Address server,
            String communityId,
            int vlan,
            long bytes,
            long packets)
            throws IOException {
        out.object(NETWORK);
        if (transport > 0) {
            out.text(TRANSPORT, transport(transport), 16);
        }
        out.text(PROTOCOL, protocol, 32);
        Address any = client != null ? client : server;
        if (any != null) {
            out.constant(TYPE, any.isV4() ? IPV4 : IPV6);
        }
        if (client != null && server != null) {
            out.text(DIRECTION, scopes.direction(client, server), 16);
        }
        out.text(COMMUNITY_ID, communityId, 64);
        if (vlan > 0) {
            out.object(VLAN);
            out.constant(ID, vlan(vlan));
            out.end();
        }
        if (bytes >= 0) {
            out.number(BYTES, bytes);
            out.number(PACKETS, packets);
        }
        out.end();
        if (any != null) {
            related(client, server);
        }
    }

    private void related(Address client, Address server) throws IOException {
        openRelated();
        if (client != null) {
            out.json.writeString(out.ip(client));
        }
        if (server != null && !server.equals(client)) {
            out.json.writeString(out.ip(server));
        }
        closeRelated();
    }

    /// `related.ip` of a device.
    void related(List<Address> addresses) throws IOException {
        if (!addresses.isEmpty()) {
            openRelated();
            for (int i = 0; i < addresses.size(); i++) {
                out.json.writeString(out.ip(addresses.get(i)));
            }
            closeRelated();
        }
    }

    private void openRelated() throws IOException {
        out.object(RELATED);
        out.json.writeFieldName(IP);
        out.json.writeStartArray();
    }

    private void closeRelated() throws IOException {
        out.json.writeEndArray();
        out.end();
    }

    /// ECS `network.transport`: the name, else the IP protocol number.
    static String transport(int transport) {
        return switch (transport) {
            case ICMP -> "icmp";
            case TCP -> "tcp";
            case UDP -> "udp";
            case ICMPV6 -> "ipv6-icmp";
            case SCTP -> "sctp";
            default -> Integer.toString(transport);
        };
    }

    /// The port, or 0 where the transport has none.
    static int portOf(int transport, int port) {
        return transport == TCP || transport == UDP || transport == SCTP ? port : 0;
    }

    private SerializedString vlan(int id) {
        int slot = id & vlans.length - 1;
        if (vlans[slot] == null) {
            vlans[slot] = JsonOut.key(Integer.toString(slot));
        }
        return vlans[slot];
    }

    private SerializedString observer(int interfaceIndex) {
        int index = Math.max(0, interfaceIndex);
        while (observers.size() <= index) {
            observers.add(null);
        }
        SerializedString rendered = observers.get(index);
        if (rendered == null) {
            rendered = render(observer.interfaceName().apply(index));
            observers.set(index, rendered);
        }
        return rendered;
    }

    private SerializedString render(String interfaceName) {
        StringBuilder text = new StringBuilder("{\"type\":\"sensor\",\"vendor\":\"Wardtap\"");
        text.append(",\"product\":\"Wardtap\"");
        member(text, "version", observer.version());
        member(text, "name", observer.sensor());
        if (interfaceName != null && !interfaceName.isEmpty()) {
            text.append(",\"ingress\":{\"interface\":{\"name\":\"");
            text.append(quoted(interfaceName)).append("\"}}");
        }
        return new SerializedString(text.append('}').toString());
    }

    private static void member(StringBuilder text, String name, String value) {
        text.append(",\"").append(name).append("\":\"").append(quoted(value)).append('"');
    }

    private static String quoted(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(JsonOut.clean(value, 256)));
    }
}
