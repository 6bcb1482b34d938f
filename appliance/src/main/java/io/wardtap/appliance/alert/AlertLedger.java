package io.wardtap.appliance.alert;

import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.NameUuid;
import io.wardtap.appliance.observe.Observers.TickObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.pipeline.FaultListener;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.BooleanSupplier;

/// Folds findings into alerts: few, explained, each under an id that a replay repeats. An incident
/// is told of again when its count has grown tenfold or an hour has passed, posture when it gets
/// worse and in a daily digest. Quiet closes an alert after the rule's time, but never while
/// visibility is bad nor because a capture ends; a return within seven days is the same alert.
/// Bounded in alerts and in openings a rule and hour. Analysis thread only.
public final class AlertLedger implements FindingSink, TickObserver {
    private static final long SCAN_NS = 60_000_000_000L;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final String EXCEPTED = "excepted";
    private static final long SECOND_NS = 1_000_000_000L;

    /// One rule's alerts by key, and how many it opened within the hour.
    private static final class RuleState {
        final Map<String, AlertState> alerts = new HashMap<>();
        long hourNs = Long.MIN_VALUE;
        int openings;
        AlertState last;
    }

    private final Site site;
    private final LedgerLimits limits;
    private final AnalysisCounters analysis;
    private final AlertCounters counters;
    private final BooleanSupplier visibilityBad;
    private final FaultListener faults;
    private final List<AlertListener> listeners = new ArrayList<>();
    private final Map<String, RuleState> rules = new HashMap<>();
    private final Map<String, Severity> configured = new HashMap<>();
    private final SequencedSet<AlertState> open = new LinkedHashSet<>();
    private final SequencedSet<AlertState> closed = new LinkedHashSet<>();
    private final List<AlertState> due = new ArrayList<>();
    private AlertExceptions exceptions = AlertExceptions.NONE;
    private long tickPacket;
    private long tickNs = Long.MIN_VALUE;
    private long scannedNs = Long.MIN_VALUE;
    private long midnightNs = Long.MIN_VALUE;

    public AlertLedger(
            Site site,
            LedgerLimits limits,
            AnalysisCounters analysis,
            AlertCounters counters,
            BooleanSupplier visibilityBad,
            FaultListener faults) {
        this.site = site;
        this.limits = limits;
        this.analysis = analysis;
        this.counters = counters;
        this.visibilityBad = visibilityBad;
        this.faults = faults;
    }

    /// Adds somebody who gets every revision, after it was stored.
    public void add(AlertListener listener) {
        listeners.add(listener);
    }

    /// Gives it no further revisions.
    public void remove(AlertListener listener) {
        listeners.remove(listener);
    }

    /// Severities in place of the rules' usual ones, for findings from now on; all others of a rule
    /// move by as many levels.
    public void configure(Map<String, Severity> severities) {
        configured.clear();
        configured.putAll(severities);
    }

    /// Exceptions in place of those so far: open alerts that they accept for whole days close as
    /// excepted. What an exception accepts for some hours only is not raised within them, and what
    /// was open before stays so.
    public void except(AlertExceptions accepted) {
        exceptions = accepted;
        for (AlertState state : List.copyOf(open)) {
            if (accepted.covering(state, tickNs) != null) {
                close(state, EXCEPTED, tickPacket, tickNs);
            }
        }
    }

    /// Open alerts in the order of their opening, with all that was folded into them so far.
    public List<Alert> open() {
        List<Alert> alerts = new ArrayList<>(open.size());
        for (AlertState state : open) {
            state.show(visibility());
            alerts.add(state.alert);
        }
        return alerts;
    }

    /// Packet and time of the latest tick; before the first, [Long#MIN_VALUE].
    public long tickNs() {
        return tickNs;
    }

    public long tickPacket() {
        return tickPacket;
    }

    public int openCount() {
        return open.size();
    }

    public AlertCounters counters() {
        return counters;
    }

    @Override
    public void report(Finding finding) {
        RuleState rule = rules.computeIfAbsent(finding.rule().id(), _ -> new RuleState());
        AlertState state = rule.alerts.get(finding.key());
        long now = finding.timeNs();
        AlertException accepted = exceptions.covering(finding);
        if (accepted != null) {
            counters.except(finding.rule().id());
            if (state != null && !state.closed && accepted.window() == null) {
                close(state, EXCEPTED, finding.packet(), now);
            }
            return;
        }
        if (state != null
                && state.closed
                && now - state.closedNs > limits.reopenWithin().toNanos()) {
            forget(state);
            state = null;
        }
        if (state == null) {
            open(rule, finding);
        } else if (state.closed) {
            reopen(state, finding);
        } else {
            goOn(state, finding);
        }
    }

    private void open(RuleState rule, Finding finding) {
        long now = finding.timeNs();
        if (rule.hourNs == Long.MIN_VALUE || now - rule.hourNs >= HOUR_NS) {
            rule.hourNs = now;
            rule.openings = 0;
        }
        if (rule.openings >= limits.openingsPerHour()) {
            counters.suppress();
            if (rule.last != null) {
                rule.last.suppressed++;
            }
            return;
        }
        rule.openings++;
        makeRoom();
        RuleInfo info = finding.rule();
        Alert alert =
                new Alert(
                        NameUuid.of(
                                site.name(),
                                site.sensor(),
                                info.id(),
                                finding.key(),
                                Long.toString(now)),
                        info,
                        finding.key(),
                        severity(finding),
                        now);
        alert.correlationId = NameUuid.of(site.name(), info.id(), finding.key());
        AlertState state = new AlertState(alert);
        rule.alerts.put(finding.key(), state);
        rule.last = state;
        open.add(state);
        state.fold(finding);
        analysis.alert(info.id());
        counters.opened(info.id(), alert.severity, 1);
        tell(state, AlertAction.OPENED, finding.packet(), now);
    }

    private void reopen(AlertState state, Finding finding) {
        Alert alert = state.alert;
        state.closed = false;
        closed.remove(state);
        open.add(state);
        alert.closeReason = "";
        alert.episode++;
        alert.revision++;
        alert.severity = severity(finding);
        state.fold(finding);
        counters.opened(alert.rule.id(), alert.severity, 1);
        tell(state, AlertAction.REOPENED, finding.packet(), finding.timeNs());
    }

    private void goOn(AlertState state, Finding finding) {
        Alert alert = state.alert;
        state.fold(finding);
        Severity severity = severity(finding);
        if (severity.compareTo(alert.severity) > 0) {
            counters.opened(alert.rule.id(), alert.severity, -1);
            alert.severity = severity;
            counters.opened(alert.rule.id(), severity, 1);
            alert.revision++;
            tell(state, AlertAction.ESCALATED, finding.packet(), finding.timeNs());
        } else if (alert.rule.kind() != Kind.POSTURE && isDue(state, finding.timeNs())) {
            update(state, finding.packet(), finding.timeNs());
        }
    }

    private boolean isDue(AlertState state, long now) {
        return state.alert.count >= limits.growth() * state.toldCount
                || state.hasNews() && now - state.toldNs >= limits.updateEvery().toNanos();
    }

    private void update(AlertState state, long packet, long now) {
        state.alert.revision++;
        tell(state, AlertAction.UPDATED, packet, now);
    }

    @Override
    public void recovered(RuleInfo rule, String key, long packet, long nowNs) {
        RuleState of = rules.get(rule.id());
        AlertState state = of == null ? null : of.alerts.get(key);
        if (state != null && !state.closed) {
            close(state, "recovered", packet, nowNs);
        }
    }

    @Override
    public void onTick(long packet, long nowNs) {
        tickPacket = packet;
        tickNs = nowNs;
        if (scannedNs != Long.MIN_VALUE && nowNs - scannedNs < SCAN_NS) {
            return;
        }
        scannedNs = nowNs;
        boolean digest = isNextDay(nowNs);
        boolean bad = visibilityBad.getAsBoolean();
        due.clear();
        due.addAll(open);
        for (int i = 0; i < due.size(); i++) {
            AlertState state = due.get(i);
            Alert alert = state.alert;
            if (!bad && nowNs - alert.lastNs >= alert.rule.closeAfter().toNanos()) {
                close(state, "quiet", packet, nowNs);
            } else if (alert.rule.kind() == Kind.POSTURE
                    ? digest && state.hasNews()
                    : isDue(state, nowNs)) {
                update(state, packet, nowNs);
            }
        }
        due.clear();
        long before = nowNs - limits.reopenWithin().toNanos();
        while (!closed.isEmpty() && closed.getFirst().closedNs < before) {
            forget(closed.getFirst());
        }
    }

    /// Whether local midnight has passed since the last call.
    private boolean isNextDay(long now) {
        boolean next = midnightNs != Long.MIN_VALUE && now >= midnightNs;
        if (midnightNs == Long.MIN_VALUE || next) {
            midnightNs =
                    SECOND_NS
                            * Instant.ofEpochSecond(Math.floorDiv(now, SECOND_NS))
                                    .atZone(site.timezone())
                                    .toLocalDate()
                                    .plusDays(1)
                                    .atStartOfDay(site.timezone())
                                    .toEpochSecond();
        }
        return next;
    }

    private void close(AlertState state, String reason, long packet, long now) {
        Alert alert = state.alert;
        open.remove(state);
        closed.add(state);
        state.closed = true;
        state.closedNs = now;
        alert.closeReason = reason;
        alert.revision++;
        counters.opened(alert.rule.id(), alert.severity, -1);
        tell(state, AlertAction.CLOSED, packet, now);
    }

    private void makeRoom() {
        while (open.size() + closed.size() >= limits.alerts()) {
            counters.evict();
            AlertState victim = closed.isEmpty() ? open.getFirst() : closed.getFirst();
            if (!victim.closed) {
                counters.opened(victim.alert.rule.id(), victim.alert.severity, -1);
            }
            forget(victim);
        }
    }

    private void forget(AlertState state) {
        open.remove(state);
        closed.remove(state);
        RuleState rule = rules.get(state.alert.rule.id());
        rule.alerts.remove(state.alert.key, state);
        if (rule.last == state) {
            rule.last = null;
        }
    }

    /// The configured level, and one more for a life-support device where the rule can have it; not
    /// when that would rest on an address whose place nobody has declared.
    private Severity severity(Finding finding) {
        Severity severity = moved(finding);
        if (finding.subject() == null || !finding.subject().criticality.equals("life-support")) {
            return severity;
        }
        Conversation flow = finding.flow();
        boolean undeclared =
                flow != null
                        && !site.networksDeclared()
                        && (site.scopeOf(flow.client) == AddressScope.EXTERNAL
                                || site.scopeOf(flow.server) == AddressScope.EXTERNAL);
        Severity raised = severity.raised();
        return !undeclared && finding.rule().reachable().contains(raised) ? raised : severity;
    }

    private Severity moved(Finding finding) {
        Severity severity = finding.severity();
        Severity wanted = configured.get(finding.rule().id());
        if (wanted == null) {
            return severity;
        }
        for (int i = finding.rule().severity().ordinal(); i < wanted.ordinal(); i++) {
            severity = severity.raised();
        }
        for (int i = finding.rule().severity().ordinal(); i > wanted.ordinal(); i--) {
            severity = severity.lowered();
        }
        return severity;
    }

    private String visibility() {
        return visibilityBad.getAsBoolean() ? "reduced" : AlertState.FULL;
    }

    private void tell(AlertState state, AlertAction action, long packet, long now) {
        state.show(visibility());
        state.told(now);
        if (action.countsAsAlert()) {
            counters.raised(state.alert);
        }
        for (int i = 0; i < listeners.size(); i++) {
            AlertListener listener = listeners.get(i);
            if (listener != null) {
                try {
                    listener.onAlert(state.alert, action, packet, now);
                } catch (RuntimeException | StackOverflowError | AssertionError e) {
                    listeners.set(i, null);
                    faults.onFault("alert listener " + listener.getClass().getSimpleName(), e);
                }
            }
        }
    }
}
