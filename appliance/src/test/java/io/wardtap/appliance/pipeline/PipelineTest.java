package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The whole pipeline over packets built here: what units come out for what flows do.
class PipelineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long T0 = 1_700_000_000L * SECOND;
    private static final String CLIENT = "10.1.0.1";
    private static final String SERVER = "10.1.0.2";

    private final PacketListSource source = new PacketListSource();
    private LaneSettings settings = LaneSettings.defaults();
    private LaneCounters counters;

    private List<String> units() throws InterruptedException {
        return units(1);
    }

    /// One line a unit, without ticks.
    private List<String> units(int workers) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        Pipeline pipeline =
                Pipelines.of(source, settings, workers, event -> describe(event, lines));
        pipeline.run(() -> false);
        counters = pipeline.counters();
        return lines;
    }

    private static void describe(UnitEvent event, List<String> lines) {
        switch (event.kind) {
            case FLOW_BEGIN, FLOW_IDENTIFIED, FLOW_PROGRESS, FLOW_END -> {
                FlowUnit unit = new FlowUnit(event.bytes, event.start);
                lines.add(
                        "%d %s #%d %d->%d state %d packets %d/%d payload %d/%d gap %d/%d%s%s%s%s"
                                .formatted(
                                        event.packetNumber,
                                        event.kind,
                                        event.flow,
                                        unit.clientPort(),
                                        unit.serverPort(),
                                        unit.state(),
                                        unit.clientPackets(),
                                        unit.serverPackets(),
                                        unit.clientPayloadBytes(),
                                        unit.serverPayloadBytes(),
                                        unit.clientGapBytes(),
                                        unit.serverGapBytes(),
                                        unit.has(FlowUnit.MIDSTREAM) ? " midstream" : "",
                                        unit.has(FlowUnit.SWAPPED) ? " swapped" : "",
                                        unit.has(FlowUnit.REFUSED) ? " refused" : "",
                                        unit.has(FlowUnit.ESTABLISHED) ? " established" : ""));
            }
            case FLOW_UNANSWERED -> {
                UnansweredUnit unit = new UnansweredUnit(event.bytes, event.start);
                lines.add(
                        "%d FLOW_UNANSWERED port %d openings %d destinations %d"
                                .formatted(
                                        event.packetNumber,
                                        unit.port(),
                                        unit.openings(),
                                        unit.destinations()));
            }
            case FLOW_GAP ->
                    lines.add(
                            "%d FLOW_GAP #%d %d"
                                    .formatted(event.packetNumber, event.flow, event.detail));
            case ADDRESS -> {
                AddressUnit unit = new AddressUnit(event.bytes, event.start);
                lines.add("%d ADDRESS %x".formatted(event.packetNumber, unit.mac()));
            }
            case MESSAGE ->
                    lines.add(
                            "%d MESSAGE #%d %d"
                                    .formatted(event.packetNumber, event.flow, event.length));
            case OVERLAP -> lines.add("overlap");
            case SIGNS ->
                    lines.add(
                            "%d SIGNS #%d %d %s"
                                    .formatted(
                                            event.packetNumber,
                                            event.flow,
                                            event.detail,
                                            event.from));
            case TICK -> {}
            case CAPTURE_END -> lines.add("end");
        }
    }

    private static PacketBuilder tcp(
            boolean client, int port, int sequence, int flags, String text) {
        return PacketBuilder.ethernet()
                .ipv4(client ? CLIENT : SERVER, client ? SERVER : CLIENT)
                .tcp(client ? port : 104, client ? 104 : port)
                .sequence(sequence)
                .flags(flags)
                .payload(text);
    }

    private void handshake(long at, int port) {
        source.add(at, tcp(true, port, 100, TcpSegment.SYN, ""));
        source.add(at + 1, tcp(false, port, 500, TcpSegment.SYN | TcpSegment.ACK, ""));
        source.add(at + 2, tcp(true, port, 101, TcpSegment.ACK, ""));
    }

    @Test
    void tellsAFlowFromOpeningToClose() throws InterruptedException {
        handshake(T0, 4000);
        source.add(T0 + 3, tcp(true, 4000, 101, TcpSegment.ACK, "hello there"));
        source.add(T0 + 4, tcp(false, 4000, 501, TcpSegment.ACK, "yes"));
        source.add(T0 + 5, tcp(true, 4000, 112, TcpSegment.ACK | TcpSegment.FIN, ""));
        source.add(T0 + 6, tcp(false, 4000, 504, TcpSegment.ACK | TcpSegment.FIN, ""));

        assertThat(units())
                .containsExactly(
                        "2 FLOW_BEGIN #1 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0"
                                + " established",
                        "7 FLOW_END #1 4000->104 state 1 packets 4/3 payload 11/3 gap 0/0"
                                + " established",
                        "end");
    }

    @Test
    void joinsBothDirectionsOfATunnelAndPartsRealms() throws InterruptedException {
        for (int realm = 1; realm <= 2; realm++) {
            // farther apart than a mirror's copies of one packet are
            long at = T0 + 2 * LaneSettings.DUPLICATE_WINDOW_NS * realm;
            int first = 100 * realm;
            source.add(at, mobile(true, realm, tcp(true, 4000, first, TcpSegment.SYN, "")));
            source.add(at + 1, mobile(false, realm, tcp(false, 4000, 500, 0x12, "")));
            source.add(at + 2, mobile(true, realm, tcp(true, 4000, first + 1, 0x10, "hello")));
        }

        assertThat(units())
                .containsExactly(
                        "2 FLOW_BEGIN #1 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0"
                                + " established",
                        "5 FLOW_BEGIN #2 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0"
                                + " established",
                        "6 FLOW_END #1 4000->104 state 5 packets 2/1 payload 5/0 gap 0/0"
                                + " established",
                        "6 FLOW_END #2 4000->104 state 5 packets 2/1 payload 5/0 gap 0/0"
                                + " established",
                        "end");
    }

    /// In GTP-U between a base station and its gateway, with an endpoint id of each direction.
    private static PacketBuilder mobile(boolean up, int station, PacketBuilder frame) {
        byte[] built = frame.build();
        byte[] packet = Arrays.copyOfRange(built, 14, built.length);
        byte[] datagram =
                ByteBuffer.allocate(8 + packet.length)
                        .putShort((short) 0x30FF)
                        .putShort((short) packet.length)
                        .putInt(up ? 7 : 1234)
                        .put(packet)
                        .array();
        String base = "192.0.2." + station;
        String gateway = "198.51.100.1";
        return PacketBuilder.ethernet()
                .ipv4(up ? base : gateway, up ? gateway : base)
                .udp(2152, 2152)
                .payload(datagram);
    }

    @Test
    void endsAClosedFlowAFewSecondsLater() throws InterruptedException {
        handshake(T0, 4000);
        source.add(T0 + 5, tcp(true, 4000, 101, TcpSegment.ACK | TcpSegment.FIN, ""));
        source.add(T0 + 6, tcp(false, 4000, 501, TcpSegment.ACK | TcpSegment.FIN, ""));
        handshake(T0 + 10 * SECOND, 4001);

        assertThat(units().get(1)).startsWith("6 FLOW_END #1 4000->104 state 1");
    }

    @Test
    void opensANewFlowWhenPortsAreUsedAgain() throws InterruptedException {
        handshake(T0, 4000);
        source.add(T0 + 5, tcp(true, 4000, 101, TcpSegment.RST, ""));
        handshake(T0 + SECOND, 4000);

        assertThat(units())
                .anyMatch(line -> line.contains("FLOW_END #1") && line.contains("state 2"))
                .anyMatch(line -> line.contains("FLOW_BEGIN #2"));
    }

    @Test
    void foldsUnansweredOpeningsByPortAndMinute() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            source.add(T0 + i, tcp(true, 5000 + i, 1, TcpSegment.SYN, ""));
        }
        source.add(
                T0 + 10,
                PacketBuilder.ethernet()
                        .ipv4(CLIENT, "10.1.0.3")
                        .tcp(6000, 104)
                        .flags(TcpSegment.SYN));

        assertThat(units())
                .containsExactly("6 FLOW_UNANSWERED port 104 openings 6 destinations 2", "end");
        assertThat(counters.get(LaneCounters.UNANSWERED_OPENINGS)).isEqualTo(6);
    }

    @Test
    void tellsARefusedOpening() throws InterruptedException {
        source.add(T0, tcp(true, 4000, 100, TcpSegment.SYN, ""));
        source.add(
                T0 + 1,
                tcp(false, 4000, 0, TcpSegment.RST | TcpSegment.ACK, "").acknowledgment(101));

        assertThat(units())
                .containsExactly(
                        "2 FLOW_BEGIN #1 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0 refused",
                        "2 FLOW_END #1 4000->104 state 2 packets 1/1 payload 0/0 gap 0/0 refused",
                        "end");
    }

    @Test
    void knowsTheServerOfAMidstreamFlowByItsPort() throws InterruptedException {
        source.add(T0, tcp(false, 4000, 500, TcpSegment.ACK, "server speaks first"));

        assertThat(units().getFirst())
                .startsWith("1 FLOW_BEGIN #1 4000->104")
                .contains("midstream", "swapped");
    }

    @Test
    void takesASynAckSeenFirstAsTheServers() throws InterruptedException {
        source.add(T0, tcp(false, 4000, 500, TcpSegment.SYN | TcpSegment.ACK, ""));
        source.add(T0 + 1, tcp(true, 4000, 101, TcpSegment.ACK, "x"));

        assertThat(units().getFirst()).startsWith("1 FLOW_BEGIN #1 4000->104").contains("swapped");
    }

    @Test
    void tellsLostBytes() throws InterruptedException {
        handshake(T0, 4000);
        source.add(T0 + 3, tcp(true, 4000, 101, TcpSegment.ACK, "aaa"));
        source.add(T0 + 4, tcp(true, 4000, 111, TcpSegment.ACK, "bbb"));
        source.add(T0 + 5, tcp(true, 4000, 114, TcpSegment.ACK | TcpSegment.FIN, ""));

        assertThat(units())
                .contains("6 FLOW_GAP #1 7")
                .anyMatch(
                        line -> line.contains("FLOW_END") && line.contains("payload 6/0 gap 7/0"));
        assertThat(counters.get(LaneCounters.TCP_GAP_BYTES)).isEqualTo(7);
    }

    @Test
    void givesUpTheOldestFlowWhenTheTableIsFull() throws InterruptedException {
        settings =
                new LaneSettings(
                        8,
                        64L << 20,
                        1L << 20,
                        64,
                        FlowTimeouts.defaults(),
                        VlanKey.OFF,
                        false,
                        0,
                        false);
        for (int i = 0; i < 20; i++) {
            handshake(T0 + i * 10L, 4000 + i);
        }

        assertThat(units()).filteredOn(line -> line.contains("state 4")).hasSize(12);
        assertThat(counters.get(LaneCounters.FLOW_EVICTIONS)).isEqualTo(12);
    }

    @Test
    @Timeout(30)
    void endsWhenTheThreadBehindTheRingHasDied() {
        for (int i = 0; i < 20_000; i++) { // more than the ring holds
            source.add(T0 + i * 10L, tcp(true, i % 50_000, 1, TcpSegment.ACK, "x"));
        }
        OutOfMemoryError fault = new OutOfMemoryError("made up");
        Pipeline pipeline =
                new Pipeline(
                        source,
                        settings,
                        1,
                        Pipelines::context,
                        _ -> {
                            throw fault;
                        },
                        (_, _) -> {
                            throw fault; // no memory even to tell
                        });

        assertThatThrownBy(() -> pipeline.run(() -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCause(fault);
    }

    @Test
    void tellsProgressOfALongFlowEveryMinute() throws InterruptedException {
        handshake(T0, 4000);
        int sequence = 101;
        for (int i = 1; i <= 150; i++) {
            source.add(T0 + i * SECOND, tcp(true, 4000, sequence, TcpSegment.ACK, "0123456789"));
            sequence += 10;
        }

        assertThat(units()).filteredOn(line -> line.contains("FLOW_PROGRESS")).hasSize(2);
    }

    @Test
    void endsAnIdleDatagramFlow() throws InterruptedException {
        PacketBuilder query =
                PacketBuilder.ethernet().ipv4(CLIENT, SERVER).udp(3000, 53).payload("q");
        source.add(T0, query);
        source.add(T0 + 61 * SECOND, query);

        assertThat(units())
                .filteredOn(line -> line.contains("FLOW_END"))
                .first()
                .asString()
                .contains("state 3", "packets 1/0");
    }

    @Test
    void tellsAnAddressOncePerMinuteAndWhenItChanges() throws InterruptedException {
        String address = "10.1.0.1";
        source.add(T0, PacketBuilder.ethernet().arp(1, 0xA, address, 0, "10.1.0.2"));
        source.add(T0 + 1, PacketBuilder.ethernet().arp(1, 0xA, address, 0, "10.1.0.2"));
        source.add(T0 + 2, PacketBuilder.ethernet().arp(2, 0xB, address, 0, "10.1.0.2"));

        assertThat(units()).containsExactly("1 ADDRESS a", "3 ADDRESS b", "end");
    }

    @Test
    void oneAbsurdTimestampExpiresNothing() throws InterruptedException {
        handshake(T0, 4000);
        source.add(T0 + 365L * 86400 * SECOND, tcp(true, 4000, 101, TcpSegment.ACK, "a"));
        source.add(T0 + 5 * SECOND, tcp(true, 4000, 102, TcpSegment.ACK, "b"));

        List<String> lines = units();

        assertThat(lines).filteredOn(line -> line.contains("FLOW_BEGIN")).hasSize(1);
        assertThat(lines)
                .anyMatch(line -> line.contains("state 5") && line.contains("payload 2/0"));
    }

    @Test
    void anyNumberOfWorkersGivesTheSameUnits() throws InterruptedException {
        Random random = new Random(11);
        List<Runnable> packets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int port = 4000 + random.nextInt(50);
            long at = T0 + i * SECOND / 10;
            packets.add(
                    random.nextInt(4) == 0
                            ? () -> handshake(at, port)
                            : () -> source.add(at, tcp(true, port, 101, TcpSegment.ACK, "abc")));
        }
        List<List<String>> all = new ArrayList<>();
        for (int workers : new int[] {1, 2, 4}) {
            packets.forEach(Runnable::run);
            all.add(units(workers));
            source.clear();
        }

        assertThat(all.get(1)).isEqualTo(all.get(0)).hasSizeGreaterThan(80);
        assertThat(all.get(2)).isEqualTo(all.get(0));
    }

    @Test
    void datesThePacketsThatConfirmAJumpByTheirOwnTime() throws InterruptedException {
        source.add(T0, tcp(true, 3999, 100, TcpSegment.SYN, ""));
        handshake(T0 + 7200 * SECOND, 4000);
        source.add(T0 + 7200 * SECOND + 3, tcp(true, 4000, 101, TcpSegment.ACK, "hello"));

        assertThat(units())
                .containsExactly(
                        "2 FLOW_UNANSWERED port 104 openings 1 destinations 1",
                        "3 FLOW_BEGIN #2 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0"
                                + " established",
                        "5 FLOW_END #2 4000->104 state 5 packets 3/1 payload 5/0 gap 0/0"
                                + " established",
                        "end");
        assertThat(counters.get(LaneCounters.PACKETS)).isEqualTo(5);
    }

    @Test
    void losesNoPacketWhoseTimeIsNotBelieved() throws InterruptedException {
        source.add(T0 + 90_000_000 * SECOND, tcp(true, 4000, 100, TcpSegment.SYN, ""));
        source.add(T0 + 1, tcp(false, 4000, 500, TcpSegment.SYN | TcpSegment.ACK, ""));
        source.add(T0 + 90_000_000 * SECOND, tcp(true, 4000, 101, TcpSegment.ACK, ""));
        source.add(T0 + 3, tcp(true, 4000, 101, TcpSegment.ACK, "hello"));
        source.add(T0 + 90_000_000 * SECOND, tcp(false, 4000, 501, TcpSegment.ACK, "yes"));

        assertThat(units())
                .containsExactly(
                        "2 FLOW_BEGIN #1 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0"
                                + " established",
                        "5 FLOW_END #1 4000->104 state 5 packets 3/2 payload 5/3 gap 0/0"
                                + " established",
                        "end");
    }

    @Test
    void endsFlowsWhileTheLineIsSilent() throws InterruptedException {
        source.add(T0, PacketBuilder.ethernet().ipv4(CLIENT, SERVER).udp(3000, 53).payload("q"));
        source.idle(T0 + 61 * SECOND).idle(T0 + 120 * SECOND);

        assertThat(units())
                .filteredOn(line -> line.contains("FLOW_END"))
                .singleElement()
                .asString()
                .contains("state 3", "packets 1/0");
    }

    @Test
    void silenceSettlesTheTimeOfAPacketThatWaits() throws InterruptedException {
        handshake(T0, 4000);
        source.add(T0 + 90_000_000 * SECOND, tcp(true, 4000, 101, TcpSegment.ACK, "late"));
        source.idle(T0 + 5 * SECOND);
        source.add(T0 + 6 * SECOND, tcp(true, 4000, 105, TcpSegment.ACK, "then"));

        assertThat(units())
                .containsExactly(
                        "2 FLOW_BEGIN #1 4000->104 state 0 packets 1/1 payload 0/0 gap 0/0"
                                + " established",
                        "5 FLOW_END #1 4000->104 state 5 packets 4/1 payload 8/0 gap 0/0"
                                + " established",
                        "end");
    }

    @Test
    void aLaneThatNeverSawAPacketTicks() throws InterruptedException {
        source.idle(T0).idle(T0 + 3 * SECOND);
        List<Long> ticks = new ArrayList<>();

        Pipeline pipeline =
                Pipelines.of(
                        source,
                        settings,
                        1,
                        event -> {
                            if (event.kind == UnitKind.TICK) {
                                ticks.add(event.timeNs - T0);
                            }
                        });
        pipeline.run(() -> false);

        assertThat(ticks).containsExactly(SECOND, 2 * SECOND, 3 * SECOND);
    }
}
