package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.CaptureDamage;

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
public record CaptureReport(
        String file,
        String linkType,
        long packets,
        long bytes,
        long firstNs,
        long lastNs,
        CaptureDamage damage) {}
