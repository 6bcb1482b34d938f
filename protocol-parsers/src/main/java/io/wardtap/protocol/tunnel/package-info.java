/// Tunnels: MPLS, PPPoE, GRE and what travels in it, VXLAN, Geneve, GTP-U, Teredo. Each header
/// class draws one header, checks it and says in a [io.wardtap.protocol.tunnel.Tunnel] what is
/// inside and where; [io.wardtap.protocol.PacketDecoder] walks on from there. Depends on bytes,
/// link, net and status.
package io.wardtap.protocol.tunnel;
