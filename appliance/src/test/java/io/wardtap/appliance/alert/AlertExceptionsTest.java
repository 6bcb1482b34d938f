package io.wardtap.appliance.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.DetectorRig;
import io.wardtap.appliance.detect.Detectors;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.network.NewPeer;
import io.wardtap.appliance.detect.network.PortScan;
import io.wardtap.appliance.inventory.DeclaredDevices;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.identify.Protocols;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

class AlertExceptionsTest {
    private static final RuleInfo RULE = NewPeer.RULE;
    private static final long DAY = 24 * 60 * DetectorRig.MINUTE;
    private static final long LATER = DetectorRig.START + 30 * DAY;

    private final DetectorRig rig = new DetectorRig();
    private final AlertLedger ledger =
            new AlertLedger(
                    Site.defaults(),
                    LedgerLimits.defaults(),
                    new AnalysisCounters(Protocols.ALL),
                    new AlertCounters(Detectors.rules()),
                    () -> false,
                    (_, error) -> {
                        throw new AssertionError(error);
                    });
    private final List<String> told = new ArrayList<>();
    private Conversation flow;
    private long now = DetectorRig.START;

    @BeforeEach
    void listen() {
        ledger.add(
                (alert, action, _, _) ->
                        told.add((action.label() + " " + alert.closeReason).strip()));
        flow = rig.dicomFlow(DetectorRig.CT, DetectorRig.PACS);
    }

    @Test
    void keepsAFindingFromBeingAnAlertAndCountsIt() {
        ledger.except(all(any()));
        report(RULE, "k");
        report(RULE, "k");

        assertThat(told).isEmpty();
        assertThat(ledger.openCount()).isZero();
        assertThat(ledger.counters().excepted(RULE.id())).isEqualTo(2);
        assertThat(ledger.counters().excepted()).isEqualTo(Map.of(RULE.id(), 2L));
        assertThat(ledger.counters().raised(RULE.id(), Severity.MEDIUM)).isZero();
    }

    @Test
    void leavesOtherRulesAlone() {
        ledger.except(all(any()));
        report(PortScan.RULE, "k");

        assertThat(told).containsExactly("opened");
        assertThat(ledger.counters().excepted(PortScan.RULE.id())).isZero();
    }

    @Test
    void holdsToTheEndOfItsTimeInPacketTime() {
        ledger.except(all(exception(DeviceScope.ANY, DeviceScope.ANY, "", null, now + DAY)));
        now += DAY - 1;
        report(RULE, "k");
        assertThat(told).isEmpty();

        now += 1;
        report(RULE, "k");
        assertThat(told).containsExactly("opened");
    }

    @Test
    void comparesSubjectPeerAndService() {
        String server = DetectorRig.PACS;
        String client = DetectorRig.CT;
        assertThat(isKept(exception(network(client), network(server), "dicom/104"))).isTrue();
        assertThat(isKept(exception(network("10.0.1.0/24"), DeviceScope.ANY, ""))).isTrue();
        assertThat(isKept(exception(DeviceScope.ANY, network("10.0.2.0/24"), ""))).isTrue();
        assertThat(isKept(exception(network(server), DeviceScope.ANY, ""))).isFalse();
        assertThat(isKept(exception(network(client), network(client), ""))).isFalse();
        assertThat(isKept(exception(network(client), network(server), "dicom/11112"))).isFalse();
    }

    @Test
    void knowsADeviceByItsMac() {
        long mac = 0x00_00_5E_00_53_01L;
        Device ct = flow.clientDevice;
        assertThat(isKept(exception(mac(mac), DeviceScope.ANY, ""))).isFalse();
        ct.mac = mac;

        assertThat(isKept(exception(mac(mac), DeviceScope.ANY, ""))).isTrue();
        assertThat(isKept(exception(DeviceScope.ANY, mac(mac), ""))).isFalse();
    }

    @Test
    void knowsADeviceByItsDeclaredNameOnly() {
        AlertException named = exception(name("ct"), DeviceScope.ANY, "");
        flow.clientDevice.hostname = "ct";
        flow.clientDevice.aliases.add("name:ct");
        assertThat(isKept(named)).as("anybody can call itself so").isFalse();

        rig.inventory.declare(new DeclaredDevices(List.of(declared("ct", DetectorRig.CT))), 1, now);

        assertThat(flow.clientDevice.declared).isNotNull();
        assertThat(isKept(named)).isTrue();
        assertThat(isKept(exception(name("pacs"), DeviceScope.ANY, ""))).isFalse();
    }

    @Test
    void knowsAPeerWithoutADeviceByItsAddress() {
        Conversation out = rig.flow(DetectorRig.CT, DetectorRig.OUTSIDE, 443, "");
        Finding finding = finding(RULE, "out", out, null);
        ledger.except(all(exception(DeviceScope.ANY, network(DetectorRig.OUTSIDE), "")));
        ledger.report(finding);
        assertThat(told).isEmpty();

        ledger.except(all(exception(DeviceScope.ANY, network("203.0.113.8"), "")));
        ledger.report(finding);
        assertThat(told).containsExactly("opened");
    }

    @Test
    void closesAnOpenAlertThatItAccepts() {
        report(RULE, "k");
        ledger.onTick(1, now);
        ledger.except(all(exception(network(DetectorRig.PACS), DeviceScope.ANY, "")));
        assertThat(told).as("another's").containsExactly("opened");

        ledger.except(all(exception(network(DetectorRig.CT), DeviceScope.ANY, "")));

        assertThat(told).containsExactly("opened", "closed excepted");
        assertThat(ledger.counters().open(RULE.id(), Severity.MEDIUM)).isZero();
        ledger.except(AlertExceptions.NONE);
        report(RULE, "k");
        assertThat(told).containsExactly("opened", "closed excepted", "reopened");
    }

    @Test
    void closesAnOpenAlertAtItsNextFindingWhenTheDeviceGetsItsNameLater() {
        ledger.except(all(exception(name("ct"), DeviceScope.ANY, "")));
        report(RULE, "k");
        rig.inventory.declare(new DeclaredDevices(List.of(declared("ct", DetectorRig.CT))), 1, now);
        report(RULE, "k");

        assertThat(told).containsExactly("opened", "closed excepted");
    }

    @Test
    void holdsWithinItsHoursAndLeavesOpenWhatWasOpen() {
        ZoneId zone = ZoneId.of("Europe/Berlin"); // START is 09:00 there
        DailyWindow night = new DailyWindow(LocalTime.of(22, 0), LocalTime.of(6, 0), zone);
        AlertException nightly = exception(DeviceScope.ANY, DeviceScope.ANY, "", night, LATER);
        report(RULE, "k");
        ledger.onTick(1, now);
        ledger.except(all(nightly));
        now += 13 * 60 * DetectorRig.MINUTE - 1;
        report(RULE, "other");
        now += 1;
        report(RULE, "k");
        report(RULE, "third");
        now += 8 * 60 * DetectorRig.MINUTE - 1;
        report(RULE, "third");
        now += 1;
        report(RULE, "third");

        assertThat(told).containsExactly("opened", "opened", "opened");
        assertThat(ledger.counters().excepted(RULE.id())).isEqualTo(3);
    }

    @Test
    void aWindowWithinADayEndsBeforeItsSecondTime() {
        DailyWindow morning =
                new DailyWindow(LocalTime.of(8, 0), LocalTime.of(8, 30), ZoneId.of("UTC"));
        assertThat(morning.holds(now)).isTrue();
        assertThat(morning.holds(now - 1)).isFalse();
        assertThat(morning.holds(now + 30 * DetectorRig.MINUTE - 1)).isTrue();
        assertThat(morning.holds(now + 30 * DetectorRig.MINUTE)).isFalse();
        assertThat(
                        new DailyWindow(LocalTime.of(8, 0), LocalTime.of(8, 0), ZoneId.of("UTC"))
                                .holds(now + DAY / 2))
                .as("the whole day")
                .isTrue();
    }

    private boolean isKept(AlertException exception) {
        long before = ledger.counters().excepted(RULE.id());
        ledger.except(all(exception));
        report(RULE, "k" + told.size());
        return ledger.counters().excepted(RULE.id()) > before;
    }

    private void report(RuleInfo rule, String key) {
        ledger.report(finding(rule, key, flow, flow.serverDevice));
    }

    private Finding finding(RuleInfo rule, String key, Conversation in, Device peer) {
        return new Finding(
                rule,
                Severity.MEDIUM,
                key,
                in.clientDevice,
                peer,
                in,
                "dicom/104",
                "seen",
                Map.of(),
                null,
                1,
                now);
    }

    private static AlertExceptions all(AlertException... exceptions) {
        return new AlertExceptions(List.of(exceptions));
    }

    private static AlertException any() {
        return exception(DeviceScope.ANY, DeviceScope.ANY, "");
    }

    private static AlertException exception(DeviceScope subject, DeviceScope peer, String service) {
        return exception(subject, peer, service, null, LATER);
    }

    private static AlertException exception(
            DeviceScope subject, DeviceScope peer, String service, DailyWindow window, long until) {
        return new AlertException(RULE.id(), subject, peer, service, window, until);
    }

    private static DeviceScope network(String text) {
        return new DeviceScope(Set.of(), Set.of(), List.of(Cidr.parse(text)));
    }

    private static DeviceScope mac(long mac) {
        return new DeviceScope(Set.of(), Set.of(mac), List.of());
    }

    private static DeviceScope name(String name) {
        return new DeviceScope(Set.of(name), Set.of(), List.of());
    }

    private static DeclaredDevice declared(String name, String address) {
        return new DeclaredDevice(name, 0, List.of(Cidr.parse(address)), "", "", "", "", "");
    }
}
