package io.wardtap.appliance.detect.network;

import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Conversation;

/// Services that every host uses and that make no peer: name, time and address services, ICMP.
final class Infrastructure {
    private static final int ICMP = 1;
    private static final int IGMP = 2;
    private static final int ICMPV6 = 58;
    private static final int DNS = 53;
    private static final int NTP = 123;

    private Infrastructure() {}

    /// Outside, only time is infrastructure: a device that asks a name server there is not usual.
    static boolean is(Conversation flow, AddressScope peer) {
        if (flow.transport == ICMP || flow.transport == ICMPV6 || flow.transport == IGMP) {
            return peer != AddressScope.EXTERNAL;
        }
        return switch (flow.serverPort) {
            case NTP -> flow.transport == 17;
            case DNS, 67, 68, 546, 547, 5353, 5355, 137, 138 -> peer != AddressScope.EXTERNAL;
            default -> false;
        };
    }
}
