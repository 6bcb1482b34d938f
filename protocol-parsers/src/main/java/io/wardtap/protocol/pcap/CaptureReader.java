package io.wardtap.protocol.pcap;

/// Reads the packets of one capture, in file order.
public interface CaptureReader {
    /// Fills the record with the next packet.
    ///
    /// @return false at the end; [#damage()] then says whether it was a proper one
    boolean next(PacketRecord packet);

    /// What is wrong with the capture, or null as long as nothing is.
    CaptureDamage damage();
}
