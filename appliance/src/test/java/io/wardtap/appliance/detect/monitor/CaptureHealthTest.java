package io.wardtap.appliance.detect.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.LoadState;
import io.wardtap.appliance.detect.MonitorState;
import io.wardtap.appliance.detect.SightState;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class CaptureHealthTest {
    private static final long SECOND = 1_000_000_000L;

    private final DetectorRig rig = new DetectorRig();
    private final Mirror mirror = new Mirror();
    private final Load load = new Load();
    private final SeenLately sight = new SeenLately();
    private CaptureHealth detector;

    @BeforeEach
    void listen() {
        rig.monitor.live(List.of(mirror), sight);
        rig.monitor.load(load);
        detector = new CaptureHealth(rig.context());
    }

    @Test
    void saysNothingWhileAllIsWell() {
        pass(3600, 100, 0);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsAnInterfaceThatIsSilentForFiveMinutesOnceAnHour() {
        pass(60, 100, 0);
        pass(290, 0, 0);
        assertThat(rig.findings).isEmpty();

        pass(20, 0, 0);
        assertThat(rig.findings)
                .singleElement()
                .extracting(Finding::key, finding -> finding.evidence().get("interface"))
                .containsExactly("eth1 silent", "eth1");
        assertThat(rig.findings.getFirst().explanation())
                .startsWith("Nothing has arrived on eth1 for 5 minutes, since ");
        pass(3000, 0, 0);
        assertThat(rig.findings).hasSize(1);
        pass(700, 0, 0);
        assertThat(rig.findings).hasSize(2);

        pass(10, 100, 0);
        assertThat(rig.recovered).containsExactly("eth1 silent");
    }

    @Test
    void reportsAnInterfaceThatNeverHadAPacket() {
        pass(400, 0, 0);

        assertThat(rig.findings)
                .singleElement()
                .extracting(Finding::explanation)
                .asString()
                .endsWith("since Wardtap began to listen.");
    }

    @Test
    void reportsLossesOfTheLastQuarterOfAnHourAndThatTheyAreOver() {
        pass(60, 1000, 0);
        pass(60, 1000, 1);
        assertThat(rig.findings).as("0.05 %").isEmpty();
        pass(60, 1000, 5);
        assertThat(rig.findings).extracting(Finding::key).containsExactly("eth1 losing");
        assertThat(rig.recovered).isEmpty();

        pass(1000, 1000, 0);

        assertThat(rig.recovered).containsExactly("eth1 losing");
    }

    @Test
    void reportsAFullTableOfConversationsOnceAndThatItIsOver() {
        long[] evicted = {0};
        rig.monitor.flowTable(() -> evicted[0], () -> 3 * evicted[0]);
        pass(60, 100, 0);
        evicted[0] = 999;
        pass(60, 100, 0);
        assertThat(rig.findings).as("few").isEmpty();

        evicted[0] = 250_000;
        pass(600, 100, 0);
        assertThat(rig.findings)
                .singleElement()
                .extracting(Finding::key, Finding::evidence)
                .containsExactly(
                        "flow table",
                        Map.of("evicted_flows", 250_000L, "unanswered_openings", 750_000L));
        assertThat(rig.recovered).isEmpty();

        pass(400, 100, 0);
        assertThat(rig.recovered).containsExactly("flow table");
    }

    @Test
    void fewPacketsAreNoShare() {
        pass(60, 1, 1);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsHolesInStreams() {
        sight.gapRatio = 0.01;
        pass(10, 100, 0);
        assertThat(rig.findings).isEmpty();

        sight.gapRatio = 0.02;
        pass(10, 100, 0);
        assertThat(rig.findings).extracting(Finding::key).containsExactly("gaps");

        sight.gapRatio = 0;
        pass(10, 100, 0);
        assertThat(rig.recovered).containsExactly("gaps");
    }

    @Test
    void anOverloadIsOneFindingUntilNothingHasGivenWayForAMinute() {
        load.isOver = true;
        load.units = 10;
        pass(10, 100, 0);
        sight.gapRatio = 0.02; // of the packets that were left out
        for (int i = 0; i < 20; i++) {
            load.units += 100;
            load.packets += 1000;
            load.records += 5;
            pass(5, 100, 0);
        }
        load.isOver = false;
        pass(50, 100, 0);
        assertThat(rig.findings).extracting(Finding::key).containsOnly("overload").hasSize(1);
        assertThat(rig.recovered).isEmpty();

        pass(20, 100, 0);

        assertThat(rig.recovered).containsExactly("overload");
        Finding last = rig.findings.getLast();
        assertThat(last.evidence())
                .containsEntry("units_shed", 2010L)
                .containsEntry("packets_shed", 20_000L)
                .containsEntry("event_records_left_out", 100L);
        assertThat(last.explanation())
                .contains("100 event records, 2010 messages", "20000 whole packets");
        pass(500, 100, 0);
        assertThat(rig.findings).extracting(Finding::key).containsOnly("overload").hasSize(2);
    }

    @Test
    void aSecondOverloadCountsForItself() {
        load.units = 10;
        pass(100, 100, 0);
        load.units = 13;
        pass(100, 100, 0);

        assertThat(rig.recovered).containsExactly("overload", "overload");
        assertThat(rig.findings.getLast().evidence()).containsEntry("units_shed", 3L);
    }

    @Test
    void aDiskThatTakesNothingIsAFindingOfItsOwn() {
        load.diskFails = true;
        for (int i = 0; i < 10; i++) {
            load.records += 100;
            pass(5, 100, 0);
        }
        load.diskFails = false;
        load.records += 100; // since the last look
        pass(2, 100, 0);
        load.records += 100; // until what waits is written
        pass(5, 100, 0);

        assertThat(rig.findings).extracting(Finding::key).containsExactly("event file");
        assertThat(rig.recovered).containsExactly("event file");
    }

    @Test
    void manySilentDevicesAreOneFindingAboutTheMirror() {
        pass(10, 100, 0);
        rig.monitor.quiet(40, 50);

        pass(600, 100, 0);

        assertThat(rig.findings).hasSize(1);
        Finding finding = rig.findings.getFirst();
        assertThat(finding.key()).isEqualTo("devices silent");
        assertThat(finding.subject()).isNull();
        assertThat(finding.explanation()).startsWith("40 of 50 devices ");
        rig.monitor.quiet(0, 50);
        pass(10, 100, 0);
        assertThat(rig.recovered).containsExactly("devices silent");
    }

    @Test
    void knowsNoInterfaceInAReplay() {
        DetectorRig replay = new DetectorRig();
        CaptureHealth health = new CaptureHealth(replay.context());
        for (int i = 0; i < 3600; i++) {
            replay.now += SECOND;
            health.onTick(1, replay.now);
        }

        assertThat(replay.findings).isEmpty();
    }

    private void pass(int seconds, int packets, int dropped) {
        for (int i = 0; i < seconds; i++) {
            rig.now += SECOND;
            mirror.packets += packets;
            mirror.dropped += dropped;
            mirror.lastNs = packets > 0 ? rig.now : mirror.lastNs;
            detector.onTick(1, rig.now);
        }
    }

    private static final class Mirror implements MonitorState.Interface {
        private long packets;
        private long dropped;
        private long lastNs;

        @Override
        public String name() {
            return "eth1";
        }

        @Override
        public long packets() {
            return packets;
        }

        @Override
        public long dropped() {
            return dropped;
        }

        @Override
        public long lastPacketNs() {
            return lastNs;
        }
    }

    private static final class Load implements LoadState {
        private boolean isOver;
        private boolean diskFails;
        private long packets;
        private long units;
        private long records;

        @Override
        public boolean isOverloaded() {
            return isOver;
        }

        @Override
        public long packetsShed() {
            return packets;
        }

        @Override
        public long unitsShed() {
            return units;
        }

        @Override
        public long recordsLeftOut() {
            return records;
        }

        @Override
        public boolean isDiskFailing() {
            return diskFails;
        }
    }

    @Test
    void reportsAMirrorOfOneDirectionAndThatItIsMended() {
        sight.oneWayRatio = 0.9;
        sight.conversations = 19;
        pass(60, 100, 0);
        assertThat(rig.findings).as("too few to judge by").isEmpty();
        sight.conversations = 20;
        sight.oneWayRatio = 0.2;
        pass(60, 100, 0);
        assertThat(rig.findings).as("as many as may be").isEmpty();

        sight.oneWayRatio = 0.21;
        pass(60, 100, 0);
        assertThat(rig.findings).extracting(Finding::key).containsExactly("one way");
        assertThat(rig.findings.getFirst().evidence())
                .containsEntry("one_way_ratio", 0.21)
                .containsEntry("conversations", 20L);

        sight.oneWayRatio = 0;
        pass(60, 100, 0);
        assertThat(rig.recovered).containsExactly("one way");
    }

    @Test
    void reportsCopiesPacketsCutShortAndFramesNobodyReads() {
        sight.duplicateRatio = 0.5;
        sight.cutRatio = 0.02;
        sight.unreadRatio = 0.3;
        sight.packets = 999;
        pass(60, 100, 0);
        assertThat(rig.findings).as("too few to judge by").isEmpty();

        sight.packets = 1000;
        pass(60, 100, 0);
        assertThat(rig.findings)
                .extracting(Finding::key)
                .containsExactlyInAnyOrder("duplicates", "captured short", "not read");

        sight.duplicateRatio = 0.2;
        sight.cutRatio = 0.01;
        sight.unreadRatio = 0.2;
        pass(60, 100, 0);
        assertThat(rig.recovered)
                .containsExactlyInAnyOrder("duplicates", "captured short", "not read");
    }

    private static final class SeenLately implements SightState {
        double gapRatio;
        double oneWayRatio;
        long conversations;
        double duplicateRatio;
        double cutRatio;
        double unreadRatio;
        long packets;

        @Override
        public double gapRatio() {
            return gapRatio;
        }

        @Override
        public double oneWayRatio() {
            return oneWayRatio;
        }

        @Override
        public long conversations() {
            return conversations;
        }

        @Override
        public double duplicateRatio() {
            return duplicateRatio;
        }

        @Override
        public double cutRatio() {
            return cutRatio;
        }

        @Override
        public double unreadRatio() {
            return unreadRatio;
        }

        @Override
        public long packets() {
            return packets;
        }
    }
}
