/// TCP segments and UDP datagrams. Views over bytes in memory: one check on wrap, plain reads
/// afterwards. Depends on bytes and status.
package io.wardtap.protocol.transport;
