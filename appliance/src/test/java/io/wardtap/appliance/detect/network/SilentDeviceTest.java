package io.wardtap.appliance.detect.network;

import static io.wardtap.appliance.detect.DetectorRig.MINUTE;
import static io.wardtap.appliance.detect.DetectorRig.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.observe.Conversation;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilentDeviceTest {
    private static final String FEED = "10.0.2.5";
    private static final String ENGINE = "10.0.2.6";

    private final DetectorRig rig = new DetectorRig();
    private final SilentDevice detector = new SilentDevice(rig.context());

    /// An hour in which four feeds send a message a minute, then everything is mature.
    @BeforeEach
    void learnAnHour() {
        for (int minute = 0; minute < 60; minute++) {
            for (int feed = 0; feed < 4; feed++) {
                send(feed);
            }
            pass(60);
        }
        rig.judge();
        assertThat(rig.findings).isEmpty();
    }

    @Test
    void reportsAFeedThatHasFallenSilent() {
        quiet(0, 9); // the last message was a minute before
        assertThat(rig.findings).as("ten minutes are tolerated").isEmpty();
        quiet(0, 2);

        assertThat(rig.findings).hasSize(1);
        assertThat(rig.findings.getFirst().subject().address().toString()).isEqualTo(FEED);
        assertThat(rig.findings.getFirst().explanation()).contains("nothing for", "60 seconds");
    }

    @Test
    void tellsAgainOnceAnHourAndWhenTheDeviceIsBack() {
        quiet(0, 75);
        assertThat(rig.findings).hasSize(2);

        send(0);
        pass(60);

        assertThat(rig.recovered).containsExactly(rig.findings.getFirst().key());
    }

    @Test
    void holdsItsTongueWhenMostAreQuietAtOnce() {
        for (int minute = 0; minute < 30; minute++) {
            send(3);
            pass(60);
        }

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void handsOnThatManyAreSilentAtOnce() {
        quiet(0, 5);
        assertThat(rig.monitor.devicesQuiet).isZero();

        // only one feed goes on
        for (int minute = 0; minute < 30; minute++) {
            send(1);
            pass(60);
        }
        assertThat(rig.findings).isEmpty();
        assertThat(rig.monitor.devicesQuiet).isEqualTo(3);
        assertThat(rig.monitor.devicesWatched).isEqualTo(4);

        quiet(-1, 2);
        assertThat(rig.monitor.devicesQuiet).isZero();
    }

    @Test
    void holdsItsTongueWhileNothingAtAllIsSeen() {
        pass(40 * 60);
        send(1);
        pass(60);

        assertThat(rig.findings).isEmpty();
    }

    @Test
    void holdsItsTongueWhilePacketsAreLost() {
        rig.visibilityBad = true;
        quiet(0, 30);
        assertThat(rig.findings).isEmpty();

        rig.visibilityBad = false;
        quiet(0, 9);
        assertThat(rig.findings).as("silence counts from the return of sight").isEmpty();
    }

    @Test
    void doesNotWatchADeviceThatIsOftenQuiet() {
        DetectorRig other = new DetectorRig();
        SilentDevice watcher = new SilentDevice(other.context());
        for (int i = 0; i < 30; i++) {
            Conversation flow = other.flow(FEED, ENGINE, 2575, "hl7");
            other.hl7(flow, DetectorRig.hl7Message("ORU^R01"), watcher);
            other.now += i % 10 == 9 ? 90 * MINUTE : 5 * MINUTE;
        }
        other.judge();

        assertThat(other.baseline.alwaysOn(4, 10 * MINUTE)).isEmpty();
    }

    @Test
    void doesNotTakeAServerForAlwaysOn() {
        assertThat(rig.baseline.alwaysOn(4, 10 * MINUTE))
                .hasSize(4)
                .noneMatch(profile -> profile.addresses().toString().contains(ENGINE));
    }

    /// All feeds but one go on for so many minutes.
    private void quiet(int silent, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            for (int feed = 0; feed < 4; feed++) {
                if (feed != silent) {
                    send(feed);
                }
            }
            pass(60);
        }
    }

    private void send(int feed) {
        Conversation flow = rig.flow("10.0.2." + (feed == 0 ? 5 : 100 + feed), ENGINE, 2575, "hl7");
        rig.whole(flow, detector);
        rig.hl7(flow, DetectorRig.hl7Message("ORU^R01"), detector);
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            rig.now += SECOND;
            detector.onTick(1, rig.now);
        }
    }
}
