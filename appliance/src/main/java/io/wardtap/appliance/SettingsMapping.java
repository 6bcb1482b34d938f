package io.wardtap.appliance;

import io.wardtap.appliance.baseline.LearningConfig;
import io.wardtap.appliance.capture.live.CaptureKind;
import io.wardtap.appliance.capture.live.LiveCaptureSettings;
import io.wardtap.appliance.config.CaptureSettings;
import io.wardtap.appliance.config.CaptureSettings.VlanInFlowKey;
import io.wardtap.appliance.config.OutputSettings;
import io.wardtap.appliance.config.PipelineSettings;
import io.wardtap.appliance.config.SiteSettings;
import io.wardtap.appliance.config.WardtapConfig;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.export.Pseudonyms;
import io.wardtap.appliance.export.SyslogOptions;
import io.wardtap.appliance.observe.Cidr;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.FlowTimeouts;
import io.wardtap.appliance.pipeline.LaneSettings;
import io.wardtap.appliance.pipeline.VlanKey;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From the configuration file's sections to each stage's own settings. Stages know nothing of the
/// file.
final class SettingsMapping {
    private SettingsMapping() {}

    static Site site(SiteSettings settings) {
        Map<String, List<Cidr>> zones = new LinkedHashMap<>();
        for (SiteSettings.Zone zone : settings.zones()) {
            zones.put(zone.name(), cidrs(zone.networks()));
        }
        return new Site(
                settings.name(),
                settings.sensor(),
                cidrs(settings.networks()),
                cidrs(settings.partners()),
                zones,
                settings.timezone());
    }

    private static List<Cidr> cidrs(List<io.wardtap.appliance.config.Cidr> networks) {
        return networks.stream().map(network -> Cidr.parse(network.text())).toList();
    }

    static LearningConfig learning(WardtapConfig config) {
        return new LearningConfig(
                Duration.ofDays(config.learning().days()),
                config.learning().observations(),
                LearningConfig.defaults().ageing());
    }

    static LaneSettings lane(WardtapConfig config, boolean streamDigests) {
        PipelineSettings pipeline = config.pipeline();
        return new LaneSettings(
                pipeline.flows(),
                pipeline.unitMemory().bytes(),
                Long.highestOneBit(pipeline.slab().bytes()),
                pipeline.ringUnits(),
                FlowTimeouts.defaults(),
                vlanKey(config.capture().vlanInFlowKey()),
                streamDigests,
                config.capture().duplicateWindow().toNanos(),
                pipeline.dropBadChecksums());
    }

    private static VlanKey vlanKey(VlanInFlowKey setting) {
        return switch (setting) {
            case AUTO -> VlanKey.AUTO;
            case ON -> VlanKey.ON;
            case OFF -> VlanKey.OFF;
        };
    }

    /// What is to be captured: the command line wins over the file.
    ///
    /// @param asked interfaces of the command line, empty for the file's
    /// @param filter of the command line, null for the file's
    /// @throws IllegalArgumentException when no interface is named, or one twice
    static LiveCaptureSettings capture(
            WardtapConfig config, List<String> asked, String filter, CaptureKind kind) {
        CaptureSettings capture = config.capture();
        boolean named = !asked.isEmpty();
        if (!named && capture.interfaces().isEmpty() && capture.groups().isEmpty()) {
            throw new IllegalArgumentException(
                    "no interface to listen on: name one with -i, or in capture.interfaces of the"
                            + " configuration; 'wardtap interfaces' lists them");
        }
        List<String> interfaces = named ? asked : capture.interfaces();
        return LiveCaptureSettings.of(interfaces.toArray(String[]::new))
                .withGroups(
                        named
                                ? List.of()
                                : capture.groups().stream()
                                        .map(
                                                group ->
                                                        new LiveCaptureSettings.Group(
                                                                group.name(), group.interfaces()))
                                        .toList())
                .withFilter(filter != null ? filter : capture.filter())
                .withSnaplen(capture.snaplen())
                .withRingBytes(capture.buffer().bytes())
                .withLanes(capture.lanes())
                .withProcessors(capture.cpus(), capture.numaNode())
                .withKind(kind);
    }

    /// Parser threads of a live run.
    static int workers(WardtapConfig config, LiveOptions options) {
        int wanted = options.workers() > 0 ? options.workers() : config.pipeline().workers();
        return wanted > 0 ? wanted : ReplayOptions.defaultWorkers();
    }

    static Map<String, Severity> severities(WardtapConfig config) {
        Map<String, Severity> severities = new LinkedHashMap<>();
        config.rules()
                .severity()
                .forEach((rule, level) -> severities.put(rule, Severity.valueOf(level.name())));
        return severities;
    }

    /// @param pseudonyms given to outputs that are to have them
    static SyslogOptions syslog(
            OutputSettings.Syslog settings, String sensor, Pseudonyms pseudonyms) {
        return new SyslogOptions(
                settings.name(),
                settings.transport() == OutputSettings.Transport.TCP,
                settings.host(),
                settings.port(),
                settings.facility().code(),
                settings.enterpriseNumber(),
                Severity.valueOf(settings.severityMin().name()),
                sensor,
                true,
                settings.includePseudonyms() ? pseudonyms : null);
    }
}
