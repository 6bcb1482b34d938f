package io.wardtap.appliance.detect.monitor;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.LoadState;
import io.wardtap.appliance.detect.MonitorState;
import io.wardtap.appliance.detect.RatioWindow;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Observers.EndObserver;
import io.wardtap.appliance.observe.Observers.TickObserver;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reports that the sensor does not see what it should: an interface without packets, packets lost,
/// more traffic than the machine can take, more conversations than its table holds, a disk that
/// takes no events, holes in streams, one direction only, packets twice or cut short, tunnels it
/// cannot look into, or so many devices silent at once that it must be the mirror. Each closes as
/// recovered when it is over.
public final class CaptureHealth implements Detector, TickObserver, EndObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "monitor-capture-health",
                    "Capture loss or blind sensor",
                    "health",
                    "Wardtap does not see the traffic it should: nothing arrives, packets are lost"
                            + " or many devices are silent at once.",
                    Kind.HEALTH,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM),
                    "T1562 Impair Defenses",
                    new Standards(
                            List.of("SI-4", "CA-7"),
                            List.of("DE.CM-01"),
                            List.of("AUDT"),
                            List.of("AUDT"),
                            List.of("SR 6.2"),
                            List.of("164.312(b)")),
                    "interface and what is wrong",
                    Duration.ofDays(1),
                    "Look at the mirror port's configuration and cable, then at the load of this"
                            + " machine; 'wardtap doctor' tells what arrives. Until it is solved,"
                            + " that no alert comes means nothing.",
                    false);

    private static final long CHECK_NS = 5_000_000_000L;
    private static final long REPEAT_NS = 3_600_000_000_000L;

    private static final long GAP_WINDOW_NS = 16 * 60_000_000_000L;
    private static final String OVERLOAD = "overload";

    /// Packets below which a share says nothing.
    private static final long LEAST_PACKETS = 1000;

    /// Conversations thrown out within a quarter of an hour that are worth an alert.
    private static final long LEAST_EVICTIONS = 1000;

    private static final long LEAST_CONVERSATIONS = 20;

    private final Thresholds.Capture limits;
    private final MonitorState monitor;
    private final FindingSink findings;
    private final OverloadEpisode overload;
    private final Map<String, RatioWindow> losses = new HashMap<>();
    private final RatioWindow flows = new RatioWindow();
    private final Map<String, Long> told = new HashMap<>();
    private long checkedNs = Long.MIN_VALUE;
    private long sinceNs = Long.MIN_VALUE;

    public CaptureHealth(DetectorContext context) {
        this.limits = context.thresholds().capture();
        this.monitor = context.monitor();
        this.findings = context.findings();
        this.overload = new OverloadEpisode(monitor.load());
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onTick(long packet, long nowNs) {
        if (checkedNs != Long.MIN_VALUE && nowNs - checkedNs < CHECK_NS) {
            return;
        }
        if (checkedNs == Long.MIN_VALUE) {
            sinceNs = nowNs;
        }
        checkedNs = nowNs;
        for (MonitorState.Interface watched : monitor.interfaces()) {
            silent(watched, packet, nowNs);
            losing(watched, packet, nowNs);
        }
        overload(packet, nowNs);
        disk(packet, nowNs);
        flowTable(packet, nowNs);
        gaps(packet, nowNs);
        oneWay(packet, nowNs);
        packets(packet, nowNs);
        unread(packet, nowNs);
        devices(packet, nowNs);
    }

    /// A short capture ends before the lane's counters have come with a tick.
    @Override
    public void onCaptureEnd(long packet, long nowNs) {
        flowTable(packet, nowNs);
    }

    private void silent(MonitorState.Interface watched, long packet, long now) {
        long lastNs = watched.lastPacketNs();
        long silentNs = now - Math.max(lastNs, sinceNs);
        judge(
                watched.name() + " silent",
                silentNs > limits.silent().toNanos(),
                () ->
                        "Nothing has arrived on "
                                + watched.name()
                                + " for "
                                + Wording.span(silentNs)
                                + (lastNs == 0
                                        ? ", since Wardtap began to listen."
                                        : ", since " + Wording.time(lastNs) + "."),
                Map.of("interface", watched.name(), "silent_s", silentNs / 1_000_000_000L),
                packet,
                now);
    }

    private void losing(MonitorState.Interface watched, long packet, long now) {
        RatioWindow window = losses.computeIfAbsent(watched.name(), _ -> new RatioWindow());
        long packets = watched.packets();
        long dropped = watched.dropped();
        window.move(now, packets, dropped);
        double ratio = window.ratio(packets, dropped);
        judge(
                watched.name() + " losing",
                ratio > limits.lossRatio() && window.seenIn(packets) >= LEAST_PACKETS,
                () ->
                        percent(ratio)
                                + " of the packets on "
                                + watched.name()
                                + " were lost in the last 15 minutes, because this machine did not"
                                + " keep up.",
                Map.of(
                        "interface",
                        watched.name(),
                        "loss_ratio",
                        rounded(ratio),
                        "dropped_packets",
                        dropped),
                packet,
                now);
    }

    private void overload(long packet, long now) {
        boolean bad = overload.look(now);
        if (!bad && told.containsKey(OVERLOAD)) {
            told.put(OVERLOAD, now - REPEAT_NS); // once more, with what it has cost in all
            judgeOverload(true, packet, now);
        }
        judgeOverload(bad, packet, now);
    }

    private void judgeOverload(boolean bad, long packet, long now) {
        judge(OVERLOAD, bad, overload::explanation, overload.evidence(), packet, now);
    }

    private void disk(long packet, long now) {
        LoadState load = monitor.load();
        judge(
                "event file",
                load.isDiskFailing(),
                () ->
                        "The disk takes no events: it is full or fails. Records of flows and"
                                + " messages are left out and alerts go to the other outputs; it"
                                + " is tried again every second.",
                Map.of("event_records_left_out", load.recordsLeftOut()),
                packet,
                now);
    }

    private void flowTable(long packet, long now) {
        long unanswered = monitor.unansweredOpenings();
        long evicted = monitor.evictedFlows();
        flows.move(now, unanswered, evicted);
        long evictedLately = flows.lostIn(evicted);
        long unansweredLately = flows.seenIn(unanswered);
        judge(
                "flow table",
                evictedLately >= LEAST_EVICTIONS,
                () ->
                        "There were more conversations at once than Wardtap's table holds, so that "
                                + evictedLately
                                + " were thrown out within 15 minutes; in that time nobody answered"
                                + " "
                                + unansweredLately
                                + " openings. A flood of openings does that, or a scan of a whole"
                                + " network. Openings and the longest idle go first, so that"
                                + " conversations under way are still read.",
                Map.of("evicted_flows", evictedLately, "unanswered_openings", unansweredLately),
                packet,
                now);
    }

    private void gaps(long packet, long now) {
        double ratio = monitor.sight().gapRatio();
        judge(
                "gaps",
                // our own losses leave holes, too, which are no fault of the mirror
                ratio > limits.gapRatio() && !overload.within(GAP_WINDOW_NS, now),
                () ->
                        percent(ratio)
                                + " of the bytes in TCP streams of the last 15 minutes were never"
                                + " seen, so that the mirror does not show everything.",
                Map.of("gap_ratio", rounded(ratio)),
                packet,
                now);
    }

    private void oneWay(long packet, long now) {
        double ratio = monitor.sight().oneWayRatio();
        long conversations = monitor.sight().conversations();
        judge(
                "one way",
                ratio > limits.oneWayRatio() && conversations >= LEAST_CONVERSATIONS,
                () ->
                        percent(ratio)
                                + " of the TCP conversations of the last 15 minutes were seen in"
                                + " one direction only, so that the mirror shows one side of a port"
                                + " or of a route.",
                Map.of("one_way_ratio", rounded(ratio), "conversations", conversations),
                packet,
                now);
    }

    /// Packets that come twice, or short.
    private void packets(long packet, long now) {
        boolean enough = monitor.sight().packets() >= LEAST_PACKETS;
        double copies = monitor.sight().duplicateRatio();
        judge(
                "duplicates",
                enough && copies > limits.duplicateRatio(),
                () ->
                        percent(copies)
                                + " of the packets of the last 15 minutes were copies of others, so"
                                + " that the same traffic is mirrored at two places and the mirror"
                                + " port carries less than it could.",
                Map.of("duplicate_ratio", rounded(copies)),
                packet,
                now);
        double cut = monitor.sight().cutRatio();
        judge(
                "captured short",
                enough && cut > limits.cutRatio(),
                () ->
                        percent(cut)
                                + " of the packets of the last 15 minutes arrived cut short, so"
                                + " that messages in them cannot be read.",
                Map.of("truncated_ratio", rounded(cut)),
                packet,
                now);
    }

    private void unread(long packet, long now) {
        double ratio = monitor.sight().unreadRatio();
        judge(
                "not read",
                ratio > limits.unreadRatio() && monitor.sight().packets() >= LEAST_PACKETS,
                () ->
                        percent(ratio)
                                + " of the bytes of the last 15 minutes were in frames or tunnels"
                                + " that Wardtap cannot look into.",
                Map.of("unread_ratio", rounded(ratio)),
                packet,
                now);
    }

    private void devices(long packet, long now) {
        int quiet = monitor.devicesQuiet;
        judge(
                "devices silent",
                quiet > 0,
                () ->
                        quiet
                                + " of "
                                + monitor.devicesWatched
                                + " devices that are always on have fallen silent at once, which"
                                + " points to the mirror and not to the devices.",
                Map.of("silent_devices", quiet, "watched_devices", monitor.devicesWatched),
                packet,
                now);
    }

    private interface Sentence {
        String say();
    }

    private void judge(
            String key,
            boolean bad,
            Sentence explanation,
            Map<String, Object> evidence,
            long packet,
            long now) {
        Long before = told.get(key);
        if (!bad) {
            if (before != null) {
                told.remove(key);
                findings.recovered(RULE, key, packet, now);
            }
        } else if (before == null || now - before >= REPEAT_NS) {
            told.put(key, now);
            findings.report(
                    new Finding(
                            RULE,
                            Severity.MEDIUM,
                            key,
                            null,
                            null,
                            null,
                            "",
                            explanation.say(),
                            new LinkedHashMap<>(evidence),
                            null,
                            packet,
                            now));
        }
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * ratio);
    }

    private static double rounded(double ratio) {
        return Math.round(1e6 * ratio) / 1e6;
    }
}
