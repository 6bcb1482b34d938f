package io.wardtap.appliance;

import io.wardtap.appliance.capture.live.InterfaceCounters;
import io.wardtap.appliance.capture.live.LiveCapture;
import io.wardtap.appliance.capture.live.LiveCaptureException;
import io.wardtap.appliance.capture.live.LiveCaptureSettings;
import io.wardtap.appliance.capture.live.LiveSources;
import io.wardtap.appliance.config.ConfigException;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.host.HostClock;
import io.wardtap.appliance.host.HostInterface;
import io.wardtap.appliance.host.HostInterfaces;
import io.wardtap.appliance.host.Privileges;
import io.wardtap.appliance.host.Privileges.PrivilegeException;
import io.wardtap.appliance.host.ServiceThread;
import io.wardtap.appliance.mirror.MirrorExam;
import io.wardtap.appliance.mirror.MirrorVerdict;
import io.wardtap.appliance.observe.MedicalProtocols;
import io.wardtap.appliance.observe.ProtocolCounters;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Listens for a while without detectors and outputs, and judges the mirror. Used once, on one
/// thread.
final class Doctor {
    private final DoctorOptions options;
    private final LiveListener listener;
    private final LiveControl control;

    Doctor(DoctorOptions options, LiveListener listener, LiveControl control) {
        this.options = options;
        this.listener = listener;
        this.control = control;
    }

    DoctorResult run() {
        try {
            WardtapConfig config = ConfigFile.load(options.config());
            LiveCaptureSettings settings =
                    SettingsMapping.capture(
                                    config, options.interfaces(), options.filter(), options.kind())
                            .withLanes(1);
            Privileges.User user =
                    Privileges.isRoot() ? Privileges.user(config.capture().user()) : null;
            // asked for before capture changes it: an interface in promiscuous mode is not news
            List<String> offloads = offloads(settings.allInterfaces());
            try (LiveCapture capture = LiveSources.open(settings)) {
                if (user != null) {
                    Privileges.drop(user);
                } else {
                    Privileges.confine();
                }
                return examine(config, capture, offloads);
            }
        } catch (ConfigException | IllegalArgumentException | PrivilegeException e) {
            return DoctorResult.refused(ExitCode.USAGE, e.getMessage());
        } catch (LiveCaptureException e) {
            return DoctorResult.refused(
                    e.isConfigurationFault() ? ExitCode.USAGE : ExitCode.SOURCE, e.getMessage());
        } catch (IOException e) {
            return DoctorResult.refused(
                    ExitCode.USAGE, FileProblem.text(e, options.config().toAbsolutePath()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DoctorResult.refused(ExitCode.INTERRUPTED, "interrupted");
        }
    }

    private static List<String> offloads(List<String> interfaces) {
        List<String> commands = new ArrayList<>();
        for (String name : interfaces) {
            try {
                HostInterface found = HostInterfaces.find(name);
                if (found != null) {
                    // tags that were stripped are put back by our own capture
                    found.harmful().stream()
                            .filter(offload -> !offload.name().equals("rx-vlan-offload"))
                            .forEach(offload -> commands.add(offload.turnOff()));
                }
            } catch (IOException e) {
                return List.of(); // another system: it does not tell
            }
        }
        return commands;
    }

    private DoctorResult examine(WardtapConfig config, LiveCapture capture, List<String> offloads)
            throws InterruptedException {
        Site site = SettingsMapping.site(config.site());
        Faults faults = new Faults();
        SightGuard sight = new SightGuard();
        AnalysisAssembly assembly =
                new AnalysisAssembly(
                        site,
                        SettingsMapping.learning(config),
                        Thresholds.defaults(),
                        true,
                        sight,
                        faults);
        sight.watch(assembly.counters().lane());
        MirrorExam exam = new MirrorExam(site);
        List<String> names = capture.interfaces().stream().map(InterfaceCounters::name).toList();
        listener.onMessage(
                "listening on "
                        + String.join(", ", names)
                        + " for "
                        + options.time().toSeconds()
                        + " seconds; Ctrl-C judges what was seen so far");
        long startedNs = System.nanoTime();
        Thread timer = ServiceThread.start("wardtap-timer", () -> end(capture));
        RunKeys keys = RunKeys.random();
        new Pipeline(
                        new ExaminedSource(capture.lanes().getFirst(), exam),
                        SettingsMapping.lane(config, false),
                        1,
                        keys::context,
                        assembly.assemble(_ -> false),
                        faults)
                .run(() -> false);
        timer.interrupt();
        long seconds = Math.max(1, Math.round((System.nanoTime() - startedNs) / 1e9));
        LaneCounters lane = assembly.counters().lane();
        return new DoctorResult(
                ExitCode.OK,
                "",
                names,
                seconds,
                exam.packets(),
                exam.bytes(),
                MirrorVerdict.of(
                        exam,
                        new MirrorVerdict.Surroundings(
                                names,
                                seconds,
                                capture.interfaces().stream()
                                        .mapToLong(InterfaceCounters::kernelDrops)
                                        .sum(),
                                lane.get(LaneCounters.BYTES),
                                lane.get(LaneCounters.TCP_GAP_BYTES),
                                protocols(assembly),
                                offloads,
                                HostClock.isSynchronised())));
    }

    private void end(LiveCapture capture) {
        long endNs = System.nanoTime() + options.time().toNanos();
        try {
            while (System.nanoTime() < endNs && !control.isStopped()) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            // the capture ended by itself
        }
        capture.stop();
    }

    private static List<String> protocols(AnalysisAssembly assembly) {
        List<String> seen = new ArrayList<>();
        for (ProtocolCounters counted : assembly.counters().protocols()) {
            boolean medical = MedicalProtocols.contains(counted.name());
            if (medical && counted.flows() > 0) {
                seen.add(
                        counted.name()
                                + " ("
                                + counted.flows()
                                + (counted.flows() == 1 ? " flow, " : " flows, ")
                                + counted.messages()
                                + " messages)");
            }
        }
        return seen;
    }
}
