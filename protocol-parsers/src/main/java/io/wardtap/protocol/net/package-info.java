/// IPv4, IPv6 with extension headers, ICMP. Views over bytes in memory: one check on wrap, plain
/// reads afterwards. Depends on bytes and status.
package io.wardtap.protocol.net;
