/// Capture files: pcap and pcapng over memory segments. Start with
/// [io.wardtap.protocol.pcap.CaptureReader].
package io.wardtap.protocol.pcap;
