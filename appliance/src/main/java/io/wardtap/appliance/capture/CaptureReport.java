package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.CaptureDamage;

/// What was read of one input.
///
/// @param file as given on the command line
/// @param linkType name of the (first) link type, e.g. `ethernet`
/// @param bytes captured bytes of packets
/// @param firstNs time of the first packet, nanoseconds since 1970; 0 without packets
/// @param damage null when the capture is whole
public record CaptureReport(
        String file,
        String linkType,
        long packets,
        long bytes,
        long firstNs,
        long lastNs,
        CaptureDamage damage) {}
