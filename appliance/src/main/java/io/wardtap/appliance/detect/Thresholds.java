package io.wardtap.appliance.detect;

import java.time.Duration;

/// What detectors compare with. All defaults are judgement: none was tuned on traffic.
public record Thresholds(
        PortScan portScan,
        DicomProbe dicomProbe,
        DicomQuery dicomQuery,
        NakStorm nakStorm,
        Silence silence) {
    /// @param ports distinct ports of one host touched in the window without a conversation (25:
    ///   more services than a client of any one server uses)
    /// @param halfOpenPorts so few are enough when nearly all openings fail (10)
    /// @param halfOpenRatio share of failed openings that counts as nearly all (0.8)
    /// @param window of packet time (60 s: default scans of common tools take less)
    public record PortScan(int ports, int halfOpenPorts, double halfOpenRatio, Duration window) {
        public PortScan {
            positive("port-scan.ports", ports);
            positive("port-scan.half-open-ports", halfOpenPorts);
            positive("port-scan.window", window);
            if (!(halfOpenRatio > 0 && halfOpenRatio <= 1)) {
                throw new IllegalArgumentException(
                        "port-scan.half-open-ratio " + halfOpenRatio + " is not in (0, 1]");
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
            positive("dicom-probe.rejects", rejects);
            positive("dicom-probe.titles", titles);
            positive("dicom-probe.same-title-rejects", sameTitleRejects);
            positive("dicom-probe.hosts", hosts);
            positive("dicom-probe.aborted", aborted);
            positive("dicom-probe.window", window);
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
            positive("dicom-query.pending", pending);
            positive("dicom-query.finds-per-minute", findsPerMinute);
            positive("dicom-query.unrestricted-queries", unrestrictedQueries);
            positive("dicom-query.habit-factor", habitFactor);
        }
    }

    /// @param naks negative acknowledgements in the window (20: an operator's single errors stay
    ///   below)
    /// @param ratio share of negative ones among the acknowledgements in the window (0.3)
    /// @param ratioFloor acknowledgements below which the share says nothing (50)
    /// @param window of packet time (5 min)
    public record NakStorm(int naks, double ratio, int ratioFloor, Duration window) {
        public NakStorm {
            positive("nak-storm.naks", naks);
            positive("nak-storm.ratio-floor", ratioFloor);
            positive("nak-storm.window", window);
            if (!(ratio > 0 && ratio <= 1)) {
                throw new IllegalArgumentException(
                        "nak-storm.ratio " + ratio + " is not in (0, 1]");
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
            positive("silence.factor", factor);
            positive("silence.floor", floor);
            positive("silence.capture-quiet", captureQuiet);
            if (!(manyShare > 0 && manyShare <= 1)) {
                throw new IllegalArgumentException(
                        "silence.many-share " + manyShare + " is not in (0, 1]");
            }
        }
    }

    public static Thresholds defaults() {
        return new Thresholds(
                new PortScan(25, 10, 0.8, Duration.ofSeconds(60)),
                new DicomProbe(5, 3, 20, 5, 5, Duration.ofMinutes(10)),
                new DicomQuery(500, 50, 10, 2),
                new NakStorm(20, 0.3, 50, Duration.ofMinutes(5)),
                new Silence(4, Duration.ofMinutes(10), 0.5, Duration.ofSeconds(60)));
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0, not " + value);
        }
    }
}
