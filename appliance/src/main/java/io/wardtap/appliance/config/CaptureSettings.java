package io.wardtap.appliance.config;

import java.time.Duration;
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
                                "Lanes, each with a thread and its share of every interface; more"
                                        + " than one needs AF_PACKET. Addresses that talk with each"
                                        + " other meet in one lane.",
                        min = 1,
                        max = 256)
                int lanes,
        @Setting(
                        value =
                                "Processors that lanes run on, in turn; empty leaves it to the"
                                        + " system.",
                        min = 0,
                        max = 1023)
                List<Integer> cpus,
        @Setting(
                        value = "NUMA node of rings and lanes; -1 leaves it to the system.",
                        min = -1,
                        max = 1023)
                int numaNode,
        @Setting(
                        value =
                                "Whether the VLAN id tells flows apart: `off` where directions or"
                                    + " paths have tags of their own, `on` where VLANs use the same"
                                    + " addresses for different hosts, `auto` when the same"
                                    + " addresses and ports are seen in two VLANs and do not fit"
                                    + " together.")
                VlanInFlowKey vlanInFlowKey,
        @Setting(
                        value =
                                "A packet seen again within this time is a copy that the mirror"
                                    + " made, by a second mirrored port or behind a router: it is"
                                    + " counted and not looked at again. Longer than switches hold"
                                    + " a packet, shorter than any sender waits before it sends"
                                    + " again (200 ms). `0ms` takes every packet for a new one; at"
                                    + " most `100ms`.")
                Duration duplicateWindow,
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
    private static final long MAX_DUPLICATE_MS = 100;

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
        cpus = List.copyOf(cpus);
        Checks checks = new Checks();
        for (int cpu : cpus) {
            checks.range("cpus", cpu, 0, 1023);
        }
        checks.unique("interfaces", interfaces)
                .unique("groups", groups)
                .range("snaplen", snaplen, 96, 262_144)
                .range("buffer", buffer, MIB, 4096 * MIB)
                .range("lanes", lanes, 1, 256)
                .range("numaNode", numaNode, -1, 1023)
                .that(
                        "duplicateWindow",
                        duplicateWindow.toMillis() <= MAX_DUPLICATE_MS,
                        "is more than 100ms")
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
                1,
                List.of(),
                -1,
                VlanInFlowKey.AUTO,
                Duration.ofMillis(5),
                "",
                "");
    }
}
