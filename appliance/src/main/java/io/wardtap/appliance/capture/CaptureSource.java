package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.PacketRecord;

import java.util.List;

/// Packets in time order, from files or an interface. Read by one lane's thread.
public interface CaptureSource extends AutoCloseable {
    /// Fills the record with the next packet; its bytes are valid until the next call.
    ///
    /// @return false when there is no further packet, at the end or because of damage: [#reports()]
    ///   tells
    boolean next(PacketRecord packet);

    /// Names of the interfaces that [PacketRecord#interfaceIndex] points to; grows while reading.
    List<String> interfaceNames();

    /// One report an input, complete once [#next] has returned false.
    List<CaptureReport> reports();

    /// Bytes read so far and in all, for a progress bar; -1 when the size is not known.
    long bytesRead();

    long bytesTotal();

    /// The mapped memory of the current packet was gone when it was read: the file became shorter.
    /// Notes the damage.
    void onMemoryFault();

    @Override
    void close();
}
