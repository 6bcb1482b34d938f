package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.unit.Facts;

/// One slot of the ring. The lane writes it, the flow's parser fills the facts, analysis reads all
/// of it. Confined to one of them at a time by the ring's sequences.
public final class UnitEvent {
    public UnitKind kind;

    /// Index of the lane that wrote it.
    public int lane;

    /// Serial of the flow, never reused; 0 for ticks and addresses.
    public long flow;

    /// Number of the packet that completed the unit, 1-based across inputs.
    public long packetNumber;

    /// Packet time, nanoseconds since 1970.
    public long timeNs;

    /// Interface the packet came in on, index into the run's interface names.
    public int interfaceIndex;

    public Direction from;

    /// Index into [Protocols#ALL], or [Protocols#UNKNOWN].
    public int protocol;

    /// The protocol's own unit type, for [UnitKind#MESSAGE].
    public int type;

    public long detail;

    /// Where the bytes lie: the lane's slab.
    public byte[] bytes;

    public int start;
    public int length;

    /// The slab may be freed up to here once this event has been analysed.
    public long slabEnd;

    /// Bytes of this direction that were lost before this unit: never seen, or of shed units.
    public long lostBefore;

    /// Units of this direction were shed before this one.
    public boolean shedBefore;

    private final Facts[] facts;

    public UnitEvent() {
        facts = new Facts[Protocols.ALL.size()];
    }

    /// Whoever still writes into this protocol's facts is not to be believed: the slot gets others.
    void abandonFacts() {
        facts[protocol] = null;
    }

    /// The facts of this slot's protocol; made on first use, then reused.
    public Facts facts() {
        Facts found = facts[protocol];
        if (found == null) {
            found = Protocols.ALL.get(protocol).facts().get();
            facts[protocol] = found;
        }
        return found;
    }
}
