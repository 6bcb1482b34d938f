package io.wardtap.appliance.baseline;

import static io.wardtap.appliance.detect.DetectorRig.CT;
import static io.wardtap.appliance.detect.DetectorRig.PACS;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.ZoneId;

class BaselineTest {
    private static final long DAY = 86_400 * DetectorRig.SECOND;

    @Test
    void doesNotJudgeInAReplayHoweverLongItIs() {
        DetectorRig rig = new DetectorRig();
        for (int i = 0; i < 200; i++) {
            rig.whole(rig.dicomFlow(CT, PACS), rig);
            rig.now += DAY / 4;
        }

        assertThat(rig.baseline.judges()).isFalse();
        assertThat(rig.baseline.learningNote()).contains("2 devices are being learned");
    }

    @Test
    void becomesMatureLiveByTimeAndObservations() {
        DetectorRig rig = new DetectorRig();
        Baseline live = new Baseline(rig.site, LearningConfig.defaults(), rig.inventory, true);
        Conversation flow = rig.dicomFlow(CT, PACS);
        for (int i = 0; i < 150; i++) {
            live.onFlowBegin(flow, 1, rig.now);
        }
        assertThat(live.judges()).as("100 observations, but not 14 days").isFalse();

        live.onFlowBegin(flow, 1, rig.now + 14 * DAY);

        assertThat(live.judge(flow.clientDevice).state()).isEqualTo(LearningState.MATURE);
    }

    @Test
    void doesNotKeepWhatWasLearnedOfARouter() {
        DetectorRig rig = new DetectorRig();
        long router = 0x00_11_22_33_44_55L;
        for (int i = 1; i <= 4; i++) {
            Conversation flow = rig.dicomFlow("10.8.0." + i, PACS);
            flow.clientDevice = null;
            flow.clientMac = router;
            flow.client = Address.parse("10.8.1." + i);
            rig.inventory.onFlowBegin(flow, 1, rig.now);
            rig.whole(flow, rig);
        }

        assertThat(rig.baseline.profiles())
                .extracting(Profile::key)
                .doesNotContain("mac:00-11-22-33-44-55")
                .contains("ip:10.8.1.4");
    }

    @Test
    void forgetsPeersNotSeenForALongTime() {
        DetectorRig rig = new DetectorRig();
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.whole(flow, rig);
        rig.baseline.onTick(1, rig.now);
        Profile ct = rig.baseline.profiles().getFirst();
        assertThat(ct.hasPeer(flow.serverDevice.key())).isTrue();

        rig.baseline.onTick(1, rig.now + Duration.ofDays(91).toNanos());

        assertThat(ct.hasPeer(flow.serverDevice.key())).isFalse();
    }

    @Test
    void learnsOneDeviceAnewAfterAReset() {
        DetectorRig rig = new DetectorRig();
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.whole(flow, rig);
        rig.judge();

        assertThat(rig.baseline.reset(flow.clientDevice.key())).isTrue();
        assertThat(rig.baseline.reset(flow.clientDevice.key())).isFalse();
        assertThat(rig.baseline.judge(flow.clientDevice)).isNull();
        assertThat(rig.baseline.judge(flow.serverDevice)).isNotNull();
    }

    @Test
    void refusesFurtherDevicesWhenFull() {
        Site site = Site.defaults();
        DeviceInventory inventory = new DeviceInventory(site);
        Baseline baseline = new Baseline(site, LearningConfig.defaults(), inventory, false);
        DetectorRig rig = new DetectorRig();
        for (int i = 0; i < Baseline.MAX_PROFILES + 10; i++) {
            String client = "10." + (20 + (i >>> 16)) + "." + (i >>> 8 & 0xFF) + "." + (i & 0xFF);
            baseline.onFlowBegin(rig.dicomFlow(client, PACS), 1, rig.now);
        }

        assertThat(baseline.profiles()).hasSize(Baseline.MAX_PROFILES);
        assertThat(baseline.refused()).isEqualTo(11); // the server has a profile, too
    }

    @Test
    void allocatesNothingForWhatItKnows() {
        DetectorRig rig = new DetectorRig();
        Conversation flow = rig.dicomFlow(CT, PACS);
        rig.whole(flow, rig);
        var find = DetectorRig.message(DetectorRig.C_FIND, DetectorRig.STUDY_FIND);
        var message = DetectorRig.hl7Message("ADT^A01");

        AllocationMeter.assertAllocatesNothing(
                20_000,
                () -> {
                    rig.baseline.onFlowProgress(flow, 1, rig.now);
                    rig.baseline.onDicom(flow, find, 1, rig.now);
                    rig.baseline.onHl7(flow, message, 1, rig.now);
                });
    }

    @Test
    void countsHoursOfTheLocalWeek() {
        LocalHours hours = new LocalHours(ZoneId.of("Europe/Berlin"));

        // 2026-01-05T08:00:00Z is Monday 09:00 in Berlin; in July the same is 10:00
        assertThat(LocalHours.hourOfWeek(hours.hour(DetectorRig.START))).isEqualTo(9);
        assertThat(LocalHours.hourOfWeek(hours.hour(DetectorRig.START + 182 * DAY))).isEqualTo(10);
    }

    @Test
    void keepsMedianAndDeviationOfTheLatestWeeks() {
        HourlyRates rates = new HourlyRates();
        int[] counts = {100, 2, 4, 6, 20};
        for (int week = 0; week < counts.length; week++) {
            for (int i = 0; i < counts[week]; i++) {
                rates.observe(week * 168L, 0);
            }
        }
        rates.settle();

        assertThat(rates.weeks(0)).isEqualTo(4);
        assertThat(rates.median(0)).isEqualTo(5); // of 2, 4, 6 and 20
        assertThat(rates.deviation(0)).isEqualTo(2); // of 3, 1, 1 and 15
        assertThat(rates.median(1)).isEqualTo(-1);
    }

    @Test
    void takesWhatLiesWithinASecondForOneActivity() {
        Silence silence = new Silence();
        long now = DetectorRig.START;
        for (int i = 0; i < 25; i++) {
            silence.active(now);
            silence.active(now + 1_000_000);
            silence.active(now + 2_000_000);
            now += 30 * DetectorRig.SECOND;
        }

        assertThat(silence.observed()).isEqualTo(24);
        assertThat(silence.typicalNs()).isEqualTo(30 * DetectorRig.SECOND);
        assertThat(silence.isAlwaysOn(4, DetectorRig.MINUTE)).isTrue();

        silence.ends(now + DetectorRig.MINUTE * 5);
        assertThat(silence.isAlwaysOn(4, DetectorRig.MINUTE)).isFalse();
    }
}
