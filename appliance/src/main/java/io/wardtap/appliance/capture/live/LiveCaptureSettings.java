package io.wardtap.appliance.capture.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/// What is to be captured, and how.
///
/// @param interfaces names of interfaces, each for itself
/// @param groups interfaces that belong together, such as a TAP's two ports: one lane merges their
///   packets by time
/// @param filter in libpcap's language; empty takes everything
/// @param snaplen bytes of a packet that are captured
/// @param ringBytes the kernel's ring of each interface in each lane
/// @param lanes each has its share of every interface; more than one needs AF_PACKET
/// @param cpus lane n runs on the n-th of these processors, from the beginning again when there are
///   more lanes; empty leaves it to the system
/// @param numaNode rings and lanes stay on this node; -1 leaves it to the system
/// @param blockTimeoutMs after this time the kernel hands over a block that is not full
/// @param promiscuous also take frames for other stations
public record LiveCaptureSettings(
        List<String> interfaces,
        List<Group> groups,
        String filter,
        int snaplen,
        long ringBytes,
        int lanes,
        CaptureKind kind,
        List<Integer> cpus,
        int numaNode,
        int blockTimeoutMs,
        boolean promiscuous) {
    private static final long MIB = 1 << 20;

    /// A kernel's limit: members of one fanout group, before 5.11 and by default since.
    public static final int MAX_LANES = 256;

    /// Interfaces that belong together.
    public record Group(String name, List<String> interfaces) {
        public Group {
            interfaces = List.copyOf(interfaces);
        }
    }

    public LiveCaptureSettings {
        interfaces = List.copyOf(interfaces);
        groups = List.copyOf(groups);
        cpus = List.copyOf(cpus);
        List<String> all = names(interfaces, groups);
        check(!all.isEmpty(), "interfaces: at least one must be given");
        check(new HashSet<>(all).size() == all.size(), "interfaces: one is given twice");
        check(snaplen >= 96 && snaplen <= 262_144, "snaplen: 96 to 262144");
        check(ringBytes >= MIB && ringBytes <= 4096 * MIB, "ring: 1 MiB to 4 GiB");
        check(lanes >= 1 && lanes <= MAX_LANES, "lanes: 1 to " + MAX_LANES);
        check(blockTimeoutMs >= 1 && blockTimeoutMs <= 1000, "block timeout: 1 to 1000 ms");
        check(cpus.stream().allMatch(cpu -> cpu >= 0 && cpu < 1024), "cpus: 0 to 1023");
    }

    /// Everything of these interfaces, in one lane.
    public static LiveCaptureSettings of(String... interfaces) {
        return new LiveCaptureSettings(
                List.of(interfaces),
                List.of(),
                "",
                262_144,
                256 * MIB,
                1,
                CaptureKind.AUTO,
                List.of(),
                -1,
                10,
                true);
    }

    public LiveCaptureSettings withGroups(List<Group> some) {
        return new LiveCaptureSettings(
                interfaces,
                some,
                filter,
                snaplen,
                ringBytes,
                lanes,
                kind,
                cpus,
                numaNode,
                blockTimeoutMs,
                promiscuous);
    }

    public LiveCaptureSettings withFilter(String expression) {
        return new LiveCaptureSettings(
                interfaces,
                groups,
                expression,
                snaplen,
                ringBytes,
                lanes,
                kind,
                cpus,
                numaNode,
                blockTimeoutMs,
                promiscuous);
    }

    public LiveCaptureSettings withSnaplen(int bytes) {
        return new LiveCaptureSettings(
                interfaces,
                groups,
                filter,
                bytes,
                ringBytes,
                lanes,
                kind,
                cpus,
                numaNode,
                blockTimeoutMs,
                promiscuous);
    }

    public LiveCaptureSettings withRingBytes(long bytes) {
        return new LiveCaptureSettings(
                interfaces,
                groups,
                filter,
                snaplen,
                bytes,
                lanes,
                kind,
                cpus,
                numaNode,
                blockTimeoutMs,
                promiscuous);
    }

    public LiveCaptureSettings withLanes(int number) {
        return new LiveCaptureSettings(
                interfaces,
                groups,
                filter,
                snaplen,
                ringBytes,
                number,
                kind,
                cpus,
                numaNode,
                blockTimeoutMs,
                promiscuous);
    }

    public LiveCaptureSettings withKind(CaptureKind other) {
        return new LiveCaptureSettings(
                interfaces,
                groups,
                filter,
                snaplen,
                ringBytes,
                lanes,
                other,
                cpus,
                numaNode,
                blockTimeoutMs,
                promiscuous);
    }

    public LiveCaptureSettings withProcessors(List<Integer> some, int node) {
        return new LiveCaptureSettings(
                interfaces,
                groups,
                filter,
                snaplen,
                ringBytes,
                lanes,
                kind,
                some,
                node,
                blockTimeoutMs,
                promiscuous);
    }

    /// All interfaces: those for themselves, then those of groups. A packet's interface index
    /// points in here.
    public List<String> allInterfaces() {
        return names(interfaces, groups);
    }

    /// All interfaces in groups; one for itself is a group of one.
    List<Group> allGroups() {
        List<Group> all = new ArrayList<>();
        interfaces.forEach(name -> all.add(new Group(name, List.of(name))));
        all.addAll(groups);
        return all;
    }

    private static List<String> names(List<String> interfaces, List<Group> groups) {
        return Stream.concat(
                        interfaces.stream(), groups.stream().flatMap(g -> g.interfaces().stream()))
                .toList();
    }

    private static void check(boolean fine, String fault) {
        if (!fine) {
            throw new IllegalArgumentException(fault);
        }
    }
}
