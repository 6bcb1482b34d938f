package io.wardtap.appliance.detect;

import static io.wardtap.appliance.detect.NamedThresholds.positive;
import static io.wardtap.appliance.detect.NamedThresholds.share;
import static io.wardtap.appliance.detect.NamedThresholds.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What detectors compare with. All defaults are judgement: none was tuned on traffic.
public record Thresholds(
        PortScan portScan,
        DicomProbe dicomProbe,
        DicomQuery dicomQuery,
        NakStorm nakStorm,
        Silence silence,
        Capture capture,
        Hl7Thresholds hl7) {
    /// Trackers keep so many of the latest ports or associations of one source.
    public static final int MAX_TRACKED = 64;

    private static final int MAX_RING = 1000;

    /// @param ports distinct ports of one host touched in the window without a conversation (25:
    ///   more services than a client of any one server uses)
    /// @param halfOpenPorts so few are enough when nearly all openings fail (10)
    /// @param halfOpenRatio share of failed openings that counts as nearly all (0.8)
    /// @param window of packet time (60 s: default scans of common tools take less)
    public record PortScan(int ports, int halfOpenPorts, double halfOpenRatio, Duration window) {
        public PortScan {
            within("recon-port-scan.ports", ports, 1, MAX_TRACKED);
            within("recon-port-scan.half_open_ports", halfOpenPorts, 1, MAX_TRACKED);
            positive("recon-port-scan.window_s", window);
            if (!(halfOpenRatio > 0 && halfOpenRatio <= 1)) {
                throw new IllegalArgumentException(
                        "recon-port-scan.half_open_ratio " + halfOpenRatio + " is not in (0, 1]");
            }
        }
    }

    /// @param rejects rejected associations that count as trying, when titles vary (5: a mistyped
    ///   title is corrected sooner)
    /// @param titles distinct title pairs rejected, whatever their number (3: nobody has three
    ///   names by mistake)
    /// @param sameTitleRejects rejects of one and the same pair (20: a stuck sender retries about
    ///   once a minute)
    /// @param hosts different hosts only asked for an echo (5: a service console checks a few)
    /// @param aborted associations opened and dropped without a message (5)
    /// @param window of packet time (10 min: slow enough for probing by hand)
    public record DicomProbe(
            int rejects,
            int titles,
            int sameTitleRejects,
            int hosts,
            int aborted,
            Duration window) {
        public DicomProbe {
            within("recon-dicom-probe.rejects", rejects, 1, MAX_TRACKED);
            within("recon-dicom-probe.titles", titles, 1, MAX_TRACKED);
            within("recon-dicom-probe.same_title_rejects", sameTitleRejects, 1, MAX_TRACKED);
            within("recon-dicom-probe.hosts", hosts, 1, MAX_TRACKED);
            within("recon-dicom-probe.aborted", aborted, 1, MAX_TRACKED);
            positive("recon-dicom-probe.window_s", window);
        }
    }

    /// @param pending responses to one request (500: a worklist of a big day has fewer)
    /// @param findsPerMinute requests of one client (50: viewers ask a few a minute)
    /// @param unrestrictedQueries requests without any restricting key in ten minutes by a client
    ///   of which nothing is learned (10: one is a slip, ten are a harvest)
    /// @param habitFactor how far above its own learned volume a known client may go (2)
    public record DicomQuery(
            int pending, int findsPerMinute, int unrestrictedQueries, int habitFactor) {
        public DicomQuery {
            positive("exfil-dicom-query.pending", pending);
            positive("exfil-dicom-query.finds_per_minute", findsPerMinute);
            within("exfil-dicom-query.unrestricted_queries", unrestrictedQueries, 1, MAX_RING);
            positive("exfil-dicom-query.habit_factor", habitFactor);
        }
    }

    /// @param naks negative acknowledgements in the window (20: an operator's single errors stay
    ///   below)
    /// @param ratio share of negative ones among the acknowledgements in the window (0.3)
    /// @param ratioFloor acknowledgements below which the share says nothing (50)
    /// @param window of packet time (5 min)
    public record NakStorm(int naks, double ratio, int ratioFloor, Duration window) {
        public NakStorm {
            positive("hl7-nak-storm.naks", naks);
            positive("hl7-nak-storm.ratio_floor", ratioFloor);
            positive("hl7-nak-storm.window_s", window);
            if (!(ratio > 0 && ratio <= 1)) {
                throw new IllegalArgumentException(
                        "hl7-nak-storm.ratio " + ratio + " is not in (0, 1]");
            }
        }
    }

    /// @param factor typical gaps that may pass (4: jitter and one missed turn are no silence)
    /// @param floor silence below it is never reported (10 min)
    /// @param manyShare share of the watched devices that, quiet at once, means that the sight is
    ///   lost and not the devices (0.5)
    /// @param captureQuiet without any traffic at all for so long, nothing is judged (60 s)
    public record Silence(int factor, Duration floor, double manyShare, Duration captureQuiet) {
        public Silence {
            positive("behav-device-silent.factor", factor);
            positive("behav-device-silent.floor_s", floor);
            positive("behav-device-silent.capture_quiet_s", captureQuiet);
            if (!(manyShare > 0 && manyShare <= 1)) {
                throw new IllegalArgumentException(
                        "behav-device-silent.many_share " + manyShare + " is not in (0, 1]");
            }
        }
    }

    /// @param silent an interface without a packet for so long is blind (5 min: the quietest
    ///   network has broadcasts more often)
    /// @param gapRatio share of streams' bytes that were not seen within 15 minutes (0.01: below
    ///   that, parsers lose single messages only)
    /// @param lossRatio share of packets that the kernel dropped within 15 minutes (0.001)
    /// @param oneWayRatio share of TCP conversations seen in one direction only (0.2: hosts that
    ///   are gone and routes that differ explain less)
    /// @param duplicateRatio share of packets that are copies of others (0.2: a mirror of both ends
    ///   of a busy link; less costs little)
    /// @param cutRatio share of packets captured short (0.01)
    /// @param unreadRatio share of bytes in frames that nobody reads (0.2)
    public record Capture(
            Duration silent,
            double gapRatio,
            double lossRatio,
            double oneWayRatio,
            double duplicateRatio,
            double cutRatio,
            double unreadRatio) {
        public Capture {
            positive("monitor-capture-health.silent_s", silent);
            share("monitor-capture-health.gap_ratio", gapRatio);
            share("monitor-capture-health.loss_ratio", lossRatio);
            share("monitor-capture-health.one_way_ratio", oneWayRatio);
            share("monitor-capture-health.duplicate_ratio", duplicateRatio);
            share("monitor-capture-health.truncated_ratio", cutRatio);
            share("monitor-capture-health.unread_ratio", unreadRatio);
        }
    }

    public static Thresholds defaults() {
        return new Thresholds(
                new PortScan(25, 10, 0.8, Duration.ofSeconds(60)),
                new DicomProbe(5, 3, 20, 5, 5, Duration.ofMinutes(10)),
                new DicomQuery(500, 50, 10, 2),
                new NakStorm(20, 0.3, 50, Duration.ofMinutes(5)),
                new Silence(4, Duration.ofMinutes(10), 0.5, Duration.ofSeconds(60)),
                new Capture(Duration.ofMinutes(5), 0.01, 0.001, 0.2, 0.2, 0.01, 0.2),
                Hl7Thresholds.defaults());
    }

    /// The defaults with settings by rule id and name in their place; windows and floors are in
    /// seconds.
    ///
    /// @throws IllegalArgumentException naming rule and setting when one is unknown or out of range
    public static Thresholds of(Map<String, Map<String, Double>> settings) {
        Thresholds usual = defaults();
        NamedThresholds scan = new NamedThresholds("recon-port-scan", settings);
        NamedThresholds probe = new NamedThresholds("recon-dicom-probe", settings);
        NamedThresholds query = new NamedThresholds("exfil-dicom-query", settings);
        NamedThresholds naks = new NamedThresholds("hl7-nak-storm", settings);
        NamedThresholds silence = new NamedThresholds("behav-device-silent", settings);
        NamedThresholds capture = new NamedThresholds("monitor-capture-health", settings);
        PortScan p = usual.portScan;
        DicomProbe d = usual.dicomProbe;
        DicomQuery q = usual.dicomQuery;
        NakStorm n = usual.nakStorm;
        Silence s = usual.silence;
        Capture c = usual.capture;
        List<NamedThresholds> all =
                new ArrayList<>(List.of(scan, probe, query, naks, silence, capture));
        Thresholds made =
                new Thresholds(
                        new PortScan(
                                scan.number("ports", p.ports),
                                scan.number("half_open_ports", p.halfOpenPorts),
                                scan.ratio("half_open_ratio", p.halfOpenRatio),
                                scan.seconds("window_s", p.window)),
                        new DicomProbe(
                                probe.number("rejects", d.rejects),
                                probe.number("titles", d.titles),
                                probe.number("same_title_rejects", d.sameTitleRejects),
                                probe.number("hosts", d.hosts),
                                probe.number("aborted", d.aborted),
                                probe.seconds("window_s", d.window)),
                        new DicomQuery(
                                query.number("pending", q.pending),
                                query.number("finds_per_minute", q.findsPerMinute),
                                query.number("unrestricted_queries", q.unrestrictedQueries),
                                query.number("habit_factor", q.habitFactor)),
                        new NakStorm(
                                naks.number("naks", n.naks),
                                naks.ratio("ratio", n.ratio),
                                naks.number("ratio_floor", n.ratioFloor),
                                naks.seconds("window_s", n.window)),
                        new Silence(
                                silence.number("factor", s.factor),
                                silence.seconds("floor_s", s.floor),
                                silence.ratio("many_share", s.manyShare),
                                silence.seconds("capture_quiet_s", s.captureQuiet)),
                        new Capture(
                                capture.seconds("silent_s", c.silent),
                                capture.ratio("gap_ratio", c.gapRatio),
                                capture.ratio("loss_ratio", c.lossRatio),
                                capture.ratio("one_way_ratio", c.oneWayRatio),
                                capture.ratio("duplicate_ratio", c.duplicateRatio),
                                capture.ratio("truncated_ratio", c.cutRatio),
                                capture.ratio("unread_ratio", c.unreadRatio)),
                        Hl7Thresholds.of(settings, all));
        Set<String> known = new TreeSet<>();
        for (NamedThresholds named : all) {
            named.checkAllKnown();
            known.add(named.rule);
        }
        for (Map.Entry<String, Map<String, Double>> rule : settings.entrySet()) {
            if (!known.contains(rule.getKey()) && !rule.getValue().isEmpty()) {
                throw new IllegalArgumentException(
                        rule.getKey() + " has no thresholds; rules that have some: " + known);
            }
        }
        return made;
    }
}
