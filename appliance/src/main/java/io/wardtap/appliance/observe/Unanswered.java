package io.wardtap.appliance.observe;

/// Opening packets of one source to one port in one minute that nobody answered.
///
/// @param destination the first of them
/// @param destinations upper bound of distinct destinations
public record Unanswered(
        Address source,
        long sourceMac,
        Address destination,
        int port,
        int transport,
        int vlan,
        int interfaceIndex,
        long firstNs,
        long lastNs,
        long openings,
        long destinations) {}
