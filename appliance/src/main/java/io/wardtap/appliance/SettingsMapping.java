package io.wardtap.appliance;

import io.wardtap.appliance.baseline.LearningConfig;
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
                config.capture().vlanInFlowKey() == VlanInFlowKey.ON,
                streamDigests);
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
