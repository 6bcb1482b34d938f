package io.wardtap.appliance.host;

import java.util.List;

/// One network interface of this machine, as far as capturing goes.
///
/// @param kind `ethernet`, `loopback` or `other`
/// @param isUp whether it is switched on
/// @param hasLink whether the other end is there
/// @param speedMbps -1 when not known, as with virtual ones
/// @param driver empty when not known
/// @param promiscuous whether somebody has it take all packets at the moment
/// @param offloads those that falsify a capture and can be asked for
public record HostInterface(
        String name,
        String kind,
        boolean isUp,
        boolean hasLink,
        int speedMbps,
        int mtu,
        String driver,
        boolean promiscuous,
        List<Offload> offloads) {
    public HostInterface {
        offloads = List.copyOf(offloads);
    }

    /// Work that a network card does on packets before a capture sees them.
    ///
    /// @param name as `ethtool -k` calls it
    /// @param isOn whether it is on
    /// @param harm what a capture shows wrongly because of it
    /// @param turnOff the command that turns it off
    public record Offload(String name, boolean isOn, String harm, String turnOff) {}

    /// Offloads that should be off.
    public List<Offload> harmful() {
        return offloads.stream().filter(Offload::isOn).toList();
    }
}
