/// Capture files: pcap and pcapng, read where they lie in memory. Start with
/// [io.wardtap.protocol.pcap.CaptureReader#of], which takes a
/// [io.wardtap.protocol.pcap.ByteWindow]: one on a segment, or one that the caller moves along a
/// file or a stream. Damage is a result ([io.wardtap.protocol.pcap.CaptureDamage]), never an
/// exception. Depends on bytes only.
package io.wardtap.protocol.pcap;
