package io.wardtap.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.wardtap.appliance.baseline.LearningConfig;
import io.wardtap.appliance.capture.Arrival;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.export.EventDataset;
import io.wardtap.appliance.export.EventWriter;
import io.wardtap.appliance.export.Observer;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.FlowTimeouts;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.LaneSettings;
import io.wardtap.appliance.pipeline.OverloadPolicy;
import io.wardtap.appliance.pipeline.Pipeline;
import io.wardtap.appliance.pipeline.RecordedTraffic;
import io.wardtap.appliance.pipeline.UnitConsumer;
import io.wardtap.appliance.pipeline.UnitEvent;
import io.wardtap.appliance.pipeline.VlanKey;
import io.wardtap.protocol.pcap.PacketRecord;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A live analysis whose thread stands still for a while: what gives way, what is said of it, and
/// that all of it comes back.
@Timeout(60)
class LiveOverloadTest {
    private static final int ROUNDS = 36;

    @TempDir Path folder;
    private volatile boolean stopped = true;

    @Test
    void oneAlertSaysItAndClosesWhenItIsOver() throws Exception {
        RecordedTraffic traffic = RecordedTraffic.of("first-minutes.pcap.gz");
        Faults faults = new Faults();
        OverloadPolicy policy = OverloadPolicy.shedding();
        LiveLoad load = new LiveLoad(policy);
        SightGuard sight = new SightGuard();
        AnalysisAssembly assembly =
                new AnalysisAssembly(
                        Site.defaults(),
                        LearningConfig.defaults(),
                        Thresholds.defaults(),
                        true,
                        sight,
                        faults);
        sight.watch(assembly.counters().lane());
        sight.live(load::packetsShed, load::isBlind);
        assembly.monitor().load(load);
        List<String> told = new ArrayList<>();
        List<String> visibility = new ArrayList<>();
        Path file = folder.resolve("events.jsonl");
        EventWriter events =
                new EventWriter(
                        file,
                        new EventWriter.Options(
                                // a capture's hours pass here in seconds: too quick for a disk
                                EventDataset.parse("alert,device"),
                                new Observer("0", "sensor", _ -> "eth1"),
                                RunOutputs.scopes(Site.defaults()),
                                null,
                                () -> 0,
                                false,
                                null));
        load.watch(events);
        assembly.output("events", events);
        assembly.output("sight", sight);
        assembly.ledger()
                .add(
                        (alert, action, _, _) -> {
                            if (alert.rule.id().equals("monitor-capture-health")) {
                                told.add(alert.key + " " + action + " " + alert.closeReason);
                                visibility.add(alert.visibility);
                            }
                        });
        Rounds source = new Rounds(traffic, policy);
        Pipeline pipeline =
                new Pipeline(
                        List.of(source),
                        new LaneSettings(
                                65_536,
                                64L << 20,
                                4 << 20,
                                8192,
                                FlowTimeouts.defaults(),
                                VlanKey.OFF,
                                false,
                                LaneSettings.DUPLICATE_WINDOW_NS,
                                false),
                        1,
                        () ->
                                new ParserContext(
                                        new KeyedHash(1, 2),
                                        new KeyedHash(3, 4),
                                        new NameInterner(4096)),
                        stalling(assembly.assemble(_ -> true)),
                        faults,
                        policy);
        load.watch(pipeline);

        pipeline.run(() -> false);
        events.close();

        LaneCounters lane = pipeline.counters();
        assertThat(faults.messages()).isEmpty();
        assertThat(lane.get(LaneCounters.PACKETS) + lane.get(LaneCounters.PACKETS_SHED))
                .isEqualTo(source.delivered());
        assertThat(load.packetsShed()).isPositive();
        assertThat(load.unitsShed()).isPositive();
        told.remove("overload UPDATED "); // after an hour of packet time
        assertThat(told).containsExactly("overload OPENED ", "overload CLOSED recovered");
        assertThat(visibility.getFirst()).isEqualTo("reduced");
        assertThat(sight.getAsBoolean()).as("sight is back").isFalse();
        assertThat(events.failure()).isNull();
        int alerts = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode event = new ObjectMapper().readTree(line);
            alerts += event.at("/event/dataset").textValue().equals("wardtap.alert") ? 1 : 0;
        }
        assertThat(alerts).isGreaterThan(2);
    }

    private UnitConsumer stalling(UnitConsumer analysis) {
        return new UnitConsumer() {
            @Override
            public void onUnit(UnitEvent event) {
                while (stopped) {
                    LockSupport.parkNanos(100_000);
                }
                analysis.onUnit(event);
            }

            @Override
            public void onIdle() {
                analysis.onIdle();
            }
        };
    }

    /// Plays a capture again and again, first as fast as it can.
    private final class Rounds extends RecordedTraffic.Source {
        private final RecordedTraffic traffic;
        private final OverloadPolicy policy;
        private final long shiftNs; // no silence between rounds
        private int round;
        private int next;

        Rounds(RecordedTraffic traffic, OverloadPolicy policy) {
            this.traffic = traffic;
            this.policy = policy;
            this.shiftNs = traffic.roundNs() - RecordedTraffic.PAUSE_NS + 1_000_000_000L;
        }

        @Override
        public Arrival next(PacketRecord packet) {
            if (!stopped && policy.ringOccupancy() > 0.1) {
                LockSupport.parkNanos(20_000);
                return Arrival.IDLE;
            }
            if (next == traffic.packets().size()) {
                if (!stopped && policy.ringOccupancy() > 0) {
                    return Arrival.IDLE;
                }
                next = 0;
                round++;
                stopped &= round < 30; // by then everything is full
            }
            if (round == ROUNDS) {
                return Arrival.END;
            }
            return deliver(traffic.packets().get(next++), round * shiftNs, packet);
        }
    }
}
