package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.net.FragmentLimits;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.testkit.PacketBuilder;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Fragments through the whole pipeline: what flows and counters come out.
class FragmentsTest {
    private static final long T0 = 1_700_000_000L * LaneClock.SECOND;

    private final PacketListSource source = new PacketListSource();
    private LaneCounters counters;
    private long now = T0;

    /// One line a flow's end or overlap.
    private List<String> run() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        Pipeline pipeline =
                Pipelines.of(source, LaneSettings.defaults(), 1, event -> describe(event, lines));
        pipeline.run(() -> false);
        counters = pipeline.counters();
        return lines;
    }

    private static void describe(UnitEvent event, List<String> lines) {
        if (event.kind == UnitKind.FLOW_END) {
            FlowUnit unit = new FlowUnit(event.bytes, event.start);
            lines.add(
                    "%d %d->%d packets %d bytes %d payload %d"
                            .formatted(
                                    unit.transport(),
                                    unit.clientPort(),
                                    unit.serverPort(),
                                    unit.clientPackets(),
                                    unit.clientBytes(),
                                    unit.clientPayloadBytes()));
        } else if (event.kind == UnitKind.OVERLAP) {
            OverlapUnit unit = new OverlapUnit(event.bytes, event.start);
            lines.add("overlap at %d, %d".formatted(unit.offset(), unit.count()));
        }
    }

    private static byte[] datagram(int payload) {
        byte[] datagram = new byte[8 + payload];
        datagram[0] = (byte) (40_000 >> 8);
        datagram[1] = (byte) 40_000;
        datagram[3] = 53;
        datagram[4] = (byte) (datagram.length >> 8);
        datagram[5] = (byte) datagram.length;
        return datagram;
    }

    private void add(boolean six, int id, int offset, boolean more, byte[] bytes) {
        PacketBuilder packet =
                six
                        ? PacketBuilder.ethernet().ipv6("2001:db8::1", "2001:db8::2")
                        : PacketBuilder.ethernet().ipv4("10.0.0.1", "10.0.0.2");
        source.add(
                now,
                packet.identification(id)
                        .fragment(offset, more)
                        .protocol(IpProtocol.UDP)
                        .payload(bytes));
        now += 1000;
    }

    private void cut(boolean six, int id, byte[] datagram, int size) {
        for (int at = 0; at < datagram.length; at += size) {
            int end = Math.min(at + size, datagram.length);
            add(six, id, at, end < datagram.length, Arrays.copyOfRange(datagram, at, end));
        }
    }

    @Test
    void givesAReassembledDatagramToItsFlowAsOnePacket() throws InterruptedException {
        cut(false, 7, datagram(3000), 1480);

        assertThat(run()).containsExactly("17 40000->53 packets 1 bytes 3068 payload 3000");
        assertThat(counters.get(LaneCounters.FRAGMENTS)).isEqualTo(3);
        assertThat(counters.get(LaneCounters.FRAGMENT_DATAGRAMS)).isEqualTo(1);
        assertThat(counters.get(LaneCounters.FRAGMENT_INCOMPLETE)).isZero();
    }

    @Test
    void readsIpv6FragmentsAndTinyFirstOnes() throws InterruptedException {
        cut(true, 0x12345678, datagram(100), 8);
        cut(false, 1, datagram(100), 8);

        assertThat(run())
                .containsExactlyInAnyOrder(
                        "17 40000->53 packets 1 bytes 780 payload 100",
                        "17 40000->53 packets 1 bytes 388 payload 100");
    }

    @Test
    void tellsOfFragmentsThatDifferOnceAMinute() throws InterruptedException {
        byte[] datagram = datagram(24);
        byte[] other = datagram.clone();
        other[20] ^= 1;
        for (int id = 0; id < 3; id++) {
            add(false, id, 0, true, Arrays.copyOf(datagram, 24));
            add(false, id, 16, true, Arrays.copyOfRange(other, 16, 24));
        }
        now += 61 * LaneClock.SECOND;
        add(false, 9, 0, true, Arrays.copyOf(datagram, 24));
        add(false, 9, 16, true, Arrays.copyOfRange(other, 16, 24));

        assertThat(run()).containsExactly("overlap at 20, 1", "overlap at 20, 3");
        assertThat(counters.get(LaneCounters.FRAGMENT_CONFLICTS)).isEqualTo(4);
    }

    /// A segment whose fragments overlap: the stream has the bytes that came first.
    @Test
    void survivesOverlapInASegmentThatIsCutUp() throws InterruptedException {
        byte[] segment =
                PacketBuilder.rawIp()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .tcp(4000, 104)
                        .flags(0x10)
                        .payload("GOODGOODGOODGOOD")
                        .build();
        byte[] body = Arrays.copyOfRange(segment, 20, segment.length);
        byte[] evil = new byte[16];
        addTcp(0, true, Arrays.copyOf(body, 24));
        addTcp(16, true, evil);
        addTcp(32, false, Arrays.copyOfRange(body, 32, body.length));

        assertThat(run())
                .containsExactly("overlap at 16, 1", "6 4000->104 packets 1 bytes 104 payload 16");
    }

    private void addTcp(int offset, boolean more, byte[] bytes) {
        source.add(
                now++,
                PacketBuilder.ethernet()
                        .ipv4("10.0.0.1", "10.0.0.2")
                        .identification(3)
                        .fragment(offset, more)
                        .protocol(IpProtocol.TCP)
                        .payload(bytes));
    }

    @Test
    void countsWhatCannotBeADatagram() throws InterruptedException {
        add(false, 1, 65_528, false, new byte[100]);

        assertThat(run()).isEmpty();
        assertThat(counters.get(LaneCounters.FRAGMENT_OVERSIZE)).isEqualTo(1);
        assertThat(counters.decodeEvents(DecodeEvent.IP_FRAGMENT_MALFORMED)).isEqualTo(1);
    }

    @Test
    void givesUpWithTimeAndAtTheEnd() throws InterruptedException {
        add(false, 1, 0, true, new byte[800]);
        now += 32 * LaneClock.SECOND;
        add(false, 2, 800, false, new byte[800]);

        assertThat(run()).isEmpty();
        assertThat(counters.get(LaneCounters.FRAGMENT_TIMED_OUT)).isEqualTo(1);
        assertThat(counters.get(LaneCounters.FRAGMENT_INCOMPLETE)).isEqualTo(2);
        assertThat(counters.get(LaneCounters.FRAGMENT_WITHOUT_FIRST)).isEqualTo(1);
    }

    @Test
    void survivesAFloodOfFragments() throws InterruptedException {
        byte[] first = Arrays.copyOf(datagram(1472), 1480);
        for (int id = 0; id < 20_000; id++) {
            add(false, id, 0, true, first);
        }
        cut(false, 60_000, datagram(3000), 1480);

        assertThat(run()).containsExactly("17 40000->53 packets 1 bytes 3068 payload 3000");
        long waiting = Math.min(FragmentLimits.defaults().datagrams(), 3072 / 2);
        assertThat(counters.get(LaneCounters.FRAGMENT_EVICTED))
                .isBetween(20_000 - waiting, 20_002 - waiting);
        assertThat(counters.get(LaneCounters.FRAGMENT_INCOMPLETE)).isEqualTo(20_000);
    }
}
