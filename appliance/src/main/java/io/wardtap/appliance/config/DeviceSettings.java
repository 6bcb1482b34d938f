package io.wardtap.appliance.config;

import java.util.List;

/// Section `devices`.
public record DeviceSettings(
        @Setting(value = "Devices that are known beforehand.", active = false)
                List<Declared> declared,
        @Setting(value = "Names for several devices, for exceptions.", active = false)
                List<Group> groups) {
    private static final String MAC = "[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}";

    /// How much depends on a device.
    public enum Criticality {
        NORMAL,
        HIGH,
        LIFE_SUPPORT
    }

    /// A device that is known beforehand: by its MAC, else by its addresses.
    public record Declared(
            @Setting(value = "Name of the device.", required = true) String name,
            @Setting(value = "MAC address, or empty.", pattern = "(" + MAC + ")?") String mac,
            @Setting("IP addresses.") List<Cidr> ips,
            @Setting("Class, such as `imaging.ct` or `pacs.archive`; empty lets evidence decide.")
                    String deviceClass,
            @Setting(value = "How much depends on it.", byDefault = "normal")
                    Criticality criticality,
            @Setting("Zone it stands in.") String zone,
            @Setting("Where it stands.") String location,
            @Setting("Who answers for it.") String owner)
            implements Checks.Named {
        public Declared {
            mac = mac == null ? "" : mac;
            ips = ips == null ? List.of() : List.copyOf(ips);
            deviceClass = deviceClass == null ? "" : deviceClass;
            criticality = criticality == null ? Criticality.NORMAL : criticality;
            zone = zone == null ? "" : zone;
            location = location == null ? "" : location;
            owner = owner == null ? "" : owner;
            new Checks()
                    .given("name", name)
                    .matches("mac", mac, "(" + MAC + ")?", "a MAC such as 00-11-22-33-44-55")
                    .that(
                            "mac",
                            !mac.isEmpty() || !ips.isEmpty(),
                            "a device has a MAC or addresses")
                    .done();
        }
    }

    /// A name for several devices.
    public record Group(
            @Setting(value = "Name of the group.", required = true) String name,
            @Setting(value = "Names of its devices.", required = true) List<String> members)
            implements Checks.Named {
        public Group {
            members = members == null ? List.of() : List.copyOf(members);
            new Checks()
                    .given("name", name)
                    .that("members", !members.isEmpty(), "must be given")
                    .done();
        }
    }

    public DeviceSettings {
        declared = List.copyOf(declared);
        groups = List.copyOf(groups);
        new Checks().unique("declared", declared).unique("groups", groups).done();
    }

    public static DeviceSettings defaults() {
        return new DeviceSettings(List.of(), List.of());
    }
}
