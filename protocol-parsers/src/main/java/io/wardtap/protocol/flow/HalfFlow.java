package io.wardtap.protocol.flow;

import static io.wardtap.protocol.flow.FlowLayout.BYTES;
import static io.wardtap.protocol.flow.FlowLayout.ENDS;
import static io.wardtap.protocol.flow.FlowLayout.PACKETS;
import static io.wardtap.protocol.flow.FlowLayout.PAYLOAD;
import static io.wardtap.protocol.flow.FlowLayout.RECENT;
import static io.wardtap.protocol.flow.FlowLayout.RECENT_HEAD;
import static io.wardtap.protocol.flow.FlowLayout.RECENT_TAIL;
import static io.wardtap.protocol.flow.FlowLayout.SEQUENCES;
import static io.wardtap.protocol.flow.FlowLayout.withHigh;
import static io.wardtap.protocol.flow.FlowLayout.withLow;

/// One direction of a flow: counters and the TCP sequence it has reached. A view of its part of the
/// flow's record, bound and valid with its [Flow]. Confined to the lane's thread.
public final class HalfFlow {
    /// Segments that may wait behind a hole; one more and the hole is given up.
    public static final int MAX_WAITING = 128;

    /// The next byte expected is known.
    public static final int SYNCHRONISED = 1;

    public static final int SYN_SEEN = 1 << 1;
    public static final int FIN_SEEN = 1 << 2;

    /// All bytes up to the FIN, or to the end of the flow, were handed on.
    public static final int ENDED = 1 << 3;

    /// The other end has acknowledged something.
    public static final int ACKNOWLEDGED = 1 << 4;

    /// Units were shed, not yet told with a unit.
    public static final int UNITS_SHED = 1 << 5;

    /// An opening packet has come that does not belong to this flow; the other end has not
    /// confirmed it.
    public static final int REOPENING = 1 << 6;

    /// Every probe has said no to this direction.
    public static final int REFUSED_BY_PROBES = 1 << 7;

    private static final int FLAG_BITS = 8;
    private static final int VLAN_BITS = 16;

    private final Flow flow;
    long[] words;
    int at;

    HalfFlow(Flow flow) {
        this.flow = flow;
    }

    public boolean is(int flag) {
        return ((int) words[at + BYTES] & flag) != 0;
    }

    public void set(int flag) {
        words[at + BYTES] |= flag;
    }

    public void unset(int flag) {
        words[at + BYTES] &= ~flag;
    }

    /// Counts a packet.
    ///
    /// @param vlan outermost, 0 without a tag
    /// @param ipBytes on the wire
    public void count(int vlan, int ipBytes) {
        words[at] = (words[at] >>> VLAN_BITS) + 1 << VLAN_BITS | vlan;
        words[at + BYTES] += (long) ipBytes << FLAG_BITS;
    }

    public long packets() {
        return words[at + PACKETS] >>> VLAN_BITS;
    }

    /// Outermost VLAN of the latest packet, 0 without a tag; valid when there were [#packets].
    public int vlan() {
        return (int) words[at + PACKETS] & 0xFFFF;
    }

    /// IP bytes on the wire.
    public long bytes() {
        return words[at + BYTES] >>> FLAG_BITS;
    }

    /// Payload that was handed on in order.
    public long payloadBytes() {
        return words[at + PAYLOAD];
    }

    public void addPayload(int bytes) {
        words[at + PAYLOAD] += bytes;
    }

    /// The next byte expected, of a TCP direction that is [#SYNCHRONISED].
    public int nextSequence() {
        return (int) words[at + SEQUENCES];
    }

    public void nextSequence(int sequence) {
        words[at + SEQUENCES] = withLow(words[at + SEQUENCES], sequence);
    }

    /// Highest acknowledgment that the other end sent for this direction, once [#ACKNOWLEDGED].
    public int acknowledged() {
        return (int) (words[at + SEQUENCES] >>> 32);
    }

    public void acknowledged(int sequence) {
        words[at + SEQUENCES] = withHigh(words[at + SEQUENCES], sequence);
        words[at + BYTES] |= ACKNOWLEDGED;
    }

    /// Of the opening packet, when [#SYN_SEEN].
    public int initialSequence() {
        return (int) words[at + ENDS];
    }

    public void initialSequence(int sequence) {
        words[at + ENDS] = withLow(words[at + ENDS], sequence);
        set(SYN_SEEN);
    }

    /// Sequence just behind the last byte, when [#FIN_SEEN].
    public int finSequence() {
        return (int) (words[at + ENDS] >>> 32);
    }

    public void finSequence(int sequence) {
        words[at + ENDS] = withHigh(words[at + ENDS], sequence);
        set(FIN_SEEN);
    }

    // of the segment handed on last: what the reassembler still knows of its bytes

    public int recentSequence() {
        return (int) words[at + RECENT];
    }

    public int recentLength() {
        return (int) (words[at + RECENT] >>> 32);
    }

    public long recentHead() {
        return words[at + RECENT_HEAD];
    }

    public long recentTail() {
        return words[at + RECENT_TAIL];
    }

    public void recent(int sequence, int length, long head, long tail) {
        words[at + RECENT] = (long) length << 32 | sequence & 0xFFFF_FFFFL;
        words[at + RECENT_HEAD] = head;
        words[at + RECENT_TAIL] = tail;
    }

    /// What only some flows need; to be read only, see [Flow#details()].
    public HalfDetails details() {
        FlowDetails details = flow.details();
        return this == flow.originator ? details.originator : details.responder;
    }

    /// The same, to be written.
    public HalfDetails ownDetails() {
        FlowDetails details = flow.ownDetails();
        return this == flow.originator ? details.originator : details.responder;
    }
}
