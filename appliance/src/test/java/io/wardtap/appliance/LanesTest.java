package io.wardtap.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.baseline.LearningConfig;
import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.LaneSettings;
import io.wardtap.appliance.pipeline.OverloadPolicy;
import io.wardtap.appliance.pipeline.Pipeline;
import io.wardtap.appliance.pipeline.RecordedTraffic;
import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/// The same traffic over one lane and over several, parted by address pair as the kernel does it:
/// the same alerts, devices and sums.
@Timeout(120)
class LanesTest {
    /// Lanes may be so far apart, as when one block is handed over later than another.
    private static final long SLACK_NS = 5_000_000;

    private static RecordedTraffic traffic;
    private static Result one;

    private record Result(
            List<String> alerts, List<String> devices, Map<String, Long> sums, Object protocols) {}

    @BeforeAll
    static void runOne() throws Exception {
        traffic = RecordedTraffic.of("something-goes-wrong.pcap.gz");
        one = run(1, 1, OverloadPolicy.waiting());
    }

    @ParameterizedTest
    @CsvSource({"1, 2, false", "2, 1, false", "2, 2, true", "4, 1, true", "4, 3, false"})
    void givesTheSame(int lanes, int workers, boolean live) throws Exception {
        Result several =
                run(lanes, workers, live ? OverloadPolicy.shedding() : OverloadPolicy.waiting());

        assertThat(one.alerts()).hasSizeGreaterThan(5);
        assertThat(one.devices()).hasSizeGreaterThan(5);
        assertThat(several.sums()).isEqualTo(one.sums());
        assertThat(several.alerts()).isEqualTo(one.alerts());
        assertThat(several.devices()).isEqualTo(one.devices());
        assertThat(several.protocols()).isEqualTo(one.protocols());
    }

    private static Result run(int lanes, int workers, OverloadPolicy policy) throws Exception {
        Faults faults = new Faults();
        Site site =
                new Site(
                        "site", "sensor", List.of(), List.of(), Map.of(), java.time.ZoneOffset.UTC);
        AnalysisAssembly assembly =
                new AnalysisAssembly(
                        site,
                        LearningConfig.defaults(),
                        Thresholds.defaults(),
                        false,
                        () -> false,
                        faults);
        List<String> told = new ArrayList<>();
        assembly.ledger()
                .add(
                        (alert, action, _, _) ->
                                told.add(alert.rule.id() + " " + alert.key + " " + action));
        List<Share> shares = new ArrayList<>();
        AtomicLongArray ahead = new AtomicLongArray(lanes);
        for (int i = 0; i < lanes; i++) {
            shares.add(new Share(i, ahead, policy));
        }
        Pipeline pipeline =
                new Pipeline(
                        shares,
                        LaneSettings.defaults(),
                        workers,
                        () ->
                                new ParserContext(
                                        new KeyedHash(1, 2),
                                        new KeyedHash(3, 4),
                                        new NameInterner(4096)),
                        assembly.assemble(_ -> true),
                        faults,
                        policy);
        pipeline.run(() -> false);

        assertThat(faults.messages()).isEmpty();
        Map<String, Long> sums = new TreeMap<>();
        LaneCounters told60 = assembly.counters().lane();
        for (int i = 0; i < LaneCounters.COUNT; i++) {
            assertThat(told60.get(i))
                    .as("counter %d as told", i)
                    .isEqualTo(pipeline.counters().get(i));
            // ticks are told by each lane, and each has a table of recent packets of its own
            if (i != LaneCounters.UNITS && i != LaneCounters.DUPLICATE_EVICTIONS) {
                sums.put("counter " + i, pipeline.counters().get(i));
            }
        }
        sums.put("shed", policy.unitsUnread() + policy.parserStalls());
        sums.put("tcp", assembly.counters().tcpFlows());
        sums.put("orphans", assembly.counters().orphanUnits());
        told.sort(null);
        return new Result(
                told,
                assembly.inventory().devices().stream().map(LanesTest::text).sorted().toList(),
                sums,
                assembly.counters().protocols().stream()
                        .map(
                                p ->
                                        p.name()
                                                + p.flows()
                                                + " "
                                                + p.messages()
                                                + " "
                                                + p.bytes()
                                                + p.kinds())
                        .toList());
    }

    private static String text(Device device) {
        return device.key()
                + " "
                + device.address()
                + " "
                + device.mac
                + " "
                + device.roles
                + device.deviceClass;
    }

    /// The packets of one lane; it goes on when the other lanes have come as far, and no faster
    /// than analysis.
    private static final class Share extends RecordedTraffic.Source {
        private final int lane;
        private final OverloadPolicy policy;
        private final AtomicLongArray ahead;
        private final List<RecordedTraffic.Packet> packets = new ArrayList<>();
        private int next;

        Share(int lane, AtomicLongArray ahead, OverloadPolicy policy) {
            this.policy = policy;
            this.lane = lane;
            this.ahead = ahead;
            PacketDecoder decoder = new PacketDecoder();
            for (RecordedTraffic.Packet packet : traffic.packets()) {
                int length = packet.bytes().length;
                decoder.decode(packet.linkType(), packet.bytes(), 0, length, length);
                long pair = decoder.isIp() ? decoder.sourceLow() + decoder.destinationLow() : 0;
                if (Math.floorMod(Long.hashCode(pair * 0x9E3779B97F4A7C15L), ahead.length())
                        == lane) {
                    packets.add(packet);
                }
            }
            show();
        }

        private void show() {
            ahead.set(lane, next < packets.size() ? packets.get(next).timeNs() : Long.MAX_VALUE);
        }

        private long slowest() {
            long slowest = Long.MAX_VALUE;
            for (int i = 0; i < ahead.length(); i++) {
                slowest = Math.min(slowest, ahead.get(i));
            }
            return slowest;
        }

        @Override
        public Arrival next(PacketRecord packet) {
            show();
            long slowest = slowest();
            if (slowest == Long.MAX_VALUE) {
                return Arrival.END;
            }
            if (next == packets.size()
                    || packets.get(next).timeNs() > slowest + SLACK_NS
                    || policy.ringOccupancy() > 0.2) {
                LockSupport.parkNanos(20_000);
                return Arrival.IDLE;
            }
            return deliver(packets.get(next++), 0, packet);
        }

        @Override
        public long deliveredUntilNs() {
            long slowest = slowest();
            return slowest == Long.MAX_VALUE || ahead.length() == 1 ? 0 : slowest;
        }
    }
}
