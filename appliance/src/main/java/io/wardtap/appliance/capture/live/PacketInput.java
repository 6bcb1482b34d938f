package io.wardtap.appliance.capture.live;

import io.wardtap.protocol.pcap.PacketRecord;

/// One lane's share of one interface.
interface PacketInput {
    /// Fills the record with the next packet; its bytes are valid until the next call.
    ///
    /// @return false when there is none at the moment; does not wait
    boolean next(PacketRecord packet);

    /// Whether so much room is left that nothing is lost when the next packet is asked for later;
    /// false where that is not known.
    default boolean hasSlack() {
        return false;
    }

    /// Brings the counters up to date.
    void settle();

    /// Lets no further packet in.
    void stop();

    void close();
}
