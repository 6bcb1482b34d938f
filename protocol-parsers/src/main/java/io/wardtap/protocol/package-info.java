/// From bytes on a link to what the transport carries: [io.wardtap.protocol.PacketDecoder], the
/// only class that walks link -> net -> transport. Depends on bytes, status, link, net and
/// transport.
package io.wardtap.protocol;
