package io.wardtap.appliance;

import io.wardtap.appliance.baseline.BaselineFile;
import io.wardtap.appliance.baseline.BaselineFileException;
import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.capture.CaptureSource;
import io.wardtap.appliance.capture.live.InterfaceCounters;
import io.wardtap.appliance.capture.live.LiveCapture;
import io.wardtap.appliance.capture.live.LiveCaptureException;
import io.wardtap.appliance.capture.live.LiveCaptureSettings;
import io.wardtap.appliance.capture.live.LiveSources;
import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.ConfigFault;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.export.SyslogSink;
import io.wardtap.appliance.host.Privileges;
import io.wardtap.appliance.host.Privileges.PrivilegeException;
import io.wardtap.appliance.host.ServiceManager;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.OverloadPolicy;
import io.wardtap.appliance.pipeline.Pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One live run from its options to its end: warms up, opens its sources, gives up root, makes the
/// parts, and runs until it is stopped. Used once, on one thread, which becomes a lane and keeps
/// the right to open an interface again that went away.
final class LiveRun {
    private static final Duration DELIVER_WITHIN = Duration.ofMillis(1500);

    private final LiveOptions options;
    private final LiveListener listener;
    private final LiveControl control;
    private final List<String> messages = new ArrayList<>();
    private final Faults faults = new Faults();
    private final long startedNs = System.nanoTime();

    LiveRun(LiveOptions options, LiveListener listener, LiveControl control) {
        this.options = options;
        this.listener = listener;
        this.control = control;
    }

    RunResult run() {
        try {
            WardtapConfig config = ConfigFile.load(options.config());
            Path keyFile = ConfigFile.keyFile(options.tokenKey(), config);
            RunKeys keys;
            try {
                keys =
                        keyFile == null
                                ? RunKeys.random()
                                : RunKeys.read(keyFile, listener::onMessage);
            } catch (IOException e) {
                return refused(ExitCode.USAGE, FileProblem.text(e, keyFile));
            }
            LiveCaptureSettings capture =
                    SettingsMapping.capture(
                            config, options.interfaces(), options.filter(), options.kind());
            // who to become is known before anything is opened
            Privileges.User user =
                    Privileges.isRoot() ? Privileges.user(config.capture().user()) : null;
            makeFolder(user);
            return open(config, keys, capture, user);
        } catch (ConfigException
                | IllegalArgumentException
                | BaselineFileException
                | PrivilegeException e) {
            return refused(ExitCode.USAGE, e.getMessage());
        } catch (LiveCaptureException e) {
            return refused(
                    e.isConfigurationFault() ? ExitCode.USAGE : ExitCode.SOURCE, e.getMessage());
        } catch (IOException e) {
            return refused(ExitCode.INTERNAL_ERROR, FileProblem.text(e, options.output()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused(ExitCode.INTERRUPTED, "interrupted");
        }
    }

    private RunResult refused(int code, String message) {
        return RunResult.refused(code, messages, message);
    }

    /// A folder that is made here belongs to who will write into it; one that is there stays as it
    /// is.
    private void makeFolder(Privileges.User user) throws IOException {
        boolean isNew = !Files.exists(options.output());
        Files.createDirectories(options.output());
        if (isNew && user != null) {
            Files.setAttribute(options.output(), "unix:uid", user.uid());
            Files.setAttribute(options.output(), "unix:gid", user.gid());
        }
    }

    private RunResult open(
            WardtapConfig config, RunKeys keys, LiveCaptureSettings settings, Privileges.User user)
            throws ConfigException,
                    IOException,
                    InterruptedException,
                    BaselineFileException,
                    LiveCaptureException,
                    PrivilegeException {
        Site site = SettingsMapping.site(config.site());
        SightGuard sight = new SightGuard();
        AnalysisAssembly assembly =
                new AnalysisAssembly(
                        site,
                        SettingsMapping.learning(config),
                        Thresholds.of(config.rules().thresholds()),
                        true,
                        sight,
                        faults);
        sight.watch(assembly.counters().lane());
        assembly.ledger().configure(SettingsMapping.severities(config));
        assembly.declare(DeviceMapping.devices(config), DeviceMapping.exceptions(config));
        DeviceMapping.expired(config, Instant.now()).forEach(listener::onMessage);
        if (options.baseline() != null) {
            BaselineFile.read(options.baseline(), assembly.baseline());
        }
        WarmUp.run(config.http().enabled());
        try (ServiceManager manager =
                        ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
                LiveCapture capture = LiveSources.open(settings)) {
            if (user != null) {
                Privileges.drop(user);
            } else {
                Privileges.confine();
            }
            String fault = unwritable(user);
            if (fault != null) {
                return refused(ExitCode.USAGE, fault);
            }
            OverloadPolicy policy = OverloadPolicy.shedding();
            LiveLoad load = new LiveLoad(policy);
            sight.live(() -> dropped(capture) + load.packetsShed(), load::isBlind);
            assembly.monitor().live(LiveInterfaces.of(capture), sight);
            assembly.monitor().load(load);
            return run(config, keys, site, sight, assembly, capture, manager, policy, load);
        }
    }

    private static long dropped(LiveCapture capture) {
        return capture.interfaces().stream().mapToLong(InterfaceCounters::kernelDrops).sum();
    }

    /// Says what the user that root was given up for cannot do, or null.
    private String unwritable(Privileges.User user) {
        String who = user == null ? "this user" : "user '" + user.name() + "'";
        if (!Files.isWritable(options.output())) {
            return options.output()
                    + ": "
                    + who
                    + ", as whom Wardtap works, cannot write there: choose another folder with -o,"
                    + " or give it this one";
        }
        Path baseline = options.saveBaseline();
        if (baseline != null
                && !Files.isWritable(
                        Files.exists(baseline)
                                ? baseline
                                : baseline.toAbsolutePath().getParent())) {
            return "--save-baseline: " + who + ", as whom Wardtap works, cannot write " + baseline;
        }
        if (options.config() != null && !Files.isReadable(options.config())) {
            listener.onMessage(
                    options.config() + ": " + who + " cannot read it, so that no reload will work");
        }
        return null;
    }

    private RunResult run(
            WardtapConfig config,
            RunKeys keys,
            Site site,
            SightGuard sight,
            AnalysisAssembly assembly,
            LiveCapture capture,
            ServiceManager manager,
            OverloadPolicy policy,
            LiveLoad load)
            throws ConfigException, IOException, InterruptedException {
        long listenedSinceNs = WallClock.ns();
        int workers = SettingsMapping.workers(config, options);
        List<CaptureSource> lanes = capture.lanes();
        try (RunOutputs outputs =
                        new RunOutputs(
                                new RunOutputs.Options(
                                        options.output(),
                                        options.events(),
                                        WallClock::ns,
                                        false,
                                        options.saveBaseline(),
                                        workers),
                                config,
                                keys,
                                site,
                                lanes.getFirst()::interfaceNames,
                                assembly,
                                faults,
                                messages,
                                startedNs);
                RunRecorder recorder =
                        RunRecorder.open(
                                config.outputs().recorder(),
                                options.output(),
                                lanes.size(),
                                index ->
                                        RunOutputs.interfaceName(
                                                lanes.getFirst().interfaceNames(), index));
                SyslogOutputs syslog = new SyslogOutputs(site.sensor(), keys.pseudonyms);
                MetricsService metrics = serve(config, site, assembly)) {
            load.watch(outputs.events());
            List<InterfaceCounters> interfaces = capture.interfaces();
            outputs.live(interfaces.size(), i -> interfaces.get(i).kernelDrops());
            assembly.output("sight", sight);
            assembly.ledger().add((alert, action, _, _) -> listener.onAlert(alert, action));
            recorder.record(assembly.ledger());
            SyslogOutputs.Change receivers = syslog.change(config.outputs().syslog());
            syslog.take(receivers);
            receivers.arriving().forEach(sink -> arrive(sink, assembly, metrics));
            AnalysisInbox inbox =
                    new AnalysisInbox(
                            assembly.assemble(rule -> !config.rules().disabled().contains(rule)));
            if (metrics != null) {
                assembly.ledger().add(metrics.latency(WallClock::ns));
            }
            ConfigReload reload =
                    new ConfigReload(
                            options.config(),
                            config,
                            new ConfigReload.Targets(
                                    assembly,
                                    inbox,
                                    outputs.events(),
                                    options.events(),
                                    syslog,
                                    sink -> arrive(sink, assembly, metrics),
                                    sink -> leave(sink, assembly, metrics)),
                            listener::onMessage);
            try (LiveSupervisor supervisor =
                    new LiveSupervisor(
                            control,
                            capture,
                            manager,
                            reload,
                            options.config() == null ? null : new WatchedFile(options.config()),
                            inbox::ticks,
                            listener::onMessage)) {
                Pipeline pipeline =
                        new Pipeline(
                                lanes,
                                SettingsMapping.lane(config, options.streamDigests()),
                                workers,
                                keys::context,
                                inbox,
                                faults,
                                policy);
                load.watch(pipeline);
                recorder.record(pipeline);
                if (metrics != null) {
                    metrics.live(
                            pipeline,
                            load,
                            capture.interfaces(),
                            supervisor::isReady,
                            reload::isCurrent);
                }
                supervisor.start();
                announce(supervisor, capture, metrics, manager);
                pipeline.run(supervisor::isOverdue);
                recorder.finish(messages);
                syslog.finish(DELIVER_WITHIN, messages);
                return outputs.finish(ExitCode.OK, reports(capture, listenedSinceNs));
            }
        }
    }

    private static MetricsService serve(WardtapConfig config, Site site, AnalysisAssembly assembly)
            throws ConfigException {
        if (!config.http().enabled()) {
            return null;
        }
        try {
            return MetricsService.open(config, site, assembly);
        } catch (IOException e) {
            throw new ConfigException(
                    List.of(new ConfigFault("configuration", 0, 0, "http", e.getMessage())));
        }
    }

    private static void arrive(SyslogSink sink, AnalysisAssembly assembly, MetricsService metrics) {
        assembly.ledger().add(sink);
        if (metrics != null) {
            metrics.watch(sink);
        }
    }

    private static void leave(SyslogSink sink, AnalysisAssembly assembly, MetricsService metrics) {
        assembly.ledger().remove(sink);
        if (metrics != null) {
            metrics.forget(sink);
        }
    }

    private void announce(
            LiveSupervisor supervisor,
            LiveCapture capture,
            MetricsService metrics,
            ServiceManager manager) {
        listener.onMessage(
                supervisor.listening()
                        + " ("
                        + capture.kind().name().toLowerCase(Locale.ROOT)
                        + "), writing to "
                        + options.output()
                        + (metrics == null ? "" : ", metrics at " + metrics.url()));
        manager.ready(supervisor.listening());
    }

    /// One an interface, from when it was listened on.
    private static List<CaptureReport> reports(LiveCapture capture, long sinceNs) {
        return capture.interfaces().stream()
                .map(
                        each ->
                                new CaptureReport(
                                        each.name(),
                                        "ethernet",
                                        each.packets(),
                                        each.bytes(),
                                        each.packets() == 0 ? 0 : sinceNs,
                                        each.lastPacketNs(),
                                        null))
                .toList();
    }
}
