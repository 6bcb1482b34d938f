package io.wardtap.appliance.config;

import java.util.List;
import java.util.Locale;

/// Section `devices`.
public record DeviceSettings(
        @Setting("Devices that are known beforehand.") List<Declared> declared,
        @Setting("Names for several devices, for exceptions.") List<Group> groups) {
    private static final String MAC = "[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}";

    private static final String NAME = "[^\\p{Cntrl}]{1,64}";
    private static final String CLASS = "([a-z][a-z0-9_-]*(\\.[a-z0-9_-]+)*)?";

    /// How much depends on a device.
    public enum Criticality {
        BY_CLASS,
        NORMAL,
        HIGH,
        LIFE_SUPPORT
    }

    /// A device that is known beforehand: by its MAC, else by its addresses.
    public record Declared(
            @Setting(
                            value = "Name of the device, shown in place of those it gives itself.",
                            required = true)
                    String name,
            @Setting(value = "MAC address, or empty.", pattern = "(" + MAC + ")?") String mac,
            @Setting("IP addresses.") List<Cidr> ips,
            @Setting(
                            value =
                                    "Class, such as `imaging.ct` or `pacs.archive`; empty lets"
                                            + " evidence decide.",
                            pattern = CLASS)
                    String deviceClass,
            @Setting(
                            value =
                                    "How much depends on it; alerts about a life-support device"
                                            + " are one level higher.",
                            byDefault = "by-class")
                    Criticality criticality,
            @Setting("Zone it stands in; empty takes the zone of its address.") String zone,
            @Setting("Where it stands.") String location,
            @Setting("Who answers for it.") String owner)
            implements Checks.Named {
        public Declared {
            mac = mac == null ? "" : mac;
            ips = ips == null ? List.of() : List.copyOf(ips);
            deviceClass = deviceClass == null ? "" : deviceClass;
            criticality = criticality == null ? Criticality.BY_CLASS : criticality;
            zone = zone == null ? "" : zone;
            location = location == null ? "" : location;
            owner = owner == null ? "" : owner;
            new Checks()
                    .given("name", name)
                    .matches("mac", mac, "(" + MAC + ")?", "a MAC such as 00-11-22-33-44-55")
                    .matches("deviceClass", deviceClass, CLASS, "a class such as imaging.ct")
                    .that(
                            "name",
                            name == null || name.matches(NAME) && !isAddress(name),
                            "is not a name of at most 64 characters that is no address")
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
            @Setting(
                            value =
                                    "Its devices: their declared names, MACs, addresses or"
                                            + " networks.",
                            required = true)
                    List<String> members)
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
        List<String> macs =
                declared.stream().map(Declared::mac).filter(mac -> !mac.isEmpty()).toList();
        new Checks()
                .unique("declared", declared)
                .unique("declared", macs.stream().map(DeviceSettings::macDigits).toList())
                .unique("groups", groups)
                .done();
    }

    /// Whether a text that stands for devices is a MAC, an address or a network, and not a name.
    public static boolean isAddress(String text) {
        if (isMac(text)) {
            return true;
        }
        try {
            Cidr.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether it is written as a MAC.
    public static boolean isMac(String text) {
        return text.matches(MAC);
    }

    /// A MAC as twelve digits.
    public static String macDigits(String mac) {
        return mac.replaceAll("[:-]", "").toUpperCase(Locale.ROOT);
    }

    public static DeviceSettings defaults() {
        return new DeviceSettings(List.of(), List.of());
    }
}
