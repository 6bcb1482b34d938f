package io.wardtap.appliance.export;

import io.wardtap.appliance.observe.Address;

/// Where an address belongs, as the site's networks and partners say. Called on the analysis
/// thread; answers are constants, so that nothing is allocated.
public interface Scopes {
    /// `internal`, `partner`, `local`, `multicast` or `external`.
    String of(Address address);

    /// ECS `network.direction` of a flow: the side of the client first.
    default String direction(Address client, Address server) {
        boolean from = isInside(client);
        boolean to = isInside(server);
        if (from) {
            return to ? "internal" : "outbound";
        }
        return to ? "inbound" : "external";
    }

    private boolean isInside(Address address) {
        return switch (of(address)) {
            case "internal", "local", "multicast" -> true;
            default -> false;
        };
    }
}
