package io.wardtap.appliance.config;

import java.util.List;

/// Section `capture`.
public record CaptureSettings(
        @Setting("Interfaces to listen on; `-i` wins over them.") List<String> interfaces,
        @Setting("Interfaces that belong together, such as both sides of a TAP.")
                List<Group> groups,
        @Setting("Filter in libpcap's language; empty takes everything. `--filter` wins over it.")
                String filter,
        @Setting(value = "Bytes of a packet that are captured.", min = 96, max = 262_144)
                int snaplen,
        @Setting("The kernel's ring of each interface, 1MiB to 4GiB.") ByteSize buffer,
        @Setting(
                        value =
                                "Whether the VLAN id tells flows apart: `auto` when the same"
                                        + " addresses are seen in several VLANs.",
                        active = false)
                VlanInFlowKey vlanInFlowKey,
        @Setting(
                        value = "Name for addresses that overlap with another sensor's.",
                        pattern = "([A-Za-z0-9][A-Za-z0-9._-]{0,62})?",
                        active = false)
                String realm,
        @Setting(
                        value =
                                "User that `wardtap run` becomes when it is started as root; empty"
                                        + " takes wardtap where there is such a user, else nobody.",
                        pattern = CaptureSettings.USER)
                String user) {
    static final String USER = "([a-z_][a-z0-9_-]{0,31})?";
    private static final long MIB = 1 << 20;

    /// Whether a flow's key has the VLAN id.
    public enum VlanInFlowKey {
        AUTO,
        ON,
        OFF
    }

    /// Interfaces that one lane reads.
    public record Group(
            @Setting(value = "Name of the group.", required = true, pattern = SiteSettings.NAME)
                    String name,
            @Setting(value = "Its interfaces.", required = true) List<String> interfaces)
            implements Checks.Named {
        public Group {
            interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
            Checks checks = new Checks().given("name", name);
            if (name != null) {
                checks.matches("name", name, SiteSettings.NAME, "a name");
            }
            checks.that("interfaces", !interfaces.isEmpty(), "must be given").done();
        }
    }

    public CaptureSettings {
        interfaces = List.copyOf(interfaces);
        groups = List.copyOf(groups);
        new Checks()
                .unique("interfaces", interfaces)
                .unique("groups", groups)
                .range("snaplen", snaplen, 96, 262_144)
                .range("buffer", buffer, MIB, 4096 * MIB)
                .matches("realm", realm, "([A-Za-z0-9][A-Za-z0-9._-]{0,62})?", "a name")
                .matches("user", user, USER, "the name of a user")
                .done();
    }

    public static CaptureSettings defaults() {
        return new CaptureSettings(
                List.of(),
                List.of(),
                "",
                262_144,
                new ByteSize(256 * MIB),
                VlanInFlowKey.AUTO,
                "",
                "");
    }
}
