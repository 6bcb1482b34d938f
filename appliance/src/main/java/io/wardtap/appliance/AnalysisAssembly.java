package io.wardtap.appliance;

import io.wardtap.appliance.alert.AlertCounters;
import io.wardtap.appliance.alert.AlertExceptions;
import io.wardtap.appliance.alert.AlertLedger;
import io.wardtap.appliance.alert.AlertListener;
import io.wardtap.appliance.alert.LedgerLimits;
import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.LearningConfig;
import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Detectors;
import io.wardtap.appliance.detect.MonitorState;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.inventory.DeclaredDevices;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Analysis;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.appliance.observe.Hl7Sample;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.FaultListener;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.protocol.identify.Protocols;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Puts analysis together in its fixed order: inventory, outputs, baselines, detectors, ledger.
/// Make it, add the outputs, then ask once for the [Analysis].
public final class AnalysisAssembly {
    private static final String LEDGER = "ledger";

    private final AnalysisCounters counters = new AnalysisCounters(Protocols.ALL);
    private final DeviceInventory inventory;
    private final Baseline baseline;
    private final AlertLedger ledger;
    private final Analysis analysis;
    private final MonitorState monitor = new MonitorState();
    private final Hl7Interfaces hl7Interfaces = new Hl7Interfaces();
    private final Map<String, Detector> detectors = new LinkedHashMap<>();
    private final DetectorContext context;
    private boolean assembled;

    /// @param live profiles become mature by the settings; in a replay only a given baseline is
    /// @param visibilityBad packets are being lost: silence proves nothing, nothing closes as quiet
    /// @param faults is told once of each part that threw
    public AnalysisAssembly(
            Site site,
            LearningConfig learning,
            Thresholds thresholds,
            boolean live,
            BooleanSupplier visibilityBad,
            FaultListener faults) {
        analysis = new Analysis(site, counters, faults);
        inventory = new DeviceInventory(site);
        inventory.tell(analysis);
        baseline = new Baseline(site, learning, inventory, live);
        ledger =
                new AlertLedger(
                        site,
                        LedgerLimits.defaults(),
                        counters,
                        new AlertCounters(Detectors.rules()),
                        visibilityBad,
                        faults);
        monitor.flowTable(
                () -> counters.lane().get(LaneCounters.FLOW_EVICTIONS),
                () -> counters.lane().get(LaneCounters.UNANSWERED_OPENINGS));
        context =
                new DetectorContext(
                        site, inventory, baseline, thresholds, ledger, visibilityBad, monitor);
        analysis.add("inventory", inventory);
        analysis.add("hl7-interfaces", hl7Interfaces);
    }

    public Hl7Interfaces hl7Interfaces() {
        return hl7Interfaces;
    }

    /// Shows HL7 messages to someone who samples them.
    public void sample(Hl7Sample taker) {
        analysis.sample(taker);
    }

    /// Adds an output: it is called for those observers that it implements, and for alerts.
    public void output(String name, Object output) {
        if (assembled) {
            throw new IllegalStateException("outputs come before the detectors");
        }
        analysis.add(name, output);
        if (output instanceof AlertListener listener) {
            ledger.add(listener);
        }
    }

    /// The analysis with the detectors of the enabled rules; no outputs can be added afterwards.
    ///
    /// @param enabled by rule id
    public Analysis assemble(Predicate<String> enabled) {
        if (assembled) {
            throw new IllegalStateException("assembled already");
        }
        assembled = true;
        analysis.add("baseline", baseline);
        for (Detector detector : Detectors.create(context, enabled)) {
            analysis.add(detector.rule().id(), detector);
            detectors.put(detector.rule().id(), detector);
        }
        analysis.add(LEDGER, ledger);
        return analysis;
    }

    /// Takes over the rules of a new configuration: those that are no longer enabled go, with what
    /// they remember, new ones begin, and so do those whose thresholds have changed; all others go
    /// on. Alerts that are open stay so. Analysis thread, between two units.
    ///
    /// @param enabled by rule id
    /// @param changed rules whose thresholds are not what they were
    public void change(
            Thresholds thresholds, Predicate<String> enabled, Predicate<String> changed) {
        Map<String, Object> arriving = new LinkedHashMap<>();
        for (Detector detector : Detectors.create(context.with(thresholds), enabled)) {
            String rule = detector.rule().id();
            Detector before = detectors.get(rule);
            arriving.put(rule, before == null || changed.test(rule) ? detector : before);
        }
        Set<String> leaving = Set.copyOf(detectors.keySet());
        analysis.replace(leaving::contains, LEDGER, arriving);
        detectors.clear();
        arriving.forEach((rule, detector) -> detectors.put(rule, (Detector) detector));
    }

    /// Takes over what a configuration says of devices and which findings it accepts. Analysis
    /// thread, or before there is one.
    public void declare(DeclaredDevices devices, AlertExceptions exceptions) {
        inventory.declare(devices, ledger.tickPacket(), ledger.tickNs());
        ledger.except(exceptions);
    }

    /// What the rules of kind health go by.
    public MonitorState monitor() {
        return monitor;
    }

    public AnalysisCounters counters() {
        return counters;
    }

    public DeviceInventory inventory() {
        return inventory;
    }

    public Baseline baseline() {
        return baseline;
    }

    public AlertLedger ledger() {
        return ledger;
    }
}
