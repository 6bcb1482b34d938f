package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.CaptureDamage;

import java.util.List;

/// What was read of one input.
///
/// @param file as given on the command line
/// @param linkType name of the (first) link type, e.g. `ethernet`; `none` when the capture says
///   none
/// @param bytes captured bytes of packets
/// @param firstNs earliest time of a packet, nanoseconds since 1970; 0 without packets that have
///   one
/// @param lastNs latest time of a packet; 0 likewise
/// @param damage null when the capture is whole
/// @param dropped packets that the capture says it lost while it was made; -1 when it does not say
/// @param refused interfaces whose packets were not decoded, since their link type is not read
public record CaptureReport(
        String file,
        String linkType,
        long packets,
        long bytes,
        long firstNs,
        long lastNs,
        CaptureDamage damage,
        long dropped,
        List<Refused> refused) {
    /// An interface whose packets were not decoded.
    ///
    /// @param name as the capture gives it, without control characters
    public record Refused(String name, String linkType, long packets) {}

    public CaptureReport {
        refused = List.copyOf(refused);
    }

    /// Of a capture that says nothing of losses, and whose packets were all decoded.
    public CaptureReport(
            String file,
            String linkType,
            long packets,
            long bytes,
            long firstNs,
            long lastNs,
            CaptureDamage damage) {
        this(file, linkType, packets, bytes, firstNs, lastNs, damage, -1, List.of());
    }
}
