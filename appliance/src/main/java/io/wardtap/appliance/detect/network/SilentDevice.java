package io.wardtap.appliance.detect.network;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.Profile;
import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.MonitorState;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.medical.MedicalFacts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Reports a device that is always on by its baseline and has fallen silent. Says nothing while the
/// whole capture is quiet, packets are being lost, or so many devices are quiet at once that the
/// sight is gone and not the devices, which it hands on for one alert about the mirror. Closes as
/// recovered when the device is back.
public final class SilentDevice
        implements Detector,
                FlowObserver,
                DicomObserver,
                Hl7Observer,
                MedicalObserver,
                TickObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "behav-device-silent",
                    "Device has fallen silent",
                    "behaviour",
                    "A device that is always on has sent nothing for far longer than it usually"
                            + " pauses.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T0815 Denial of View",
                    new Standards(
                            List.of("SI-4", "CP-2"),
                            List.of("DE.CM-01"),
                            List.of("DTBK"),
                            List.of("DTBK"),
                            List.of("SR 7.1"),
                            List.of("164.308(a)(7)")),
                    "device",
                    Duration.ofDays(3),
                    "Call clinical engineering: somebody has to look at the device, since it may be"
                            + " attached to a patient or a feed that care depends on may have"
                            + " stopped. Then check its network port, and the mirror.",
                    true);

    private static final long CHECK_NS = 30_000_000_000L;
    private static final long REPEAT_NS = 3_600_000_000_000L;
    private static final long RENEW_NS = 600_000_000_000L;

    /// One watched device.
    private static final class Watch {
        final Profile profile;
        Device device;
        boolean silent;
        long toldNs;

        Watch(Profile profile) {
            this.profile = profile;
        }
    }

    private final Thresholds.Silence limits;
    private final DeviceInventory inventory;
    private final Baseline baseline;
    private final FindingSink findings;
    private final BooleanSupplier visibilityBad;
    private final MonitorState monitor;
    private final Map<String, Watch> watches = new LinkedHashMap<>();
    private long renewedNs = Long.MIN_VALUE;
    private long checkedNs = Long.MIN_VALUE;

    /// Nothing at all was seen since.
    private long activeNs = Long.MIN_VALUE;

    /// Silence counts from here: the begin, or the end of a time without sight.
    private long watchedNs = Long.MIN_VALUE;

    public SilentDevice(DetectorContext context) {
        this.limits = context.thresholds().silence();
        this.inventory = context.inventory();
        this.baseline = context.baseline();
        this.findings = context.findings();
        this.visibilityBad = context.visibilityBad();
        this.monitor = context.monitor();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onFlowBegin(Conversation flow, long packet, long nowNs) {
        active(nowNs);
    }

    @Override
    public void onFlowProgress(Conversation flow, long packet, long nowNs) {
        active(flow.lastNs);
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        active(nowNs);
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        active(nowNs);
    }

    @Override
    public void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        active(nowNs);
    }

    private void active(long now) {
        if (activeNs == Long.MIN_VALUE || now - activeNs > limits.floor().toNanos() / 2) {
            watchedNs = now; // so long without any sight: start over
        }
        activeNs = Math.max(activeNs, now);
    }

    @Override
    public void onTick(long packet, long nowNs) {
        if (!baseline.judges()
                || activeNs == Long.MIN_VALUE
                || checkedNs != Long.MIN_VALUE && nowNs - checkedNs < CHECK_NS) {
            return;
        }
        checkedNs = nowNs;
        if (visibilityBad.getAsBoolean()) {
            watchedNs = nowNs;
            return;
        }
        if (nowNs - activeNs > limits.captureQuiet().toNanos()) {
            return;
        }
        renew(nowNs);
        check(packet, nowNs);
    }

    /// Devices that the baseline marks always on, whether or not they were seen yet.
    private void renew(long now) {
        if (renewedNs != Long.MIN_VALUE && now - renewedNs < RENEW_NS) {
            return;
        }
        renewedNs = now;
        for (Profile profile : baseline.alwaysOn(limits.factor(), limits.floor().toNanos())) {
            watches.computeIfAbsent(profile.key(), _ -> new Watch(profile));
        }
    }

    private void check(long packet, long now) {
        int quiet = 0;
        for (Watch watch : watches.values()) {
            if (watch.device == null || watch.device.retired) {
                watch.device =
                        inventory.expect(
                                watch.profile.key(),
                                watch.profile.addresses(),
                                watch.profile.deviceClass(),
                                now);
            }
            quiet += silentNs(watch, now) > tolerated(watch) / 2 ? 1 : 0;
        }
        boolean blind = quiet >= 2 && quiet > limits.manyShare() * watches.size();
        monitor.quiet(blind ? quiet : 0, watches.size());
        for (Watch watch : watches.values()) {
            boolean silent = silentNs(watch, now) > tolerated(watch);
            if (!silent && watch.silent) {
                watch.silent = false;
                findings.recovered(RULE, Wording.key(watch.device, null), packet, now);
            } else if (silent && !blind && (!watch.silent || now - watch.toldNs >= REPEAT_NS)) {
                watch.silent = true;
                watch.toldNs = now;
                report(watch, packet, now);
            }
        }
    }

    private long tolerated(Watch watch) {
        return watch.profile.silence().toleratedNs(limits.factor(), limits.floor().toNanos());
    }

    private long silentNs(Watch watch, long now) {
        long last = watch.device.seen ? watch.device.lastSeenNs : Long.MIN_VALUE;
        return now - Math.max(last, watchedNs);
    }

    private void report(Watch watch, long packet, long now) {
        Device device = watch.device;
        long typical = watch.profile.silence().typicalNs();
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("silent_s", silentNs(watch, now) / 1_000_000_000L);
        evidence.put("typical_gap_s", typical / 1_000_000_000L);
        evidence.put("longest_gap_s", watch.profile.silence().longestNs() / 1_000_000_000L);
        evidence.put("tolerated_s", tolerated(watch) / 1_000_000_000L);
        evidence.put("seen_in_this_capture", device.seen);
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(device, null),
                        device,
                        null,
                        null,
                        "",
                        Wording.of(device)
                                + " has sent nothing for "
                                + Wording.span(silentNs(watch, now))
                                + (device.seen
                                        ? ", since " + Wording.time(device.lastSeenNs)
                                        : " and was not seen at all")
                                + ", although it usually pauses for "
                                + Wording.span(typical)
                                + ".",
                        evidence,
                        null,
                        packet,
                        now));
    }
}
