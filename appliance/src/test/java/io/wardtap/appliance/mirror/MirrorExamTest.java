package io.wardtap.appliance.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.mirror.MirrorFinding.Verdict;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.pcap.PacketRecord;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// What is said of a mirror that shows this or that.
class MirrorExamTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_780_000_000L * SECOND;
    private static final int TO_SERVER = 0;
    private static final int TO_CLIENT = 1;

    private final MirrorExam exam =
            new MirrorExam(
                    new Site(
                            "s",
                            "t",
                            List.of(Cidr.parse("10.0.0.0/16"), Cidr.parse("10.9.0.0/16")),
                            List.of(),
                            Map.of("ward", List.of(Cidr.parse("10.0.1.0/24"))),
                            ZoneOffset.UTC));
    private long now = START;
    private int sequence;

    @Test
    void nothingArrivedAtAll() {
        assertThat(verdict("traffic")).isEqualTo(Verdict.BAD);
        assertThat(findings())
                .extracting(MirrorFinding::check)
                .containsExactly("traffic", "offloads");
    }

    @Test
    void aGoodMirror() {
        for (int host = 1; host <= 20; host++) {
            conversation(host, 20, true);
        }

        assertThat(verdict("traffic")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("mirror")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("directions")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("duplicates")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("macs")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("clock")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("losses")).isEqualTo(Verdict.GOOD);
        assertThat(verdict("networks")).isEqualTo(Verdict.BAD);
        assertThat(text("networks")).isEqualTo("Declared and not seen: 10.9.0.0/16.");
        assertThat(text("vlans")).isEqualTo("No packet has a VLAN tag.");
    }

    @Test
    void oneDirectionOnly() {
        for (int host = 1; host <= 20; host++) {
            conversation(host, 20, false);
        }

        assertThat(verdict("directions")).isEqualTo(Verdict.BAD);
        assertThat(text("directions")).startsWith("20 of 20 TCP conversations");
    }

    @Test
    void anOrdinaryPortHasBroadcastsOnly() {
        for (int i = 0; i < 300; i++) {
            frame(0xFFFF_FFFF_FFFFL, 0x0200_0000_0001L, 0, i % 250 + 1, 2, TO_SERVER, 40);
        }

        assertThat(verdict("mirror")).isEqualTo(Verdict.BAD);
    }

    @Test
    void packetsThatArriveTwice() {
        for (int i = 0; i < 200; i++) {
            sequence = i * 100;
            frame(mac(2), mac(1), 0, 1, 2, TO_SERVER, 60);
            now -= 1_000_000; // frame() passes 1 ms: the copy comes at the same time, tagged
            frame(mac(2), mac(1), 120, 1, 2, TO_SERVER, 60);
        }

        assertThat(verdict("duplicates")).isEqualTo(Verdict.BAD);
        assertThat(text("duplicates")).startsWith("50.0 %");
        assertThat(text("vlans")).startsWith("VLAN seen: 120 (50.0 %");
    }

    @Test
    void retransmissionsAreNoDuplicates() {
        for (int i = 0; i < 200; i++) {
            sequence = i * 100;
            frame(mac(2), mac(1), 0, 1, 2, TO_SERVER, 60);
            now += 200 * 1_000_000L;
            frame(mac(2), mac(1), 0, 1, 2, TO_SERVER, 60);
        }

        assertThat(verdict("duplicates")).isEqualTo(Verdict.GOOD);
    }

    @Test
    void routersMacsOnly() {
        for (int host = 1; host <= 30; host++) {
            for (int i = 0; i < 10; i++) {
                frame(mac(200), mac(201), 0, host, host + 100, TO_SERVER, 60);
                frame(mac(201), mac(200), 0, host, host + 100, TO_CLIENT, 60);
            }
        }

        assertThat(verdict("macs")).isEqualTo(Verdict.BAD);
    }

    @Test
    void timesThatAreNotTheClocks() {
        for (int i = 0; i < 10; i++) {
            now += SECOND;
            PacketRecord packet = packet(mac(2), mac(1), 0, 1, 2, TO_SERVER, 60);
            exam.onPacket(packet, now + 3600 * SECOND);
        }

        assertThat(verdict("clock")).isEqualTo(Verdict.BAD);
        assertThat(text("clock")).contains("by up to 3600 seconds");
    }

    @Test
    void aClockThatNobodyKeeps() {
        conversation(1, 10, true);

        assertThat(findings(0, List.of(), false))
                .filteredOn(finding -> finding.check().equals("clock"))
                .extracting(MirrorFinding::verdict)
                .containsExactly(Verdict.BAD);
    }

    @Test
    void lossesAndOffloads() {
        conversation(1, 10, true);

        List<MirrorFinding> findings = findings(20, List.of("ethtool -K eth1 gro off"), true);

        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.BAD)
                .extracting(MirrorFinding::check)
                .contains("losses", "offloads");
        assertThat(findings.getLast().advice()).contains("ethtool -K eth1 gro off");
    }

    private void conversation(int host, int packets, boolean bothWays) {
        for (int i = 0; i < packets; i++) {
            sequence += 100;
            frame(mac(250), mac(host), 0, host, 250, TO_SERVER, 60);
            if (bothWays) {
                frame(mac(host), mac(250), 0, host, 250, TO_CLIENT, 60);
            }
        }
    }

    private static long mac(int host) {
        return 0x0200_0000_0000L + host;
    }

    private void frame(long to, long from, int vlan, int client, int server, int way, int payload) {
        PacketRecord packet = packet(to, from, vlan, client, server, way, payload);
        exam.onPacket(packet, now + 10_000_000);
        now += 1_000_000;
    }

    /// Ethernet, perhaps a VLAN tag, IPv4, TCP between 10.0.1.CLIENT and 10.0.1.SERVER:104.
    private PacketRecord packet(
            long to, long from, int vlan, int client, int server, int way, int payload) {
        ByteBuffer bytes = ByteBuffer.allocate(18 + 40 + payload);
        bytes.putShort((short) (to >> 32)).putInt((int) to);
        bytes.putShort((short) (from >> 32)).putInt((int) from);
        if (vlan > 0) {
            bytes.putShort((short) 0x8100).putShort((short) vlan);
        }
        bytes.putShort((short) 0x0800);
        bytes.put((byte) 0x45).put((byte) 0).putShort((short) (40 + payload)).putInt(0);
        bytes.put((byte) 64).put((byte) 6).putShort((short) 0);
        int one = 0x0A00_0100 + client;
        int two = 0x0A00_0100 + server;
        bytes.putInt(way == TO_SERVER ? one : two).putInt(way == TO_SERVER ? two : one);
        short port = (short) (40_000 + client);
        bytes.putShort(way == TO_SERVER ? port : 104).putShort(way == TO_SERVER ? 104 : port);
        bytes.putInt(sequence).putInt(1).put((byte) 0x50).put((byte) 0x18).putShort((short) 1000);
        bytes.putInt(0);
        bytes.position(bytes.position() + payload);
        PacketRecord packet = new PacketRecord();
        packet.bytes = bytes.array();
        packet.capturedLength = bytes.position();
        packet.wireLength = bytes.position();
        packet.timeNs = now;
        packet.linkType = 1;
        return packet;
    }

    private List<MirrorFinding> findings() {
        return findings(0, List.of(), true);
    }

    private List<MirrorFinding> findings(long drops, List<String> offloads, Boolean synchronised) {
        return MirrorVerdict.of(
                exam,
                new MirrorVerdict.Surroundings(
                        List.of("eth1"), 60, drops, 1000, 0, List.of(), offloads, synchronised));
    }

    private Verdict verdict(String check) {
        return finding(check).verdict();
    }

    private String text(String check) {
        return finding(check).text();
    }

    private MirrorFinding finding(String check) {
        return findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
