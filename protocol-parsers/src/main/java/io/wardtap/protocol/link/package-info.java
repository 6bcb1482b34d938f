/// Link layers: Ethernet, VLAN tags, Linux cooked, null/loopback, ARP. Views over bytes in memory:
/// one check on wrap, plain reads afterwards. Depends on bytes and status.
package io.wardtap.protocol.link;
