package io.wardtap.appliance.alert;

import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.Tally;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Alerts by rule and severity, for the metrics. Written on the analysis thread, read by any.
public final class AlertCounters {
    private static final Severity[] SEVERITIES = Severity.values();

    private final Map<String, Tally[]> raised = new LinkedHashMap<>();
    private final Map<String, Tally[]> open = new LinkedHashMap<>();
    private final Map<String, Tally> excepted = new LinkedHashMap<>();
    private final Tally suppressed = new Tally();
    private final Tally evictions = new Tally();

    /// @param rules the catalogue: a closed set of labels
    public AlertCounters(List<RuleInfo> rules) {
        for (RuleInfo rule : rules) {
            raised.put(rule.id(), tallies());
            open.put(rule.id(), tallies());
            excepted.put(rule.id(), new Tally());
        }
    }

    private static Tally[] tallies() {
        Tally[] tallies = new Tally[SEVERITIES.length];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = new Tally();
        }
        return tallies;
    }

    /// Opened, reopened or escalated to this severity.
    public long raised(String rule, Severity severity) {
        return get(raised, rule, severity);
    }

    /// Open at the moment.
    public long open(String rule, Severity severity) {
        return get(open, rule, severity);
    }

    /// Findings that raised nothing since an exception holds for them.
    public long excepted(String rule) {
        Tally tally = excepted.get(rule);
        return tally == null ? 0 : tally.get();
    }

    /// The same of all rules, in the order of their ids, without those that have none.
    public Map<String, Long> excepted() {
        Map<String, Long> counts = new TreeMap<>();
        excepted.forEach(
                (rule, tally) -> {
                    if (tally.get() > 0) {
                        counts.put(rule, tally.get());
                    }
                });
        return counts;
    }

    /// Alerts not opened since their rule had opened too many within the hour.
    public long suppressed() {
        return suppressed.get();
    }

    /// Alerts forgotten since the ledger was full.
    public long evictions() {
        return evictions.get();
    }

    private static long get(Map<String, Tally[]> of, String rule, Severity severity) {
        Tally[] tallies = of.get(rule);
        return tallies == null ? 0 : tallies[severity.ordinal()].get();
    }

    void raised(Alert alert) {
        add(raised, alert.rule.id(), alert.severity, 1);
    }

    void opened(String rule, Severity severity, int n) {
        add(open, rule, severity, n);
    }

    void except(String rule) {
        Tally tally = excepted.get(rule);
        if (tally != null) {
            tally.add(1);
        }
    }

    void suppress() {
        suppressed.add(1);
    }

    void evict() {
        evictions.add(1);
    }

    private static void add(Map<String, Tally[]> to, String rule, Severity severity, int n) {
        Tally[] tallies = to.get(rule);
        if (tallies != null) {
            tallies[severity.ordinal()].add(n);
        }
    }
}
