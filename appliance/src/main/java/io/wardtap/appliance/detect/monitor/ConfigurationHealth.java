package io.wardtap.appliance.detect.monitor;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.MonitorState;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Observers.TickObserver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports that a changed configuration was refused, so that the former one is still in force.
/// Closes as recovered once one is taken.
public final class ConfigurationHealth implements Detector, TickObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "monitor-config",
                    "Changed configuration refused",
                    "health",
                    "The configuration was changed and has faults, so that Wardtap works on as"
                            + " before the change.",
                    Kind.HEALTH,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM),
                    "T1562 Impair Defenses",
                    new Standards(
                            List.of("CM-3", "CM-6"),
                            List.of("PR.PS-01"),
                            List.of("CNFS"),
                            List.of("CNFS"),
                            List.of("SR 7.7"),
                            List.of("164.312(b)")),
                    "configuration",
                    Duration.ofDays(1),
                    "Run 'wardtap config check', which names file, line and key of every fault,"
                            + " correct them and reload.",
                    false);

    private static final String KEY = "configuration";

    private final MonitorState monitor;
    private final FindingSink findings;
    private boolean told;

    public ConfigurationHealth(DetectorContext context) {
        this.monitor = context.monitor();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onTick(long packet, long nowNs) {
        int faults = monitor.configurationFaults;
        if (faults == 0 && told) {
            told = false;
            findings.recovered(RULE, KEY, packet, nowNs);
        } else if (faults > 0 && !told) {
            told = true;
            report(faults, packet, nowNs);
        }
    }

    private void report(int faults, long packet, long now) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("faults", faults);
        String first = "";
        if (monitor.configurationLine > 0) {
            evidence.put("line", monitor.configurationLine);
            first += ", the first in line " + monitor.configurationLine;
        }
        if (!monitor.configurationKey.isEmpty()) {
            evidence.put("key", monitor.configurationKey);
            first += (first.isEmpty() ? ", the first" : "") + " at " + monitor.configurationKey;
        }
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        KEY,
                        null,
                        null,
                        null,
                        "",
                        "The changed configuration has "
                                + faults
                                + (faults == 1 ? " fault" : " faults")
                                + first
                                + ", and was refused whole; the former one stays in force.",
                        evidence,
                        null,
                        packet,
                        now));
    }
}
