/// TCP segments and UDP datagrams. Each class draws one header and reads its fields where they lie;
/// [io.wardtap.protocol.PacketDecoder] checks lengths first. Depends on bytes.
package io.wardtap.protocol.transport;
