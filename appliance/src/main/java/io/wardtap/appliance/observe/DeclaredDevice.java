package io.wardtap.appliance.observe;

import java.util.List;

/// What the configuration says of one device. Immutable, any thread.
///
/// @param mac 48 bits, or 0: then its addresses name it
/// @param deviceClass "" lets evidence decide
/// @param criticality "" lets the class decide
/// @param zone "" lets its address decide
public record DeclaredDevice(
        String name,
        long mac,
        List<Cidr> networks,
        String deviceClass,
        String criticality,
        String zone,
        String location,
        String owner) {
    public DeclaredDevice {
        networks = List.copyOf(networks);
    }
}
