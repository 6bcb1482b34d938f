package io.wardtap.appliance.inventory;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.DeclaredDevice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The devices that the configuration declares, to be found by MAC or address: whoever has a
/// declared MAC is that device; one that is declared by addresses has one of them. A device that is
/// declared with both is known by its address only where its MAC is not seen (behind a router).
/// Immutable, any thread.
public final class DeclaredDevices {
    public static final DeclaredDevices NONE = new DeclaredDevices(List.of());

    private static final int WHOLE_ADDRESS = 128;

    private record Network(Cidr prefix, DeclaredDevice device) {}

    private final Map<Long, DeclaredDevice> byMac = new HashMap<>();
    private final Map<Address, DeclaredDevice> byAddress = new HashMap<>();
    private final List<Network> byNetwork = new ArrayList<>();

    /// @param devices the first one that fits counts
    public DeclaredDevices(List<DeclaredDevice> devices) {
        for (DeclaredDevice device : devices) {
            if (device.mac() != 0) {
                byMac.putIfAbsent(device.mac(), device);
            }
            for (Cidr network : device.networks()) {
                if (network.bits() == WHOLE_ADDRESS) {
                    byAddress.putIfAbsent(network.base(), device);
                } else {
                    byNetwork.add(new Network(network, device));
                }
            }
        }
    }

    /// @param mac 0 when it is not known
    /// @return null when nobody has declared it
    DeclaredDevice find(long mac, List<Address> addresses) {
        DeclaredDevice found = mac == 0 ? null : byMac.get(mac);
        for (int i = 0; found == null && i < addresses.size(); i++) {
            found = find(mac, addresses.get(i));
        }
        return found;
    }

    private DeclaredDevice find(long mac, Address address) {
        DeclaredDevice found = byAddress.get(address);
        if (found != null && fits(found, mac)) {
            return found;
        }
        for (int i = 0; i < byNetwork.size(); i++) {
            Network network = byNetwork.get(i);
            if (network.prefix.contains(address) && fits(network.device, mac)) {
                return network.device;
            }
        }
        return null;
    }

    /// Another MAC at the address is another device.
    private static boolean fits(DeclaredDevice declared, long mac) {
        return mac == 0 || declared.mac() == 0;
    }
}
