package io.wardtap.protocol.pcap;

/// Where and why a capture cannot be read further. All packets before it were delivered.
///
/// @param offset byte position in the (decompressed) capture
/// @param reason a sentence without anything from the packets
public record CaptureDamage(long offset, String reason) {}
