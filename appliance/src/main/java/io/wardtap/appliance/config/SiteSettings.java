package io.wardtap.appliance.config;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// Section `site`. Ids of devices and alerts are derived from name and sensor: changing either
/// makes every device a new one.
public record SiteSettings(
        @Setting(value = "Name of the site; part of every derived id.", pattern = SiteSettings.NAME)
                String name,
        @Setting(
                        value = "Name of this sensor, `observer.name` of every event.",
                        pattern = SiteSettings.NAME)
                String sensor,
        @Setting("Time zone in which hours of the week are counted.") ZoneId timezone,
        @Setting(value = "Days on which the hospital works as on a Sunday.", active = false)
                List<LocalDate> holidays,
        @Setting(
                        "The site's own networks. Without them the private ranges are taken, and"
                                + " rules about the outside are at most medium.")
                List<Cidr> networks,
        @Setting("Networks of partners that may get patient data.") List<Cidr> partners,
        @Setting("Parts of the network, for severities and reports.") List<Zone> zones,
        @Setting(
                        "File with the key of pseudonyms: 32 random bytes or 64 hexadecimal digits,"
                                + " readable by Wardtap alone. Without one a replay makes a random"
                                + " key.")
                String pseudonymKeyFile) {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final String NAME_WORDS =
            "a name of at most 63 letters, digits, dots, hyphens and underscores";

    /// A part of the network.
    public record Zone(
            @Setting(value = "Name of the zone.", required = true, pattern = NAME) String name,
            @Setting("Its networks.") List<Cidr> networks,
            @Setting(value = "Its VLAN ids.", min = 1, max = 4094) List<Integer> vlans,
            @Setting("A laboratory or test zone: severities are one level lower.") boolean lab)
            implements Checks.Named {
        public Zone {
            networks = networks == null ? List.of() : List.copyOf(networks);
            vlans = vlans == null ? List.of() : List.copyOf(vlans);
            Checks checks = new Checks().given("name", name);
            if (name != null) {
                checks.matches("name", name, NAME, NAME_WORDS);
            }
            for (int vlan : vlans) {
                checks.range("vlans", vlan, 1, 4094);
            }
            checks.that(
                            "networks",
                            !networks.isEmpty() || !vlans.isEmpty(),
                            "a zone has networks or VLANs")
                    .done();
        }
    }

    public SiteSettings {
        holidays = List.copyOf(holidays);
        networks = List.copyOf(networks);
        partners = List.copyOf(partners);
        zones = List.copyOf(zones);
        new Checks()
                .matches("name", name, NAME, NAME_WORDS)
                .matches("sensor", sensor, NAME, NAME_WORDS)
                .unique("zones", zones)
                .done();
    }

    public static SiteSettings defaults() {
        return new SiteSettings(
                "hospital",
                "sensor-1",
                ZoneId.of("UTC"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "");
    }
}
