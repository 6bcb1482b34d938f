package io.wardtap.protocol.flow;

/// Where what stands in a flow's record of 32 longs, 256 bytes. The first half is what an ordinary
/// packet reads and writes, so that it costs two or three cache lines; the key comes first, since a
/// look-up that ends there needs no more. IPv6 adds a line for the upper halves of the addresses.
///
/// ```
///  0 originator's address, low       8 sequences, originator    16 addresses, high (2)
///  1 responder's address, low        9 packets, VLAN            18 list: older, newer
///  2 ports, VLAN of the key         10 bytes, flags             19 serial
///  3 details, protocol, flags       11 payload                  20 begin
///  4 last activity                  12 sequences, responder     21 interface
///  5 packets, VLAN                  13 linked                   22 MAC, VLAN
///  6 bytes, flags                   14 progress, time           23 MAC, ICMP
///  7 payload                        15 progress, bytes          24 recent bytes (2 x 4)
/// ```
final class FlowLayout {
    /// Longs of a record, as a shift.
    static final int SHIFT = 5;

    static final int WORDS = 1 << SHIFT;

    static final int ORIGINATOR_LOW = 0;
    static final int RESPONDER_LOW = 1;
    static final int PORTS = 2; // originator's 16 bits, responder's 16, VLAN of the key 32
    static final int STATE = 3; // see Flow
    static final int LAST_NS = 4;
    static final int ORIGINATOR = 5;
    static final int RESPONDER = 9;
    static final int LINKED_NS = 13;
    static final int PROGRESS_NS = 14;
    static final int PROGRESS_BYTES = 15;
    static final int ORIGINATOR_HIGH = 16;
    static final int RESPONDER_HIGH = 17;
    static final int LINKS = 18; // older 32, newer 32; index + 1, 0 for none
    static final int SERIAL = 19;
    static final int BEGIN_NS = 20;
    static final int INTERFACE = 21; // signs 32, interface 32
    static final int ORIGINATOR_MAC = 22; // 48 bits, VLAN 16
    static final int RESPONDER_MAC = 23; // 48 bits, ICMP type and code 16

    // from ORIGINATOR or RESPONDER on
    static final int PACKETS = 0; // packets 48, VLAN 16
    static final int BYTES = 1; // bytes 56, flags 8
    static final int PAYLOAD = 2;
    static final int SEQUENCES = 3; // acknowledged 32, next 32
    static final int ENDS = 19; // sequence of the FIN 32, of the SYN 32
    static final int RECENT = 20; // length 32, sequence 32
    static final int RECENT_HEAD = 21;
    static final int RECENT_TAIL = 22;

    private FlowLayout() {}

    /// The word with its lower half replaced.
    static long withLow(long word, int low) {
        return word & 0xFFFF_FFFF_0000_0000L | low & 0xFFFF_FFFFL;
    }

    /// The word with its upper half replaced.
    static long withHigh(long word, int high) {
        return (long) high << 32 | word & 0xFFFF_FFFFL;
    }
}
