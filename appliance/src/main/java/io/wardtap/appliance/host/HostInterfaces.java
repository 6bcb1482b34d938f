package io.wardtap.appliance.host;

import io.wardtap.appliance.host.HostInterface.Offload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The network interfaces of this machine, from sysfs and the driver. Needs no rights and no
/// program. Any thread.
public final class HostInterfaces {
    private static final Path NAMES = Path.of("/proc/self/net/dev");
    private static final Path SYSFS = Path.of("/sys/class/net");
    private static final int TYPE_ETHERNET = 1;
    private static final int TYPE_LOOPBACK = 772;
    private static final int IFF_UP = 0x1;
    private static final int IFF_PROMISC = 0x100;

    private HostInterfaces() {}

    /// All of them, in the kernel's order.
    ///
    /// @throws IOException when this is no Linux that tells
    public static List<HostInterface> list() throws IOException {
        List<HostInterface> found = new ArrayList<>();
        for (String line : Files.readAllLines(NAMES, StandardCharsets.ISO_8859_1)) {
            int colon = line.indexOf(':'); // two lines of headings have none
            if (colon > 0) {
                found.add(read(line.substring(0, colon).strip()));
            }
        }
        return found;
    }

    /// One by name, or null when there is none.
    public static HostInterface find(String name) throws IOException {
        for (HostInterface candidate : list()) {
            if (candidate.name().equals(name)) {
                return candidate;
            }
        }
        return null;
    }

    private static HostInterface read(String name) {
        Path folder = SYSFS.resolve(name);
        int flags = number(text(folder, "flags"), 0);
        int type = number(text(folder, "type"), 0);
        EthtoolQuery ethtool = EthtoolQuery.of(name);
        return new HostInterface(
                name,
                switch (type) {
                    case TYPE_ETHERNET -> "ethernet";
                    case TYPE_LOOPBACK -> "loopback";
                    default -> "other";
                },
                (flags & IFF_UP) != 0,
                text(folder, "carrier").equals("1"),
                Math.max(-1, number(text(folder, "speed"), -1)),
                number(text(folder, "mtu"), 0),
                driver(folder, ethtool.driver()),
                (flags & IFF_PROMISC) != 0,
                offloads(name, ethtool));
    }

    private static List<Offload> offloads(String name, EthtoolQuery ethtool) {
        List<Offload> offloads = new ArrayList<>();
        add(
                offloads,
                "generic-receive-offload",
                ethtool.genericReceive(),
                "packets are joined: sizes and counts are not the wire's",
                "ethtool -K " + name + " gro off");
        add(
                offloads,
                "large-receive-offload",
                ethtool.largeReceive(),
                "packets are joined: sizes and counts are not the wire's",
                "ethtool -K " + name + " lro off");
        add(
                offloads,
                "rx-vlan-offload",
                ethtool.vlanStripping(),
                "VLAN tags are taken out of packets; tools that do not put them back lose them",
                "ethtool -K " + name + " rxvlan off");
        return offloads;
    }

    private static void add(
            List<Offload> to, String name, Boolean isOn, String harm, String turnOff) {
        if (isOn != null) {
            to.add(new Offload(name, isOn, harm, turnOff));
        }
    }

    private static String driver(Path folder, String told) {
        if (!told.isEmpty()) {
            return told;
        }
        try {
            return String.valueOf(
                    Files.readSymbolicLink(folder.resolve("device/driver")).getFileName());
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /// Empty where there is nothing to read: an interface that is down does not tell its speed.
    private static String text(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static int number(String text, int otherwise) {
        try {
            return Integer.decode(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
