package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Unanswered;
import io.wardtap.protocol.unit.FlowStates;

import java.io.IOException;

/// `wardtap.flow`: at the end of a flow, every hour of a long one, and for folded opening packets
/// nobody answered. Bytes, packets and gaps count since the flow's previous event, so that sums
/// over events are right; `duration_ms` counts since its begin. Confined to one thread.
final class FlowJson {
    private static final long HOUR_NS = 3_600_000_000_000L;

    /// Flows that are reported hourly at one time; flows beyond it get their end event only.
    private static final int MAX_LONG_FLOWS = 1 << 18;

    private static final Shape END =
            Shape.of(EventDataset.FLOW, "event", "network", "connection,end");
    private static final Shape GOES_ON =
            Shape.of(EventDataset.FLOW, "event", "network", "connection,info");
    private static final Shape UNANSWERED =
            Shape.of(EventDataset.FLOW, "event", "network", "connection,start");

    private static final SerializedString START = JsonOut.key("start");
    private static final SerializedString END_TIME = JsonOut.key("end");
    private static final SerializedString DURATION = JsonOut.key("duration");
    private static final SerializedString FLOW = JsonOut.key("flow");
    private static final SerializedString STATE = JsonOut.key("state");
    private static final SerializedString DURATION_MS = JsonOut.key("duration_ms");
    private static final SerializedString MIDSTREAM = JsonOut.key("midstream");
    private static final SerializedString CLIENT_GAP_BYTES = JsonOut.key("client_gap_bytes");
    private static final SerializedString SERVER_GAP_BYTES = JsonOut.key("server_gap_bytes");
    private static final SerializedString DUPLICATE_PACKETS = JsonOut.key("duplicate_packets");
    private static final SerializedString TRUNCATED_PACKETS = JsonOut.key("truncated_packets");
    private static final SerializedString ENCRYPTED = JsonOut.key("encrypted");
    private static final SerializedString PROTOCOL_SOURCE = JsonOut.key("protocol_source");
    private static final SerializedString CONTENT = JsonOut.key("content");
    private static final SerializedString PORT = JsonOut.key("port");
    private static final SerializedString CLIENT = JsonOut.key("client");
    private static final SerializedString SERVER = JsonOut.key("server");
    private static final SerializedString PAYLOAD_BYTES = JsonOut.key("payload_bytes");
    private static final SerializedString SHA256 = JsonOut.key("sha256");
    private static final SerializedString COUNT = JsonOut.key("count");
    private static final SerializedString DESTINATIONS = JsonOut.key("destinations");
    private static final SerializedString UNANSWERED_STATE = JsonOut.key("unanswered");

    /// By the numbers of the flow unit's state.
    private static final SerializedString[] STATES = {
        JsonOut.key("active"),
        JsonOut.key("closed"),
        JsonOut.key("reset"),
        JsonOut.key("timeout"),
        JsonOut.key("evicted"),
        JsonOut.key("open")
    };

    /// What was told of a long flow so far.
    private static final class Reported {
        long atNs;
        long clientBytes;
        long serverBytes;
        long clientPackets;
        long serverPackets;
        long clientGapBytes;
        long serverGapBytes;
        long duplicatePackets;
        long cutPackets;

        void set(Conversation flow, long nowNs) {
            atNs = nowNs;
            clientBytes = flow.clientBytes;
            serverBytes = flow.serverBytes;
            clientPackets = flow.clientPackets;
            serverPackets = flow.serverPackets;
            clientGapBytes = flow.clientGapBytes;
            serverGapBytes = flow.serverGapBytes;
            duplicatePackets = flow.duplicatePackets;
            cutPackets = flow.cutPackets;
        }

        void clear() {
            atNs = 0;
            clientBytes = 0;
            serverBytes = 0;
            clientPackets = 0;
            serverPackets = 0;
            clientGapBytes = 0;
            serverGapBytes = 0;
            duplicatePackets = 0;
            cutPackets = 0;
        }
    }

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final FlowStates<Reported> longFlows = new FlowStates<>(MAX_LONG_FLOWS, Reported::new);
    private final Reported nothing = new Reported();

    FlowJson(JsonOut out, EventEnvelope envelope) {
        this.out = out;
        this.envelope = envelope;
    }

    /// Whether an hour has passed since the flow's begin or its last event.
    boolean isDue(Conversation flow, long nowNs) {
        if (nowNs - flow.beginNs < HOUR_NS) {
            return false;
        }
        Reported reported = longFlows.find(flow.serial);
        return reported == null
                ? longFlows.size() < MAX_LONG_FLOWS
                : nowNs - reported.atNs >= HOUR_NS;
    }

    void progress(Conversation flow, long packet, long nowNs) throws IOException {
        Reported reported = longFlows.get(flow.serial);
        write(GOES_ON, flow, STATES[0], reported, packet, nowNs);
        reported.set(flow, nowNs);
    }

    void end(Conversation flow, long packet, long nowNs) throws IOException {
        Reported reported = longFlows.remove(flow.serial);
        write(END, flow, STATES[flow.state], reported == null ? nothing : reported, packet, nowNs);
        recycle(reported);
    }

    /// The flow has ended without an event.
    void forget(Conversation flow) {
        recycle(longFlows.remove(flow.serial));
    }

    private void recycle(Reported reported) {
        if (reported != null) {
            reported.clear();
            longFlows.recycle(reported);
        }
    }

    private void write(
            Shape shape,
            Conversation flow,
            SerializedString state,
            Reported before,
            long packet,
            long nowNs)
            throws IOException {
        envelope.open(shape, packet, nowNs);
        out.time(START, flow.beginNs);
        out.time(END_TIME, flow.lastNs);
        out.number(DURATION, Math.max(0, flow.lastNs - flow.beginNs));
        envelope.closeEvent(flow.interfaceIndex);
        long clientBytes = flow.clientBytes - before.clientBytes;
        long serverBytes = flow.serverBytes - before.serverBytes;
        long clientPackets = flow.clientPackets - before.clientPackets;
        long serverPackets = flow.serverPackets - before.serverPackets;
        envelope.end(
                true,
                flow.client,
                EventEnvelope.portOf(flow.transport, flow.clientPort),
                flow.clientMac,
                clientBytes,
                clientPackets);
        envelope.end(
                false,
                flow.server,
                EventEnvelope.portOf(flow.transport, flow.serverPort),
                flow.serverMac,
                serverBytes,
                serverPackets);
        envelope.network(
                flow.transport,
                flow.protocol,
                flow.client,
                flow.server,
                flow.communityId(),
                flow.vlan,
                clientBytes + serverBytes,
                clientPackets + serverPackets);
        envelope.openWardtap();
        out.object(FLOW);
        out.constant(STATE, state);
        out.millis(DURATION_MS, flow.lastNs - flow.beginNs);
        out.flag(MIDSTREAM, flow.midstream);
        out.number(CLIENT_GAP_BYTES, flow.clientGapBytes - before.clientGapBytes);
        out.number(SERVER_GAP_BYTES, flow.serverGapBytes - before.serverGapBytes);
        out.counted(DUPLICATE_PACKETS, flow.duplicatePackets - before.duplicatePackets);
        out.counted(TRUNCATED_PACKETS, flow.cutPackets - before.cutPackets);
        out.flag(ENCRYPTED, flow.encrypted);
        if (!flow.protocol.isEmpty()) {
            out.constant(PROTOCOL_SOURCE, flow.byContent ? CONTENT : PORT);
        }
        digest(CLIENT, flow.clientSha256, flow.clientPayloadBytes);
        digest(SERVER, flow.serverSha256, flow.serverPayloadBytes);
        out.end();
        envelope.close();
    }

    private void digest(SerializedString end, String sha256, long payloadBytes) throws IOException {
        if (sha256 != null) {
            out.object(end);
            out.number(PAYLOAD_BYTES, payloadBytes);
            out.text(SHA256, sha256, 64);
            out.end();
        }
    }

    void unanswered(Unanswered openings, long packet, long nowNs) throws IOException {
        envelope.open(UNANSWERED, packet, nowNs);
        out.time(START, openings.firstNs());
        out.time(END_TIME, openings.lastNs());
        envelope.closeEvent(openings.interfaceIndex());
        envelope.end(true, openings.source(), 0, openings.sourceMac(), -1, -1);
        envelope.end(
                false,
                openings.destination(),
                EventEnvelope.portOf(openings.transport(), openings.port()),
                0,
                -1,
                -1);
        envelope.network(
                openings.transport(),
                "",
                openings.source(),
                openings.destination(),
                "",
                openings.vlan(),
                -1,
                -1);
        envelope.openWardtap();
        out.object(FLOW);
        out.constant(STATE, UNANSWERED_STATE);
        out.millis(DURATION_MS, openings.lastNs() - openings.firstNs());
        out.number(COUNT, openings.openings());
        out.number(DESTINATIONS, openings.destinations());
        out.end();
        envelope.close();
    }
}
