package io.wardtap.appliance.alert;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Device;

import java.util.List;
import java.util.Set;

/// The devices an exception is for: by declared name, MAC or network. Names that were only seen on
/// the wire do not count, since anybody can send them. Immutable, any thread.
///
/// @param names of declared devices
/// @param macs 48 bits each
public record DeviceScope(Set<String> names, Set<Long> macs, List<Cidr> networks) {
    /// Any device, and none.
    public static final DeviceScope ANY = new DeviceScope(Set.of(), Set.of(), List.of());

    public DeviceScope {
        names = Set.copyOf(names);
        macs = Set.copyOf(macs);
        networks = List.copyOf(networks);
    }

    private boolean isAny() {
        return names.isEmpty() && macs.isEmpty() && networks.isEmpty();
    }

    /// @param device null when it is not known
    /// @param address in the flow in hand, null without one: then any of the device's counts
    boolean covers(Device device, Address address) {
        if (isAny()) {
            return true;
        }
        if (device != null
                && (device.declared != null && names.contains(device.declared.name())
                        || device.mac != 0 && macs.contains(device.mac))) {
            return true;
        }
        for (int i = 0; i < networks.size(); i++) {
            if (address != null) {
                if (networks.get(i).contains(address)) {
                    return true;
                }
            } else if (device != null
                    && device.addresses.stream().anyMatch(networks.get(i)::contains)) {
                return true;
            }
        }
        return false;
    }
}
