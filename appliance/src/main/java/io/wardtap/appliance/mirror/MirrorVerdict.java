package io.wardtap.appliance.mirror;

import io.wardtap.appliance.observe.Cidr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Puts an exam into sentences for whoever owns the mirror port.
public final class MirrorVerdict {
    private static final int FEW_PACKETS = 100;
    private static final int FEW_CONVERSATIONS = 5;
    private static final int LISTED = 8;

    /// What is known beside the packets.
    ///
    /// @param kernelDrops packets lost because this machine did not keep up
    /// @param gapBytes bytes of streams that were never seen
    /// @param protocols medical protocols that were recognised, as `dicom (3 flows)`
    /// @param offloads commands that turn off what falsifies a capture
    /// @param clockSynchronised null when the system does not tell
    public record Surroundings(
            List<String> interfaces,
            long seconds,
            long kernelDrops,
            long streamBytes,
            long gapBytes,
            List<String> protocols,
            List<String> offloads,
            Boolean clockSynchronised) {}

    private final MirrorExam exam;
    private final Surroundings around;
    private final List<MirrorFinding> findings = new ArrayList<>();

    private MirrorVerdict(MirrorExam exam, Surroundings around) {
        this.exam = exam;
        this.around = around;
    }

    /// In the order in which one would look.
    public static List<MirrorFinding> of(MirrorExam exam, Surroundings around) {
        MirrorVerdict verdict = new MirrorVerdict(exam, around);
        verdict.traffic();
        if (exam.packets > 0) {
            verdict.mirror();
            verdict.directions();
            verdict.vlans();
            verdict.networks();
            verdict.duplicates();
            verdict.macs();
            verdict.clock();
            verdict.losses();
            verdict.holes();
            verdict.truncation();
            verdict.protocols();
        }
        verdict.offloads();
        return List.copyOf(verdict.findings);
    }

    private void traffic() {
        String names = String.join(", ", around.interfaces);
        if (exam.packets == 0) {
            findings.add(
                    MirrorFinding.bad(
                            "traffic",
                            "Nothing arrived on " + names + " in " + around.seconds + " seconds.",
                            "Check the cable, that the interface is up, and that the switch mirrors"
                                    + " to this port."));
            return;
        }
        findings.add(
                MirrorFinding.good(
                        "traffic",
                        exam.packets
                                + " packets ("
                                + exam.bytes
                                + " bytes) arrived on "
                                + names
                                + " in "
                                + around.seconds
                                + " seconds."));
    }

    private void mirror() {
        if (exam.packets < FEW_PACKETS) {
            findings.add(
                    MirrorFinding.unknown(
                            "mirror", "Too few packets arrived to tell whether this is a mirror."));
        } else if (exam.unicastPackets < exam.packets / 20) {
            findings.add(
                    MirrorFinding.bad(
                            "mirror",
                            "Nearly all packets ("
                                    + percent(exam.groupPackets, exam.packets)
                                    + ") are broadcasts and multicasts: this is an ordinary port"
                                    + " and not a mirror.",
                            "Have the switch mirror the wanted ports or VLANs to this one."));
        } else {
            findings.add(
                    MirrorFinding.good(
                            "mirror",
                            "Traffic between other hosts arrives ("
                                    + percent(exam.unicastPackets, exam.packets)
                                    + " of the packets are unicast)."));
        }
    }

    private void directions() {
        int[] conversations = exam.conversations(4);
        int all = conversations[0];
        int oneWay = conversations[1];
        if (all < FEW_CONVERSATIONS) {
            findings.add(
                    MirrorFinding.unknown(
                            "directions",
                            "Too few TCP conversations ("
                                    + all
                                    + ") to tell whether both directions are mirrored."));
        } else if (oneWay * 5 > all) {
            findings.add(
                    MirrorFinding.bad(
                            "directions",
                            oneWay
                                    + " of "
                                    + all
                                    + " TCP conversations were seen in one direction only.",
                            "Mirror both directions (rx and tx) of each port; with a TAP, listen on"
                                    + " both of its interfaces and put them into one group"
                                    + " (capture.groups)."));
        } else {
            findings.add(
                    MirrorFinding.good(
                            "directions",
                            "Both directions are seen in "
                                    + (all - oneWay)
                                    + " of "
                                    + all
                                    + " TCP conversations."));
        }
    }

    private void vlans() {
        int count = exam.vlans.cardinality();
        findings.add(
                MirrorFinding.good(
                        "vlans",
                        count == 0
                                ? "No packet has a VLAN tag."
                                : (count == 1 ? "VLAN seen: " : "VLANs seen: ")
                                        + exam.vlans.stream()
                                                .limit(LISTED)
                                                .mapToObj(Integer::toString)
                                                .collect(Collectors.joining(", "))
                                        + (count > LISTED
                                                ? " and " + (count - LISTED) + " more"
                                                : "")
                                        + " ("
                                        + percent(exam.tagged, exam.packets)
                                        + " of the packets are tagged)."));
    }

    private void networks() {
        List<Cidr> unseen = exam.unseen();
        if (exam.declaredNetworks() == 0) {
            findings.add(
                    MirrorFinding.unknown(
                            "networks",
                            "No networks are declared (site.networks), so that missing ones cannot"
                                    + " be told."));
        } else if (unseen.isEmpty()) {
            findings.add(MirrorFinding.good("networks", "All declared networks were seen."));
        } else {
            findings.add(
                    MirrorFinding.bad(
                            "networks",
                            "Declared and not seen: "
                                    + unseen.stream()
                                            .limit(LISTED)
                                            .map(Cidr::toString)
                                            .collect(Collectors.joining(", "))
                                    + (unseen.size() > LISTED
                                            ? " and " + (unseen.size() - LISTED) + " more"
                                            : "")
                                    + ".",
                            "Mirror their VLANs or ports as well, or listen for longer: they may be"
                                    + " quiet."));
        }
    }

    private void duplicates() {
        if (exam.payloadPackets < FEW_PACKETS) {
            findings.add(
                    MirrorFinding.unknown("duplicates", "Too few packets to tell duplicates."));
        } else if (exam.duplicates * 50 > exam.payloadPackets) {
            findings.add(
                    MirrorFinding.bad(
                            "duplicates",
                            percent(exam.duplicates, exam.payloadPackets)
                                    + " of the packets with data arrived twice.",
                            "The same traffic is mirrored at two places, such as a VLAN and a port"
                                    + " in it, or both directions of both ends: mirror one of"
                                    + " them."));
        } else {
            findings.add(
                    MirrorFinding.good(
                            "duplicates",
                            exam.duplicates == 0
                                    ? "No packet arrived twice."
                                    : "Few packets arrived twice ("
                                            + percent(exam.duplicates, exam.payloadPackets)
                                            + ")."));
        }
    }

    private void macs() {
        int[] macs = exam.macs();
        if (macs[0] < FEW_CONVERSATIONS) {
            findings.add(
                    MirrorFinding.unknown(
                            "macs", "Too few hosts of the site to tell what their MACs are."));
        } else if (macs[1] * 5 > macs[0] * 4) {
            findings.add(
                    MirrorFinding.bad(
                            "macs",
                            macs[1]
                                    + " of "
                                    + macs[0]
                                    + " hosts of the site show a MAC that others show as well: it"
                                    + " is a router's.",
                            "Devices are told apart by their MACs: mirror the access switches, or"
                                    + " VLANs, in front of the router as well. Otherwise they are"
                                    + " known by their addresses only."));
        } else {
            findings.add(
                    MirrorFinding.good(
                            "macs",
                            macs[0]
                                    - macs[1]
                                    + " of "
                                    + macs[0]
                                    + " hosts of the site show a MAC of their own."));
        }
    }

    private void clock() {
        String unsynchronised =
                Boolean.FALSE.equals(around.clockSynchronised)
                        ? "This machine's clock is not synchronised."
                        : "";
        if (exam.farFromClock > 0 || exam.backwards > 0) {
            findings.add(
                    MirrorFinding.bad(
                            "clock",
                            "Packets' times are not right: "
                                    + exam.farFromClock
                                    + " were more than two seconds off this machine's clock (by up"
                                    + " to "
                                    + exam.worstClockNs / 1_000_000_000L
                                    + " seconds), "
                                    + exam.backwards
                                    + " ran backwards.",
                            "Synchronise this machine's clock (chrony, ntpd), and the network"
                                    + " card's, if it stamps packets."));
        } else if (!unsynchronised.isEmpty()) {
            findings.add(
                    MirrorFinding.bad(
                            "clock",
                            unsynchronised,
                            "Run chrony or another NTP client: alerts are compared with other"
                                    + " systems' by their time."));
        } else {
            findings.add(MirrorFinding.good("clock", "Packets' times agree with the clock."));
        }
    }

    private void losses() {
        long offered = exam.packets + around.kernelDrops;
        if (around.kernelDrops > 0) {
            findings.add(
                    MirrorFinding.bad(
                            "losses",
                            around.kernelDrops
                                    + " packets ("
                                    + percent(around.kernelDrops, offered)
                                    + ") were lost because this machine did not keep up.",
                            "Give it a larger ring (capture.buffer), a filter (capture.filter) or"
                                    + " more processors."));
        } else {
            findings.add(MirrorFinding.good("losses", "This machine lost no packet."));
        }
    }

    private void holes() {
        long all = around.streamBytes + around.gapBytes;
        if (around.gapBytes * 100 > all) {
            findings.add(
                    MirrorFinding.bad(
                            "holes",
                            percent(around.gapBytes, all)
                                    + " of the bytes in TCP streams were never seen"
                                    + (around.kernelDrops == 0
                                            ? ", though this machine lost nothing: the mirror does"
                                                    + " not deliver them."
                                            : "."),
                            "More is mirrored than the port can carry: mirror less, or to a faster"
                                    + " port."));
        } else {
            findings.add(
                    MirrorFinding.good(
                            "holes",
                            "TCP streams are whole ("
                                    + percent(around.gapBytes, all)
                                    + " of their bytes are missing)."));
        }
    }

    private void truncation() {
        if (exam.truncated > 0) {
            findings.add(
                    MirrorFinding.bad(
                            "truncation",
                            percent(exam.truncated, exam.packets)
                                    + " of the packets arrived cut short.",
                            "Have the switch mirror whole packets, and set capture.snaplen high"
                                    + " enough."));
        }
    }

    private void protocols() {
        findings.add(
                around.protocols.isEmpty()
                        ? MirrorFinding.unknown(
                                "protocols", "No DICOM and no HL7 was seen in this time.")
                        : MirrorFinding.good(
                                "protocols", "Seen: " + String.join(", ", around.protocols) + "."));
    }

    private void offloads() {
        findings.add(
                around.offloads.isEmpty()
                        ? MirrorFinding.good(
                                "offloads", "No offload of the interface falsifies the capture.")
                        : MirrorFinding.bad(
                                "offloads",
                                "Offloads are on that change packets before they are captured"
                                        + (exam.largest > 1600
                                                ? " (the largest had " + exam.largest + " bytes)."
                                                : "."),
                                "Turn them off: " + String.join("; ", around.offloads)));
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f %%", whole == 0 ? 0 : 100.0 * part / whole);
    }
}
