/// Link layers: Ethernet, VLAN tags, Linux cooked, BSD loopback, ARP. Each class draws one header
/// and reads its fields where they lie; [io.wardtap.protocol.PacketDecoder] checks lengths first.
/// Depends on bytes and status.
package io.wardtap.protocol.link;
