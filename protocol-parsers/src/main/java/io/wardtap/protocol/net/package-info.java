/// IPv4, IPv6 with extension headers, ICMP. Each class draws one header and reads its fields where
/// they lie; [io.wardtap.protocol.PacketDecoder] checks lengths first. Depends on bytes.
package io.wardtap.protocol.net;
