package io.wardtap.protocol.flow;

import static io.wardtap.protocol.flow.FlowLayout.BEGIN_NS;
import static io.wardtap.protocol.flow.FlowLayout.INTERFACE;
import static io.wardtap.protocol.flow.FlowLayout.LAST_NS;
import static io.wardtap.protocol.flow.FlowLayout.LINKED_NS;
import static io.wardtap.protocol.flow.FlowLayout.LINKS;
import static io.wardtap.protocol.flow.FlowLayout.ORIGINATOR;
import static io.wardtap.protocol.flow.FlowLayout.ORIGINATOR_HIGH;
import static io.wardtap.protocol.flow.FlowLayout.ORIGINATOR_LOW;
import static io.wardtap.protocol.flow.FlowLayout.ORIGINATOR_MAC;
import static io.wardtap.protocol.flow.FlowLayout.PAYLOAD;
import static io.wardtap.protocol.flow.FlowLayout.PORTS;
import static io.wardtap.protocol.flow.FlowLayout.PROGRESS_BYTES;
import static io.wardtap.protocol.flow.FlowLayout.PROGRESS_NS;
import static io.wardtap.protocol.flow.FlowLayout.RESPONDER;
import static io.wardtap.protocol.flow.FlowLayout.RESPONDER_HIGH;
import static io.wardtap.protocol.flow.FlowLayout.RESPONDER_LOW;
import static io.wardtap.protocol.flow.FlowLayout.RESPONDER_MAC;
import static io.wardtap.protocol.flow.FlowLayout.SERIAL;
import static io.wardtap.protocol.flow.FlowLayout.STATE;
import static io.wardtap.protocol.flow.FlowLayout.withHigh;
import static io.wardtap.protocol.flow.FlowLayout.withLow;

/// A view of one flow in the lane's table: its key, both halves and what the lane knows of it. The
/// table binds it; how long it stays with its flow, the table's methods say. Confined to the lane's
/// thread. The originator is the end that sent the first packet seen.
public final class Flow {
    /// How far the lane is with finding out what a flow speaks.
    public enum Identification {
        PROBING,
        /// A framer is at work.
        FRAMED,
        ENCRYPTED,
        /// Not a protocol we read: bytes are counted only.
        GIVEN_UP;

        private static final Identification[] VALUES = values();
    }

    /// Told apart from another flow of the same addresses by its VLAN.
    public static final int PARTED = 1;

    /// The opening of a TCP flow was not seen.
    public static final int MIDSTREAM = 1 << 1;

    /// The responder is the client: by content, or by ports in midstream.
    public static final int CLIENT_IS_RESPONDER = 1 << 2;

    public static final int ESTABLISHED = 1 << 3;
    public static final int REFUSED = 1 << 4;
    public static final int RESET = 1 << 5;
    private static final int RESET_BY_RESPONDER = 1 << 6;
    public static final int CLOSING = 1 << 7;

    /// The begin unit is out.
    public static final int BEGUN = 1 << 8;

    /// The unit that tells the protocol is out.
    public static final int IDENTIFIED_TOLD = 1 << 9;

    /// Whether it was counted among the conversations.
    public static final int JUDGED = 1 << 10;

    /// The responder's MAC address is known.
    public static final int RESPONDER_MAC_KNOWN = 1 << 11;

    /// The addresses have upper halves.
    static final int WIDE = 1 << 12;

    // behind the flags: idle class 2 bits, identification 2, transport 8, protocol + 1 in 7, number
    // of the details 32
    static final int TRANSPORT_SHIFT = 17;
    private static final int LIST_SHIFT = 13;
    private static final int IDENTIFICATION_SHIFT = 15;
    private static final int PROTOCOL_SHIFT = 25;
    private static final int DETAILS_SHIFT = 32;

    private static final int MAC_SHIFT = 16;

    public final HalfFlow originator = new HalfFlow(this);
    public final HalfFlow responder = new HalfFlow(this);

    private final FlowDetailsPool pool;
    private long[] words;
    private int at;
    int index = -1;
    Direction from = Direction.ORIGINATOR;

    Flow(FlowDetailsPool pool) {
        this.pool = pool;
    }

    /// Binds this view. A record never moves.
    Flow bind(long[] chunk, int start, int number) {
        if (index != number) {
            index = number;
            words = chunk;
            at = start;
            originator.words = chunk;
            originator.at = start + ORIGINATOR;
            responder.words = chunk;
            responder.at = start + RESPONDER;
        }
        return this;
    }

    /// Which direction the packet has for which the table found or opened this flow.
    public Direction from() {
        return from;
    }

    public HalfFlow half(Direction direction) {
        return direction == Direction.ORIGINATOR ? originator : responder;
    }

    public boolean is(int flag) {
        return ((int) words[at + STATE] & flag) != 0;
    }

    public void set(int flag) {
        words[at + STATE] |= flag;
    }

    public void unset(int flag) {
        words[at + STATE] &= ~flag;
    }

    public void set(int flag, boolean whether) {
        if (whether) {
            set(flag);
        } else {
            unset(flag);
        }
    }

    // key, originator's side first

    public long originatorHigh() {
        return words[at + ORIGINATOR_HIGH];
    }

    public long originatorLow() {
        return words[at + ORIGINATOR_LOW];
    }

    public long responderHigh() {
        return words[at + RESPONDER_HIGH];
    }

    public long responderLow() {
        return words[at + RESPONDER_LOW];
    }

    public int originatorPort() {
        return (int) (words[at + PORTS] >>> 48);
    }

    public int responderPort() {
        return (int) (words[at + PORTS] >>> 32) & 0xFFFF;
    }

    /// What else parts flows of equal addresses: the VLAN, where it does, and the path through
    /// tunnels; 0 for neither.
    public int keyVlan() {
        return (int) words[at + PORTS];
    }

    /// IP protocol number.
    public int transport() {
        return (int) words[at + STATE] >>> TRANSPORT_SHIFT & 0xFF;
    }

    /// Never reused.
    public long serial() {
        return words[at + SERIAL];
    }

    public long beginNs() {
        return words[at + BEGIN_NS];
    }

    public long lastNs() {
        return words[at + LAST_NS];
    }

    public int interfaceIndex() {
        return (int) words[at + INTERFACE];
    }

    public void interfaceIndex(int interfaceIndex) {
        words[at + INTERFACE] = withLow(words[at + INTERFACE], interfaceIndex);
    }

    /// What was found in bytes that no framer reads, bits of whoever looks; 0 at first.
    public int signs() {
        return (int) (words[at + INTERFACE] >>> 32);
    }

    public void signs(int signs) {
        words[at + INTERFACE] = withHigh(words[at + INTERFACE], signs);
    }

    /// Outermost VLAN of the first packet.
    public int vlan() {
        return (int) words[at + ORIGINATOR_MAC] & 0xFFFF;
    }

    public long originatorMac() {
        return words[at + ORIGINATOR_MAC] >>> MAC_SHIFT;
    }

    /// What the first packet had.
    public void opened(int vlan, long sourceMac) {
        words[at + ORIGINATOR_MAC] = sourceMac << MAC_SHIFT | vlan;
    }

    public long responderMac() {
        return words[at + RESPONDER_MAC] >>> MAC_SHIFT;
    }

    public void responderMac(long mac) {
        words[at + RESPONDER_MAC] = mac << MAC_SHIFT | icmpTypeAndCode();
        set(RESPONDER_MAC_KNOWN, mac != 0);
    }

    public int icmpTypeAndCode() {
        return (int) words[at + RESPONDER_MAC] & 0xFFFF;
    }

    public void icmpTypeAndCode(int typeAndCode) {
        words[at + RESPONDER_MAC] = responderMac() << MAC_SHIFT | typeAndCode;
    }

    /// Whether it was reset by that end.
    public boolean isResetBy(Direction end) {
        return is(RESET) && is(RESET_BY_RESPONDER) == (end == Direction.RESPONDER);
    }

    public void resetBy(Direction end) {
        set(RESET);
        set(RESET_BY_RESPONDER, end == Direction.RESPONDER);
    }

    public Identification identification() {
        return Identification.VALUES[(int) words[at + STATE] >>> IDENTIFICATION_SHIFT & 3];
    }

    public void identification(Identification identification) {
        put(IDENTIFICATION_SHIFT, 3, identification.ordinal());
    }

    /// The protocol's number in the registry, -1 when it is not known.
    public int protocol() {
        return ((int) words[at + STATE] >>> PROTOCOL_SHIFT) - 1;
    }

    public void protocol(int protocol) {
        put(PROTOCOL_SHIFT, 0x7F, protocol + 1);
    }

    /// Payload of both directions.
    public long payloadBytes() {
        return words[at + ORIGINATOR + PAYLOAD] + words[at + RESPONDER + PAYLOAD];
    }

    /// Since when no progress was told, and with how much payload.
    public long progressNs() {
        return words[at + PROGRESS_NS];
    }

    public long progressBytes() {
        return words[at + PROGRESS_BYTES];
    }

    public void progress(long nowNs, long bytes) {
        words[at + PROGRESS_NS] = nowNs;
        words[at + PROGRESS_BYTES] = bytes;
    }

    /// What only some flows need; to be read only, since flows without share an empty one.
    public FlowDetails details() {
        return pool.get((int) (words[at + STATE] >>> DETAILS_SHIFT));
    }

    public boolean hasOwnDetails() {
        return words[at + STATE] >>> DETAILS_SHIFT != 0;
    }

    /// The same, to be written: the flow gets its own when it has none.
    public FlowDetails ownDetails() {
        if (!hasOwnDetails()) {
            words[at + STATE] |= (long) pool.take() << DETAILS_SHIFT;
        }
        return details();
    }

    /// Gives details back in which nothing stands.
    public void dropPlainDetails() {
        if (details().isPlain()) {
            dropDetails();
        }
    }

    // the table's

    boolean isOf(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            long ports,
            int transport) {
        // not by the accessors: this is most of a look-up before it is compiled
        if (words[at + ORIGINATOR_LOW] != sourceLow
                || words[at + RESPONDER_LOW] != destinationLow
                || words[at + PORTS] != ports) {
            return false;
        }
        int state = (int) words[at + STATE];
        return (state >>> TRANSPORT_SHIFT & 0xFF) == transport
                && ((state & WIDE) == 0
                        ? (sourceHigh | destinationHigh) == 0
                        : words[at + ORIGINATOR_HIGH] == sourceHigh
                                && words[at + RESPONDER_HIGH] == destinationHigh);
    }

    void dropDetails() {
        int number = (int) (words[at + STATE] >>> DETAILS_SHIFT);
        if (number != 0) {
            pool.giveBack(number);
            words[at + STATE] &= (1L << DETAILS_SHIFT) - 1;
        }
    }

    /// Fills a record of zeros.
    void open(
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            long ports,
            int transport,
            long serial,
            long nowNs) {
        words[at + ORIGINATOR_HIGH] = sourceHigh;
        words[at + ORIGINATOR_LOW] = sourceLow;
        words[at + RESPONDER_HIGH] = destinationHigh;
        words[at + RESPONDER_LOW] = destinationLow;
        words[at + PORTS] = ports;
        words[at + STATE] =
                (long) transport << TRANSPORT_SHIFT
                        | ((sourceHigh | destinationHigh) != 0 ? WIDE : 0);
        words[at + SERIAL] = serial;
        words[at + BEGIN_NS] = nowNs;
        words[at + LAST_NS] = nowNs;
        words[at + PROGRESS_NS] = nowNs;
    }

    void lastNs(long nowNs) {
        words[at + LAST_NS] = nowNs;
    }

    long linkedNs() {
        return words[at + LINKED_NS];
    }

    void linkedNs(long nowNs) {
        words[at + LINKED_NS] = nowNs;
    }

    int idleClass() {
        return (int) words[at + STATE] >>> LIST_SHIFT & 3;
    }

    long links() {
        return words[at + LINKS];
    }

    /// Last of the list, behind `older`.
    void link(int list, int older) {
        put(LIST_SHIFT, 3, list);
        words[at + LINKED_NS] = words[at + LAST_NS];
        words[at + LINKS] = (long) older << 32;
    }

    private void put(int shift, int mask, int value) {
        words[at + STATE] = words[at + STATE] & ~((long) mask << shift) | (long) value << shift;
    }
}
