package io.wardtap.appliance.pipeline;

import static io.wardtap.protocol.transport.TcpSegment.ACK;
import static io.wardtap.protocol.transport.TcpSegment.FIN;
import static io.wardtap.protocol.transport.TcpSegment.RST;
import static io.wardtap.protocol.transport.TcpSegment.SYN;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Captures that try to show a monitor another stream than the receiver gets, each with the bytes
/// that the policy yields: first bytes win, nothing behind a FIN, resets and openings only where a
/// receiver would look at them.
class EvasionTest {
    private static final long T0 = 1_700_000_000L * LaneClock.SECOND;
    private static final String CLIENT = "10.1.0.1";
    private static final String SERVER = "10.1.0.2";
    private static final int PORT = 4000;
    private static final int ISN = 0xFFFF_FFF0; // wraps within the first bytes
    private static final int SERVER_ISN = 500;

    private final PacketListSource source = new PacketListSource();
    private final List<String> flows = new ArrayList<>();
    private LaneCounters counters;
    private LaneSettings settings = LaneSettings.defaults();
    private int overlaps;
    private long now = T0;

    private void run() throws InterruptedException {
        Pipeline pipeline = Pipelines.of(source, settings.withStreamDigests(true), 1, this::onUnit);
        pipeline.run(() -> false);
        counters = pipeline.counters();
    }

    private void onUnit(UnitEvent event) {
        if (event.kind == UnitKind.FLOW_END) {
            FlowUnit unit = new FlowUnit(event.bytes, event.start);
            int client = unit.clientDigestAt();
            int server = unit.serverDigestAt();
            byte[] bytes = unit.segment();
            flows.add(
                    HexFormat.of().formatHex(Arrays.copyOfRange(bytes, client, client + 32))
                            + HexFormat.of()
                                    .formatHex(Arrays.copyOfRange(bytes, server, server + 32)));
        } else if (event.kind == UnitKind.OVERLAP) {
            overlaps++;
        }
    }

    /// The streams of one flow, as digests.
    private static String streams(String client, String server) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                            .formatHex(sha.digest(client.getBytes(StandardCharsets.ISO_8859_1)))
                    + HexFormat.of()
                            .formatHex(sha.digest(server.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private PacketBuilder packet(boolean client, int sequence, int flags, String text) {
        return PacketBuilder.ethernet()
                .ipv4(client ? CLIENT : SERVER, client ? SERVER : CLIENT)
                .tcp(client ? PORT : 104, client ? 104 : PORT)
                .sequence(sequence)
                .flags(flags)
                .payload(text);
    }

    private void add(PacketBuilder packet) {
        source.add(now, packet);
        now += 1000;
    }

    private void handshake() {
        handshake(ISN, SERVER_ISN);
    }

    private void handshake(int client, int server) {
        add(packet(true, client, SYN, ""));
        add(packet(false, server, SYN | ACK, "").acknowledgment(client + 1));
        add(packet(true, client + 1, ACK, "").acknowledgment(server + 1));
    }

    /// Client's data, `offset` bytes into its stream.
    private void data(int offset, String text) {
        add(packet(true, ISN + 1 + offset, ACK, text).acknowledgment(SERVER_ISN + 1));
    }

    private void acknowledge(int bytes) {
        add(packet(false, SERVER_ISN + 1, ACK, "").acknowledgment(ISN + 1 + bytes));
    }

    private void assertStream(String client) throws InterruptedException {
        run();
        assertThat(flows).containsExactly(streams(client, ""));
    }

    @Test
    void keepsTheOldBytesOfARepetitionThatDiffers() throws InterruptedException {
        handshake();
        data(0, "GOOD");
        data(0, "EVIL");
        data(4, "-end");

        assertStream("GOOD-end");
        assertThat(overlaps).isEqualTo(1);
        assertThat(counters.get(LaneCounters.TCP_OVERLAP_CONFLICTS)).isEqualTo(1);
    }

    @Test
    void keepsTheBytesThatWaitedFirst() throws InterruptedException {
        handshake();
        data(4, "GOOD");
        data(2, "cdEVIL");
        data(0, "abXXEV");
        data(8, "!");

        assertStream("abcdGOOD!");
        assertThat(counters.get(LaneCounters.TCP_OVERLAP_CONFLICTS)).isEqualTo(3);
        assertThat(overlaps).isEqualTo(1);
    }

    @Test
    void takesTheNewPartOfASegmentThatOverlaps() throws InterruptedException {
        handshake();
        data(0, "abcdef");
        data(3, "defghi");

        assertStream("abcdefghi");
        assertThat(counters.get(LaneCounters.TCP_OVERLAP_CONFLICTS)).isZero();
    }

    @Test
    void readsSegmentsOfOneByteInReverse() throws InterruptedException {
        String text = "0123456789".repeat(10);
        handshake();
        for (int i = text.length() - 1; i >= 0; i--) {
            data(i, text.substring(i, i + 1));
        }

        assertStream(text);
    }

    @Test
    void takesNoKeepAliveForAConflict() throws InterruptedException {
        handshake();
        data(0, "abc");
        data(2, "\0");
        data(3, "def");

        assertStream("abcdef");
        assertThat(overlaps).isZero();
    }

    /// A decoy whose time to live ends before the receiver looks the same as any other: who wrote
    /// first wins, and the conflict is told.
    @Test
    void tellsADecoyThatDoesNotReachTheReceiver() throws InterruptedException {
        handshake();
        data(0, "DECOY");
        data(0, "RIGHT");

        assertStream("DECOY");
        assertThat(overlaps).isEqualTo(1);
    }

    @Test
    void ignoresAResetOutsideTheWindow() throws InterruptedException {
        handshake();
        data(0, "abc");
        acknowledge(3);
        add(packet(true, ISN + 1 - 50_000, RST, ""));
        add(packet(true, ISN + 1 + (40 << 20), RST, ""));
        now += 20 * LaneClock.SECOND;
        data(3, "def");

        assertStream("abcdef");
    }

    @Test
    void goesOnWhenTheSenderDoesAfterAResetInItsName() throws InterruptedException {
        handshake();
        data(0, "abc");
        add(packet(true, ISN + 4, RST, ""));
        data(3, "def");
        now += 20 * LaneClock.SECOND;
        data(6, "ghi");

        assertStream("abcdefghi");
    }

    @Test
    void ignoresAResetThatAnswersNoOpening() throws InterruptedException {
        add(packet(true, ISN, SYN, ""));
        add(packet(false, 0, RST | ACK, "").acknowledgment(ISN + 77));
        now += 10 * LaneClock.SECOND;
        add(packet(false, SERVER_ISN, SYN | ACK, "").acknowledgment(ISN + 1));
        data(0, "abc");

        assertStream("abc");
    }

    @Test
    void takesDataInTheOpening() throws InterruptedException {
        add(packet(true, ISN, SYN, "fast"));
        add(packet(false, SERVER_ISN, SYN | ACK, "").acknowledgment(ISN + 5));
        data(4, "-open");

        assertStream("fast-open");
    }

    @Test
    void tellsDataInTheOpeningThatIsSentAgainOtherwise() throws InterruptedException {
        add(packet(true, ISN, SYN, "fake"));
        add(packet(false, SERVER_ISN, SYN | ACK, "").acknowledgment(ISN + 1));
        data(0, "real");

        assertStream("fake");
        assertThat(overlaps).isEqualTo(1);
    }

    @Test
    void handsNothingOnBehindAFin() throws InterruptedException {
        handshake();
        data(0, "abc");
        add(packet(true, ISN + 4, FIN | ACK, ""));
        data(3, "EVIL");
        data(5, "EVIL");

        assertStream("abc");
    }

    @Test
    void dropsWhatWaitsBehindAFin() throws InterruptedException {
        handshake();
        data(3, "defEVIL");
        add(packet(true, ISN + 1 + 6, FIN | ACK, ""));
        data(20, "EVIL");
        data(0, "abc");

        assertStream("abcdef");
        assertThat(counters.get(LaneCounters.TCP_GAP_BYTES)).isZero();
    }

    @Test
    void ignoresAFinOutsideTheWindow() throws InterruptedException {
        handshake();
        data(0, "abcdef");
        add(packet(true, ISN + 1 + 2, FIN | ACK, ""));
        data(6, "ghi");
        add(packet(true, ISN + 1 + (100 << 20), FIN | ACK, ""));
        data(9, "jkl");

        assertStream("abcdefghijkl");
    }

    @Test
    void takesTheFinBeforeTheData() throws InterruptedException {
        handshake();
        add(packet(true, ISN + 1 + 6, FIN | ACK, ""));
        data(3, "def");
        data(0, "abc");

        assertStream("abcdef");
    }

    @Test
    void takesDataAndFinOfOneSegment() throws InterruptedException {
        handshake();
        add(packet(true, ISN + 1, FIN | ACK, "all"));

        assertStream("all");
    }

    /// The urgent byte stays in the stream, where most receivers leave it, too (RFC 6093 4).
    @Test
    void keepsUrgentBytesInTheStream() throws InterruptedException {
        handshake();
        add(packet(true, ISN + 1, ACK | TcpSegment.URG, "abc"));
        data(3, "def");

        assertStream("abcdef");
    }

    @Test
    void staysOnAnOpenFlowWhenAnOpeningIsForged() throws InterruptedException {
        handshake();
        data(0, "abc");
        acknowledge(3);
        add(packet(true, 77_000_000, SYN, "EVIL"));
        acknowledge(3); // the challenge
        data(3, "def");

        assertStream("abcdef");
    }

    @Test
    void beginsANewFlowWhenTheOtherEndConfirmsTheOpening() throws InterruptedException {
        handshake();
        data(0, "old");
        acknowledge(3);
        int isn = 77_000_000;
        handshake(isn, 99_000);
        add(packet(true, isn + 4, ACK, "two").acknowledgment(99_001));
        add(packet(true, isn + 1, ACK, "new").acknowledgment(99_001));

        run();
        assertThat(flows).containsExactly(streams("old", ""), streams("newtwo", ""));
    }

    @Test
    void beginsANewFlowWhenOnlyOneSideIsSeen() throws InterruptedException {
        add(packet(true, ISN, SYN, ""));
        data(0, "old");
        add(packet(true, 77_000_000, SYN, ""));
        add(packet(true, 77_000_001, ACK, "new"));

        run();
        assertThat(flows).containsExactly(streams("old", ""), streams("new", ""));
    }

    @Test
    void takesARepeatedOpeningForTheSameFlow() throws InterruptedException {
        handshake();
        data(0, "abc");
        add(packet(true, ISN, SYN, ""));
        data(3, "def");

        assertStream("abcdef");
    }

    @Test
    void takesAnOpeningThatComesLate() throws InterruptedException {
        add(packet(false, SERVER_ISN, SYN | ACK, "").acknowledgment(ISN + 1));
        add(packet(true, ISN, SYN, ""));
        data(0, "abc");

        assertStream("abc");
    }

    @Test
    void followsASimultaneousOpening() throws InterruptedException {
        add(packet(true, ISN, SYN, ""));
        add(packet(false, SERVER_ISN, SYN, ""));
        add(packet(true, ISN, SYN | ACK, "").acknowledgment(SERVER_ISN + 1));
        add(packet(false, SERVER_ISN, SYN | ACK, "").acknowledgment(ISN + 1));
        data(0, "abc");
        add(packet(false, SERVER_ISN + 1, ACK, "xyz").acknowledgment(ISN + 4));

        run();
        assertThat(flows).containsExactly(streams("abc", "xyz"));
    }

    @Test
    void followsEachSideInMidstream() throws InterruptedException {
        data(0, "abc");
        add(packet(false, SERVER_ISN + 1, ACK, "xyz").acknowledgment(ISN + 4));
        data(3, "def");

        run();
        assertThat(flows).containsExactly(streams("abcdef", "xyz"));
        assertThat(counters.get(LaneCounters.TCP_MIDSTREAM)).isEqualTo(1);
    }

    @Test
    void readsOffloadedSegmentsOf64KiB() throws InterruptedException {
        String text = "0123456789abcdef".repeat(4090);
        handshake();
        data(0, text);
        data(text.length(), text);

        assertStream(text + text);
    }

    private void addDamaged(PacketBuilder packet) {
        byte[] bytes = packet.build();
        bytes[bytes.length - 1] ^= 1;
        source.add(now, packet.linkType(), bytes);
        now += 1000;
    }

    /// By default a wrong checksum is nothing: network cards fill it in behind the capture.
    @Test
    void takesWrongChecksums() throws InterruptedException {
        handshake();
        addDamaged(packet(true, ISN + 1, ACK, "abd"));
        data(3, "def");

        assertStream("abedef");
    }

    @Test
    void leavesDecoysWithWrongChecksumsOutWhenAsked() throws InterruptedException {
        LaneSettings usual = settings;
        settings =
                new LaneSettings(
                        usual.flowCapacity(),
                        usual.assemblerBytes(),
                        usual.slabBytes(),
                        usual.ringSize(),
                        usual.timeouts(),
                        VlanKey.OFF,
                        false,
                        0,
                        true);
        handshake();
        addDamaged(packet(true, ISN + 1, ACK, "EVIL"));
        data(0, "GOOD");
        data(4, "odd");

        assertStream("GOODodd");
        assertThat(counters.decodeEvents(DecodeEvent.CHECKSUM_WRONG)).isEqualTo(1);
        assertThat(overlaps).isZero();
    }
}
