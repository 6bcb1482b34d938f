package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Floods through the whole pipeline: tables stay as large as they may be, counters are right, and
/// what was known before is still known.
class FloodTest {
    private static final int OPENINGS = 400_000;
    private static final long T0 = 1_700_000_000L * LaneClock.SECOND;
    private static final int SOURCE_ADDRESS = 14 + 12;
    private static final int SOURCE_PORT = 14 + 20;

    /// A known conversation, then openings of ever other sources, then the conversation's end.
    private static final class SynFlood implements CaptureSource {
        private final byte[] syn =
                PacketBuilder.ethernet()
                        .ipv4("192.0.2.1", "10.0.0.2")
                        .tcp(1, 104)
                        .flags(TcpSegment.SYN)
                        .build();
        private final List<byte[]> before = new ArrayList<>();
        private final List<byte[]> after = new ArrayList<>();
        private int next;

        SynFlood() {
            before.add(tcp(true, 0, TcpSegment.SYN, ""));
            before.add(tcp(false, 0, TcpSegment.SYN | TcpSegment.ACK, ""));
            before.add(tcp(true, 1, TcpSegment.ACK, "before"));
            after.add(tcp(true, 7, TcpSegment.ACK, "after"));
        }

        private static byte[] tcp(boolean client, int sequence, int flags, String text) {
            return PacketBuilder.ethernet()
                    .ipv4(client ? "10.0.0.1" : "10.0.0.2", client ? "10.0.0.2" : "10.0.0.1")
                    .tcp(client ? 4000 : 104, client ? 104 : 4000)
                    .sequence(sequence)
                    .flags(flags)
                    .payload(text)
                    .build();
        }

        @Override
        public Arrival next(PacketRecord packet) {
            int n = next++;
            byte[] bytes;
            if (n < before.size()) {
                bytes = before.get(n);
            } else if (n < before.size() + OPENINGS) {
                bytes = syn;
                int host = n % 50_000;
                Bytes.putU16(syn, SOURCE_ADDRESS, 0xC600 | host >> 8 & 0xFF);
                Bytes.putU16(syn, SOURCE_ADDRESS + 2, host);
                Bytes.putU16(syn, SOURCE_PORT, 1024 + n / 50_000);
            } else if (n < before.size() + OPENINGS + after.size()) {
                bytes = after.get(n - before.size() - OPENINGS);
            } else {
                return Arrival.END;
            }
            packet.bytes = bytes;
            packet.start = 0;
            packet.capturedLength = bytes.length;
            packet.wireLength = bytes.length;
            packet.timeNs = T0 + n * 10_000L;
            packet.linkType = LinkType.ETHERNET;
            packet.interfaceIndex = 0;
            return Arrival.PACKET;
        }

        @Override
        public long deliveredUntilNs() {
            return 0;
        }

        @Override
        public List<String> interfaceNames() {
            return List.of("test0");
        }

        @Override
        public List<CaptureReport> reports() {
            return List.of();
        }

        @Override
        public long bytesRead() {
            return next;
        }

        @Override
        public long bytesTotal() {
            return OPENINGS;
        }

        @Override
        public void close() {}
    }

    @Test
    void openingsThatNobodyAnswersTakeNoKnownFlowsPlace() throws InterruptedException {
        long[] openings = {0};
        List<String> ended = new ArrayList<>();
        LaneSettings usual = LaneSettings.defaults();
        Pipeline pipeline =
                Pipelines.of(
                        new SynFlood(),
                        new LaneSettings(
                                4096,
                                usual.assemblerBytes(),
                                usual.slabBytes(),
                                usual.ringSize(),
                                usual.timeouts(),
                                VlanKey.OFF,
                                false,
                                0,
                                false),
                        1,
                        event -> {
                            if (event.kind == UnitKind.FLOW_UNANSWERED) {
                                openings[0] +=
                                        new UnansweredUnit(event.bytes, event.start).openings();
                            } else if (event.kind == UnitKind.FLOW_END) {
                                FlowUnit unit = new FlowUnit(event.bytes, event.start);
                                ended.add(
                                        unit.clientPort()
                                                + " payload "
                                                + unit.clientPayloadBytes());
                            }
                        });
        pipeline.run(() -> false);
        LaneCounters counters = pipeline.counters();

        assertThat(ended).containsExactly("4000 payload 11");
        assertThat(openings[0]).isEqualTo(OPENINGS);
        assertThat(counters.get(LaneCounters.UNANSWERED_OPENINGS)).isEqualTo(OPENINGS);
        assertThat(counters.get(LaneCounters.FLOWS_TCP)).isEqualTo(OPENINGS + 1);
        assertThat(counters.get(LaneCounters.FLOW_EVICTIONS)).isEqualTo(OPENINGS + 1 - 4096);
    }
}
