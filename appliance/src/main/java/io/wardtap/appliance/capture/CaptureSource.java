package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.PacketRecord;

import java.util.List;

/// Packets in time order, from files or an interface. Read by one lane's thread; [#interfaceNames],
/// [#bytesRead] and [#bytesTotal] may be asked by any.
public interface CaptureSource extends AutoCloseable {
    /// Fills the record with the next packet; its bytes are valid until the next call. A live
    /// source waits a bounded time at most, and says [Arrival#IDLE] each time it has delivered all
    /// it has, before it waits: so whoever reads can hand on what it holds back for a batch.
    ///
    /// @return [Arrival#END] at the end or because of damage: [#reports()] tells
    Arrival next(PacketRecord packet);

    /// After [Arrival#IDLE]: every packet older than this time has been delivered, so that a silent
    /// line's time goes on without packets. Nanoseconds since 1970; 0 when it is not known, as with
    /// files, whose time is that of their packets.
    default long deliveredUntilNs() {
        return 0;
    }

    /// Whether the capture itself has so much room left that nothing is lost when the next packet
    /// is asked for a little later. Live sources only, which know; asked by the lane's thread.
    default boolean hasSlack() {
        return false;
    }

    /// Names of the interfaces that [PacketRecord#interfaceIndex] points to; grows while reading.
    List<String> interfaceNames();

    /// One report an input, complete once [#next] has returned [Arrival#END].
    List<CaptureReport> reports();

    /// Bytes read so far and in all, for a progress bar; -1 when the size is not known.
    long bytesRead();

    long bytesTotal();

    @Override
    void close();
}
