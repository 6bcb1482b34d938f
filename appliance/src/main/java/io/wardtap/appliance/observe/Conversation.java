package io.wardtap.appliance.observe;

/// One flow as analysis knows it. Mutable, pooled, owned by the analysis thread; whoever keeps
/// something of it copies it. The client opened the connection or, by content and ports, is the one
/// that asks.
public final class Conversation {
    /// Serial of the flow, never reused.
    public long serial;

    /// IP protocol number.
    public int transport;

    public Address client;
    public Address server;
    public int clientPort;
    public int serverPort;

    /// 48 bits, 0 when unknown.
    public long clientMac;

    public long serverMac;

    /// Outermost VLAN id, 0 without.
    public int vlan;

    public int interfaceIndex;

    /// Name of the protocol, or "" while unknown.
    public String protocol = "";

    public boolean byContent;
    public boolean encrypted;
    public boolean midstream;
    public boolean established;
    public boolean twoWay;
    public boolean refused;
    public long beginNs;
    public long lastNs;

    // counters of the latest progress or end
    public long clientPackets;
    public long serverPackets;
    public long clientBytes;
    public long serverBytes;
    public long clientPayloadBytes;
    public long serverPayloadBytes;
    public long clientGapBytes;
    public long serverGapBytes;
    public long uninspectedBytes;

    /// Copies of its packets by the mirror, counted nowhere else; packets captured short.
    public long duplicatePackets;

    public long cutPackets;
    public int icmpTypeAndCode;

    /// Packets of either end since the flow was last reported (begin, progress or end).
    public long clientPacketsDelta;

    public long serverPacketsDelta;

    /// Client and server were exchanged by content or ports: the originator is the server.
    public boolean swapped;

    /// Who sent the unit in hand; valid while an observer of messages is called.
    public boolean fromClient;

    /// Community ID of the conversation on which the C-MOVE was asked that caused this one, or "".
    public String causedBy = "";

    /// Bits by which detectors remember that they have told of this flow; see their classes.
    public int marks;

    /// Payload bytes that the counters already hold.
    long countedPayloadBytes;

    /// [io.wardtap.appliance.pipeline.FlowUnit] state of the latest progress or end.
    public int state;

    /// Hexadecimal SHA-256 of the reassembled payload, or null without digests.
    public String clientSha256;

    public String serverSha256;

    /// The inventory's devices at both ends; null for broadcast, multicast and the like. Set by the
    /// inventory.
    public Device clientDevice;

    public Device serverDevice;

    /// The HL7 interface it belongs to, or null. Set by [Hl7Interfaces].
    public Hl7Interface hl7Interface;

    private String communityId;

    /// Community ID v1 with seed 0, made once.
    public String communityId() {
        if (communityId == null) {
            communityId =
                    CommunityId.text(
                            client, server, clientPort, serverPort, transport, icmpTypeAndCode);
        }
        return communityId;
    }

    /// The end that sent the unit in hand.
    public Address sender() {
        return fromClient ? client : server;
    }

    /// The end that received the unit in hand.
    public Address receiver() {
        return fromClient ? server : client;
    }

    /// The device that sent the unit in hand, or null.
    public Device senderDevice() {
        return fromClient ? clientDevice : serverDevice;
    }

    /// The device that received the unit in hand, or null.
    public Device receiverDevice() {
        return fromClient ? serverDevice : clientDevice;
    }

    /// The client has really said something to an end that is there: refused connections, and those
    /// merely opened to see whether a port answers, are none.
    public boolean isConversation() {
        return !refused && twoWay && (transport != 6 || clientPayloadBytes > 0);
    }

    /// `dicom/104`; while the protocol is unknown `tcp/445`.
    public String service() {
        if (!protocol.isEmpty()) {
            return protocol + "/" + serverPort;
        }
        return switch (transport) {
            case 6 -> "tcp/" + serverPort;
            case 17 -> "udp/" + serverPort;
            default -> "ip/" + transport;
        };
    }

    /// Ready for another flow.
    public void clear() {
        serial = 0;
        transport = 0;
        client = null;
        server = null;
        clientPort = 0;
        serverPort = 0;
        clientMac = 0;
        serverMac = 0;
        vlan = 0;
        interfaceIndex = 0;
        protocol = "";
        byContent = false;
        encrypted = false;
        midstream = false;
        established = false;
        twoWay = false;
        refused = false;
        beginNs = 0;
        lastNs = 0;
        clientPackets = 0;
        serverPackets = 0;
        clientBytes = 0;
        serverBytes = 0;
        clientPayloadBytes = 0;
        serverPayloadBytes = 0;
        clientGapBytes = 0;
        serverGapBytes = 0;
        uninspectedBytes = 0;
        duplicatePackets = 0;
        cutPackets = 0;
        icmpTypeAndCode = 0;
        clientPacketsDelta = 0;
        serverPacketsDelta = 0;
        swapped = false;
        fromClient = false;
        causedBy = "";
        marks = 0;
        countedPayloadBytes = 0;
        state = 0;
        clientSha256 = null;
        serverSha256 = null;
        clientDevice = null;
        serverDevice = null;
        hl7Interface = null;
        communityId = null;
    }
}
