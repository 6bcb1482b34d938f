package io.wardtap.appliance.observe;

/// A sender has sent other bytes for what it had sent before.
///
/// @param fragment in IP fragments of one datagram; else in TCP segments of one stream
/// @param senderPort 0 for fragments, as is `receiverPort`
/// @param protocol of IP
/// @param offset of the first byte that differs: in the datagram, or in the stream
/// @param count fragments or segments with other bytes since the last time it was told of these
///   hosts
public record Overlap(
        boolean fragment,
        Address sender,
        long senderMac,
        int senderPort,
        Address receiver,
        int receiverPort,
        int protocol,
        int vlan,
        long offset,
        long count) {}
