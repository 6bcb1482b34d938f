package io.wardtap.appliance;

import io.wardtap.appliance.alert.AlertExceptions;
import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.ConfigFault;
import io.wardtap.appliance.config.RuleSettings;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.export.EventWriter;
import io.wardtap.appliance.export.SyslogSink;
import io.wardtap.appliance.host.ServiceThread;
import io.wardtap.appliance.inventory.DeclaredDevices;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// Takes a changed configuration into force while packets go on: rules, exceptions, devices and
/// outputs. A faulty file is refused whole and the one in force stays. One thread reloads; whether
/// the latest is in force may be asked by any.
final class ConfigReload {
    private static final long APPLY_WITHIN_MS = 10_000;

    /// What a configuration is applied to.
    ///
    /// @param asked datasets of the command line, which win; or null
    /// @param arrived is given receivers that are new, `left` those that are not meant any more;
    ///   both on the analysis thread
    record Targets(
            AnalysisAssembly assembly,
            AnalysisInbox inbox,
            EventWriter events,
            Set<String> asked,
            SyslogOutputs syslog,
            Consumer<SyslogSink> arrived,
            Consumer<SyslogSink> left) {}

    private final Path file;
    private final Targets targets;
    private final Consumer<String> say;
    private WardtapConfig inForce;
    private volatile boolean current = true;

    /// @param file or null: then there is nothing to reload
    /// @param say takes lines for the operator
    ConfigReload(Path file, WardtapConfig inForce, Targets targets, Consumer<String> say) {
        this.file = file;
        this.inForce = inForce;
        this.targets = targets;
        this.say = say;
    }

    /// Whether the configuration in force is the file's latest.
    boolean isCurrent() {
        return current;
    }

    void reload() throws InterruptedException {
        targets.events.reopen();
        if (file == null) {
            say.accept("reload: there is no configuration file (-c), nothing changes");
            return;
        }
        try {
            WardtapConfig next = ConfigFile.load(file);
            SyslogOutputs.Change receivers = targets.syslog.change(next.outputs().syslog());
            if (apply(next, receivers)) {
                taken(next);
            } else {
                receivers.arriving().forEach(SyslogSink::close);
                refused(List.of(fault("analysis did not come to it")));
            }
        } catch (ConfigException e) {
            refused(e.faults());
        } catch (IOException e) {
            refused(List.of(fault(FileProblem.text(e, file))));
        }
    }

    private static ConfigFault fault(String message) {
        return new ConfigFault("reload", 0, 0, "", message);
    }

    private boolean apply(WardtapConfig next, SyslogOutputs.Change receivers)
            throws InterruptedException {
        RuleSettings rules = next.rules();
        Thresholds thresholds = Thresholds.of(rules.thresholds());
        Map<String, Map<String, Double>> before = inForce.rules().thresholds();
        DeclaredDevices devices = DeviceMapping.devices(next);
        AlertExceptions exceptions = DeviceMapping.exceptions(next);
        boolean applied =
                targets.inbox.call(
                        () -> {
                            targets.assembly.change(
                                    thresholds,
                                    rule -> !rules.disabled().contains(rule),
                                    rule ->
                                            !Objects.equals(
                                                    before.get(rule),
                                                    rules.thresholds().get(rule)));
                            targets.assembly.ledger().configure(SettingsMapping.severities(next));
                            targets.assembly.declare(devices, exceptions);
                            targets.events.datasets(RunOutputs.datasets(targets.asked, next));
                            receivers.leaving().forEach(targets.left);
                            receivers.arriving().forEach(targets.arrived);
                            targets.assembly.monitor().configurationTaken();
                        },
                        APPLY_WITHIN_MS);
        if (applied) {
            targets.syslog.take(receivers);
            for (SyslogSink sink : receivers.leaving()) {
                ServiceThread.start("close-" + sink.name(), sink::close);
            }
        }
        return applied;
    }

    private void taken(WardtapConfig next) {
        List<String> later = later(inForce, next);
        current = true;
        inForce = next;
        say.accept("reload: " + file + " is in force");
        DeviceMapping.expired(next, Instant.now()).forEach(say);
        if (!later.isEmpty()) {
            say.accept(
                    "reload: changes of "
                            + String.join(", ", later)
                            + " take effect at the next start only");
        }
    }

    private void refused(List<ConfigFault> faults) throws InterruptedException {
        current = false;
        for (ConfigFault fault : faults) {
            say.accept(fault.toString());
        }
        say.accept("reload: refused; the former configuration stays in force");
        ConfigFault first = faults.getFirst();
        targets.inbox.call(
                () ->
                        targets.assembly
                                .monitor()
                                .configurationRefused(faults.size(), first.line(), first.key()),
                APPLY_WITHIN_MS);
    }

    /// Sections that are read at the start only, and that have changed.
    private static List<String> later(WardtapConfig before, WardtapConfig next) {
        List<String> changed = new ArrayList<>();
        note(changed, "site", before.site(), next.site());
        note(changed, "capture", before.capture(), next.capture());
        note(changed, "pipeline", before.pipeline(), next.pipeline());
        note(changed, "protocols", before.protocols(), next.protocols());
        note(changed, "learning", before.learning(), next.learning());
        note(
                changed,
                "outputs.file.include_pseudonyms",
                before.outputs().file().includePseudonyms(),
                next.outputs().file().includePseudonyms());
        note(changed, "http", before.http(), next.http());
        note(changed, "storage", before.storage(), next.storage());
        return changed;
    }

    private static void note(List<String> changed, String name, Object before, Object next) {
        if (!before.equals(next)) {
            changed.add(name);
        }
    }
}
