package io.wardtap.appliance.detect;

import static io.wardtap.appliance.detect.NamedThresholds.positive;
import static io.wardtap.appliance.detect.NamedThresholds.within;

import io.wardtap.appliance.observe.Hl7Interface;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the rules about HL7 v2 compare with. All defaults are judgement: none was tuned on traffic.
public record Hl7Thresholds(
        AckTimeout ackTimeout,
        Replay replay,
        ControlIdGap controlIdGap,
        Malformed malformed,
        Injection injection,
        Oversize oversize,
        Probe probe) {
    /// The interfaces' own measure of a retry, of a jump and of size: below them nothing is told.
    private static final int LEAST_REPLAY_S = 300;

    private static final int LEAST_JUMP = 1000;
    private static final int LEAST_KIB = Hl7Interface.LARGE_BYTES >> 10;
    private static final int LEAST_SEGMENTS = Hl7Interface.LARGE_SEGMENTS;

    /// @param answeredBefore answers after which a receiver is known to answer (20)
    /// @param unanswered fewer missing ones within the window are single ones (10)
    /// @param share of the messages of the window that may stay unanswered (0.2)
    public record AckTimeout(int answeredBefore, int unanswered, double share) {
        public AckTimeout {
            positive("hl7-ack-timeout.answered_before", answeredBefore);
            positive("hl7-ack-timeout.unanswered", unanswered);
            NamedThresholds.share("hl7-ack-timeout.share", share);
        }
    }

    /// @param after a repetition later than this is no retry (300 s, not less: senders try again
    ///   within five minutes)
    public record Replay(Duration after) {
        public Replay {
            within("hl7-replay.after_s", (int) after.toSeconds(), LEAST_REPLAY_S, 1_000_000);
        }
    }

    /// @param jump of control ids that is a gap or a reset (1000, not less: parallel connections
    ///   reorder less)
    public record ControlIdGap(int jump) {
        public ControlIdGap {
            within("hl7-controlid-gap.jump", jump, LEAST_JUMP, 1_000_000);
        }
    }

    /// @param messages faulty ones of a sender in an hour (20: an operator's slips stay below)
    /// @param factor how far above its own worst hour of the last day (3)
    public record Malformed(int messages, int factor) {
        public Malformed {
            positive("hl7-malformed.messages", messages);
            positive("hl7-malformed.factor", factor);
        }
    }

    /// @param messages of a sender with the same kind of sign in an hour (1: nobody writes such
    ///   things by chance)
    /// @param controlMessages the same for control characters alone (20: careless senders exist)
    public record Injection(int messages, int controlMessages) {
        public Injection {
            positive("hl7-injection.messages", messages);
            positive("hl7-injection.control_messages", controlMessages);
        }
    }

    /// @param messageKib of a message without its framing (10240: adapters take far less), 64 at
    ///   least
    /// @param segments of a message (10000), 1000 at least
    public record Oversize(int messageKib, int segments) {
        public Oversize {
            within("hl7-oversize.message_kib", messageKib, LEAST_KIB, 1_000_000);
            within("hl7-oversize.segments", segments, LEAST_SEGMENTS, 1_000_000);
        }
    }

    /// @param hosts whose HL7 ports one source spoke something else to (3)
    /// @param window of packet time (10 min: slow enough for probing by hand)
    public record Probe(int hosts, Duration window) {
        public Probe {
            within("recon-hl7-probe.hosts", hosts, 1, Thresholds.MAX_TRACKED);
            positive("recon-hl7-probe.window_s", window);
        }
    }

    static Hl7Thresholds defaults() {
        return new Hl7Thresholds(
                new AckTimeout(20, 10, 0.2),
                new Replay(Duration.ofSeconds(LEAST_REPLAY_S)),
                new ControlIdGap(LEAST_JUMP),
                new Malformed(20, 3),
                new Injection(1, 20),
                new Oversize(10_240, 10_000),
                new Probe(3, Duration.ofMinutes(10)));
    }

    /// @param named gets the rules that have thresholds here
    static Hl7Thresholds of(
            Map<String, Map<String, Double>> settings, List<NamedThresholds> named) {
        Hl7Thresholds usual = defaults();
        NamedThresholds acks = add("hl7-ack-timeout", settings, named);
        NamedThresholds replays = add("hl7-replay", settings, named);
        NamedThresholds gaps = add("hl7-controlid-gap", settings, named);
        NamedThresholds faults = add("hl7-malformed", settings, named);
        NamedThresholds signs = add("hl7-injection", settings, named);
        NamedThresholds sizes = add("hl7-oversize", settings, named);
        NamedThresholds probes = add("recon-hl7-probe", settings, named);
        return new Hl7Thresholds(
                new AckTimeout(
                        acks.number("answered_before", usual.ackTimeout.answeredBefore),
                        acks.number("unanswered", usual.ackTimeout.unanswered),
                        acks.ratio("share", usual.ackTimeout.share)),
                new Replay(replays.seconds("after_s", usual.replay.after)),
                new ControlIdGap(gaps.number("jump", usual.controlIdGap.jump)),
                new Malformed(
                        faults.number("messages", usual.malformed.messages),
                        faults.number("factor", usual.malformed.factor)),
                new Injection(
                        signs.number("messages", usual.injection.messages),
                        signs.number("control_messages", usual.injection.controlMessages)),
                new Oversize(
                        sizes.number("message_kib", usual.oversize.messageKib),
                        sizes.number("segments", usual.oversize.segments)),
                new Probe(
                        probes.number("hosts", usual.probe.hosts),
                        probes.seconds("window_s", usual.probe.window)));
    }

    private static NamedThresholds add(
            String rule, Map<String, Map<String, Double>> settings, List<NamedThresholds> named) {
        NamedThresholds made = new NamedThresholds(rule, settings);
        named.add(made);
        return made;
    }
}
