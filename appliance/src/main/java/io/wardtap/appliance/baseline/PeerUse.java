package io.wardtap.appliance.baseline;

import java.util.Arrays;

/// What a device does with one peer: services as packed numbers, bounded. Analysis thread only.
final class PeerUse {
    static final int MAX_SERVICES = 12;

    /// Ascending; see [#pack].
    int[] services = {};

    long lastNs;

    PeerUse(long lastNs) {
        this.lastNs = lastNs;
    }

    /// @param outbound the device is the client
    static int pack(boolean outbound, int transport, int port) {
        return (outbound ? 1 << 24 : 0) | (transport & 0xFF) << 16 | port & 0xFFFF;
    }

    void take(int service) {
        int at = Arrays.binarySearch(services, service);
        if (at >= 0 || services.length >= MAX_SERVICES) {
            return;
        }
        services = Arrays.copyOf(services, services.length + 1);
        services[services.length - 1] = service;
        Arrays.sort(services);
    }
}
