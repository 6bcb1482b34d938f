package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.bytes.Bytes;

/// Fixed layout of what the lane says about a flow: key and counters. One class writes and reads
/// it. Addresses are 16 bytes, IPv4 as ::ffff:a.b.c.d. "Client" is the originator unless [#SWAPPED]
/// is set, then the responder is the client; all client and server fields here are already swapped.
public final class FlowUnit {
    public static final int BYTES = 264;

    // flags
    public static final int MIDSTREAM = 1;
    public static final int ENCRYPTED = 1 << 1;

    /// Client and server were exchanged by content or ports.
    public static final int SWAPPED = 1 << 2;

    /// The protocol was known by its content (else by port, or not at all).
    public static final int BY_CONTENT = 1 << 3;

    /// The TCP opening was seen whole: the server has answered.
    public static final int ESTABLISHED = 1 << 4;

    /// Both ends have sent packets.
    public static final int TWO_WAY = 1 << 5;

    /// [#clientDigestAt] and [#serverDigestAt] are valid.
    public static final int DIGESTS = 1 << 6;

    /// The server refused the connection (RST to the opening packet).
    public static final int REFUSED = 1 << 7;

    // end states
    public static final int STATE_ACTIVE = 0;
    public static final int STATE_CLOSED = 1;
    public static final int STATE_RESET = 2;
    public static final int STATE_TIMEOUT = 3;
    public static final int STATE_EVICTED = 4;

    /// Still open when the capture ended.
    public static final int STATE_OPEN = 5;

    private static final int CLIENT_ADDRESS = 0;
    private static final int SERVER_ADDRESS = 16;
    private static final int CLIENT_PORT = 32;
    private static final int SERVER_PORT = 34;
    private static final int TRANSPORT = 36; // IP protocol number
    private static final int STATE = 37;
    private static final int VLAN = 38;
    private static final int CLIENT_MAC = 40;
    private static final int SERVER_MAC = 48;
    private static final int FLAGS = 56;
    private static final int BEGIN_NS = 64;
    private static final int LAST_NS = 72;
    private static final int CLIENT_PACKETS = 80;
    private static final int SERVER_PACKETS = 88;
    private static final int CLIENT_BYTES = 96; // IP bytes on the wire
    private static final int SERVER_BYTES = 104;
    private static final int CLIENT_GAP = 112;
    private static final int SERVER_GAP = 120;
    private static final int CLIENT_PAYLOAD = 128;
    private static final int SERVER_PAYLOAD = 136;
    private static final int UNINSPECTED = 144;
    private static final int ICMP = 152; // type << 8 | code of the first packet
    private static final int CLIENT_DIGEST = 160;
    private static final int SERVER_DIGEST = 192;
    private static final int DUPLICATES = 224;
    private static final int CUT = 232;

    private byte[] at;
    private int start;

    /// A view over `BYTES` bytes from `start` on.
    public FlowUnit(byte[] segment, int start) {
        this.at = segment;
        this.start = start;
    }

    /// Moves the view, for the lane, which makes no new one a unit.
    FlowUnit wrap(byte[] segment, int at) {
        this.at = segment;
        this.start = at;
        return this;
    }

    public long clientAddressHigh() {
        return Bytes.u64(at, start + CLIENT_ADDRESS);
    }

    public long clientAddressLow() {
        return Bytes.u64(at, start + CLIENT_ADDRESS + 8);
    }

    public long serverAddressHigh() {
        return Bytes.u64(at, start + SERVER_ADDRESS);
    }

    public long serverAddressLow() {
        return Bytes.u64(at, start + SERVER_ADDRESS + 8);
    }

    public int clientPort() {
        return Bytes.u16(at, start + CLIENT_PORT);
    }

    public int serverPort() {
        return Bytes.u16(at, start + SERVER_PORT);
    }

    /// IP protocol number: 6, 17, 1, 58, …
    public int transport() {
        return Bytes.u8(at, start + TRANSPORT);
    }

    public int state() {
        return Bytes.u8(at, start + STATE);
    }

    /// Outermost VLAN id, 0 without a tag.
    public int vlan() {
        return Bytes.u16(at, start + VLAN);
    }

    /// 48 bits, 0 when the link layer has none.
    public long clientMac() {
        return Bytes.u64(at, start + CLIENT_MAC);
    }

    public long serverMac() {
        return Bytes.u64(at, start + SERVER_MAC);
    }

    public int flags() {
        return Bytes.u16(at, start + FLAGS);
    }

    public boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    public long beginNs() {
        return Bytes.u64(at, start + BEGIN_NS);
    }

    public long lastNs() {
        return Bytes.u64(at, start + LAST_NS);
    }

    public long clientPackets() {
        return Bytes.u64(at, start + CLIENT_PACKETS);
    }

    public long serverPackets() {
        return Bytes.u64(at, start + SERVER_PACKETS);
    }

    public long clientBytes() {
        return Bytes.u64(at, start + CLIENT_BYTES);
    }

    public long serverBytes() {
        return Bytes.u64(at, start + SERVER_BYTES);
    }

    public long clientGapBytes() {
        return Bytes.u64(at, start + CLIENT_GAP);
    }

    public long serverGapBytes() {
        return Bytes.u64(at, start + SERVER_GAP);
    }

    public long clientPayloadBytes() {
        return Bytes.u64(at, start + CLIENT_PAYLOAD);
    }

    public long serverPayloadBytes() {
        return Bytes.u64(at, start + SERVER_PAYLOAD);
    }

    /// Payload stepped over although a wanted value might have been in it.
    public long uninspectedBytes() {
        return Bytes.u64(at, start + UNINSPECTED);
    }

    /// Copies of its packets that the mirror made; not part of the counts of packets and bytes.
    public long duplicatePackets() {
        return Bytes.u64(at, start + DUPLICATES);
    }

    /// Packets that were captured short of payload.
    public long cutPackets() {
        return Bytes.u64(at, start + CUT);
    }

    public int icmpTypeAndCode() {
        return Bytes.u16(at, start + ICMP);
    }

    /// Offset of the client's SHA-256 (32 bytes) in [#segment()].
    public int clientDigestAt() {
        return start + CLIENT_DIGEST;
    }

    public int serverDigestAt() {
        return start + SERVER_DIGEST;
    }

    public byte[] segment() {
        return at;
    }

    /// Writes key and state.
    public void putKey(
            long clientHigh,
            long clientLow,
            long serverHigh,
            long serverLow,
            int clientPort,
            int serverPort,
            int transport,
            int state,
            int vlan,
            long clientMac,
            long serverMac,
            int flags) {
        Bytes.putU64(at, start + CLIENT_ADDRESS, clientHigh);
        Bytes.putU64(at, start + CLIENT_ADDRESS + 8, clientLow);
        Bytes.putU64(at, start + SERVER_ADDRESS, serverHigh);
        Bytes.putU64(at, start + SERVER_ADDRESS + 8, serverLow);
        Bytes.putU16(at, start + CLIENT_PORT, clientPort);
        Bytes.putU16(at, start + SERVER_PORT, serverPort);
        Bytes.putU8(at, start + TRANSPORT, transport);
        Bytes.putU8(at, start + STATE, state);
        Bytes.putU16(at, start + VLAN, vlan);
        Bytes.putU64(at, start + CLIENT_MAC, clientMac);
        Bytes.putU64(at, start + SERVER_MAC, serverMac);
        Bytes.putU16(at, start + FLAGS, flags);
    }

    public void putTimes(long beginNs, long lastNs, int icmpTypeAndCode, long uninspected) {
        Bytes.putU64(at, start + BEGIN_NS, beginNs);
        Bytes.putU64(at, start + LAST_NS, lastNs);
        Bytes.putU16(at, start + ICMP, icmpTypeAndCode);
        Bytes.putU64(at, start + UNINSPECTED, uninspected);
    }

    /// Writes what the mirror has made of it.
    public void putSight(long duplicatePackets, long cutPackets) {
        Bytes.putU64(at, start + DUPLICATES, duplicatePackets);
        Bytes.putU64(at, start + CUT, cutPackets);
    }

    /// Writes one end's counters.
    public void putCounters(boolean client, long packets, long bytes, long gap, long payload) {
        int side = client ? 0 : 8;
        Bytes.putU64(at, start + CLIENT_PACKETS + side, packets);
        Bytes.putU64(at, start + CLIENT_BYTES + side, bytes);
        Bytes.putU64(at, start + CLIENT_GAP + side, gap);
        Bytes.putU64(at, start + CLIENT_PAYLOAD + side, payload);
    }
}
