package io.wardtap.protocol.flow;

import io.wardtap.protocol.unit.StreamFramer;

/// One flow in the lane's table: its key, both halves and what the lane knows of it. Confined to
/// the lane's thread, pooled. The originator is the end that sent the first packet seen.
public final class Flow {
    /// How far the lane is with finding out what a flow speaks.
    public enum Identification {
        PROBING,
        /// A framer is at work.
        FRAMED,
        ENCRYPTED,
        /// Not a protocol we read: bytes are counted only.
        GIVEN_UP
    }

    // key, originator's side first
    public long originatorHigh;
    public long originatorLow;
    public long responderHigh;
    public long responderLow;
    public int originatorPort;
    public int responderPort;

    /// IP protocol number.
    public int transport;

    /// What else parts flows of equal addresses: the VLAN, where it does, and the path through
    /// tunnels; 0 for neither.
    public int keyVlan;

    /// Told apart from another flow of the same addresses by its VLAN.
    public boolean parted;

    /// Never reused; 0 in a free flow.
    public long serial;

    public final HalfFlow originator = new HalfFlow();
    public final HalfFlow responder = new HalfFlow();

    public long beginNs;
    public long lastNs;
    public int interfaceIndex;

    /// Outermost VLAN of the first packet.
    public int vlan;

    public long originatorMac;
    public long responderMac;
    public int icmpTypeAndCode;

    /// The opening of a TCP flow was not seen.
    public boolean midstream;

    /// The responder is the client: by content, or by ports in midstream.
    public boolean clientIsResponder;

    public boolean established;
    public boolean refused;
    public boolean reset;

    /// Whose reset it was.
    public Direction resetFrom;

    public boolean closing;

    /// The begin unit is out.
    public boolean begun;

    /// The unit that tells the protocol is out.
    public boolean identifiedTold;

    public Identification identification = Identification.PROBING;
    public int protocol = -1;

    /// Protocols that were tried and failed, one bit each.
    public long excluded;

    public StreamFramer framer;

    // progress
    public long progressNs;
    public long progressBytes;
    public long uninspectedBytes;

    /// Copies of its packets that the mirror made; they are counted nowhere else.
    public long duplicatePackets;

    /// Packets that were captured short of payload.
    public long cutPackets;

    /// Whether it was counted among the conversations.
    public boolean judged;

    /// Running digests of both directions' payload, only when asked for.
    public StreamDigests digests;

    // owned by the table
    int hash;
    int list;
    long linkedNs;
    Flow older;
    Flow newer;

    public HalfFlow half(Direction direction) {
        return direction == Direction.ORIGINATOR ? originator : responder;
    }

    void clear() {
        originator.clear();
        responder.clear();
        serial = 0;
        parted = false;
        beginNs = 0;
        lastNs = 0;
        vlan = 0;
        originatorMac = 0;
        responderMac = 0;
        icmpTypeAndCode = 0;
        midstream = false;
        clientIsResponder = false;
        established = false;
        refused = false;
        reset = false;
        resetFrom = null;
        closing = false;
        begun = false;
        identifiedTold = false;
        identification = Identification.PROBING;
        protocol = -1;
        excluded = 0;
        framer = null;
        progressNs = 0;
        progressBytes = 0;
        uninspectedBytes = 0;
        duplicatePackets = 0;
        cutPackets = 0;
        judged = false;
        digests = null;
        older = null;
        newer = null;
    }
}
