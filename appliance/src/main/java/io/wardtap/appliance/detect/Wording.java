package io.wardtap.appliance.detect;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.SystemName;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// How explanations name things.
public final class Wording {
    private Wording() {}

    /// `CT1 (10.20.1.15)`: the declared name, AE title, model or host name when one is known.
    public static String of(Device device, Address address) {
        String where = address != null ? address.toString() : device == null ? "" : device.key();
        String name = device == null ? "" : name(device);
        return name.isEmpty() ? where : name + " (" + where + ")";
    }

    public static String of(Device device) {
        return device == null ? "an unknown host" : of(device, device.address());
    }

    private static String name(Device device) {
        if (device.declared != null) {
            return device.declared.name();
        }
        for (String alias : device.aliases) {
            if (alias.startsWith("ae:")) {
                return alias.substring(3);
            }
        }
        for (String alias : device.aliases) {
            if (alias.startsWith("hl7:")) {
                return alias.substring(4, alias.indexOf('|'));
            }
        }
        return !device.hostname.isEmpty() ? device.hostname : device.model;
    }

    /// `2026-05-04T10:15:30Z`.
    public static String time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, 1_000_000_000L))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /// `25 minutes`, `90 seconds`.
    public static String span(long ns) {
        long seconds = ns / 1_000_000_000L;
        return seconds < 120 ? seconds + " seconds" : seconds / 60 + " minutes";
    }

    /// Adds a name to a bounded list of those seen.
    ///
    /// @return whether it was new and taken
    public static boolean note(List<String> names, String name, int most) {
        String shown = SystemName.shown(name);
        if (name.isEmpty() || names.size() >= most || names.contains(shown)) {
            return false;
        }
        names.add(shown);
        return true;
    }

    /// One name as evidence: an empty list without it.
    public static List<String> names(String name) {
        return name.isEmpty() ? List.of() : List.of(SystemName.shown(name));
    }

    /// One HL7 message type as evidence; its shape was checked by the parser.
    public static List<String> types(String messageType) {
        return messageType.isEmpty() ? List.of() : List.of(messageType);
    }

    /// How alert keys name the device at one end: its key, or its address.
    public static String key(Device device, Address address) {
        return device != null ? device.key() : address == null ? "unknown" : "ip:" + address;
    }
}
