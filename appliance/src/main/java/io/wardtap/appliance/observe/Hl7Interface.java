package io.wardtap.appliance.observe;

import io.wardtap.protocol.hl7.Hl7Facts;

import java.util.Arrays;

/// The health of one HL7 interface, a client, a server and its port: rates, answers and their
/// latency, retries and replays, gaps in control ids, faults of framing. Analysis thread only;
/// allocates nothing after it is made.
public final class Hl7Interface {
    /// What the message in hand is, bits of [#events()].
    public static final int RETRY = 1;

    /// The same message again, later than anybody retries.
    public static final int REPLAY = 1 << 1;

    /// Another message under a control id that was used before.
    public static final int REUSED_ID = 1 << 2;

    /// Control ids that counted up have jumped ahead.
    public static final int GAP = 1 << 3;

    /// Control ids that counted up have begun anew.
    public static final int RESET = 1 << 4;

    /// Another slice of time has begun: what is missing can be judged anew.
    public static final int SLICE = 1 << 5;

    /// It is faulty, larger than most, or shows signs of an attack.
    public static final int ODD = 1 << 6;

    /// A type of an application that the same end has not sent for a while.
    public static final int OTHER_KIND = 1 << 7;

    /// Smaller messages are not told as odd for their size.
    public static final int LARGE_BYTES = 64 << 10;

    public static final int LARGE_SEGMENTS = 1000;

    /// Latencies by powers of two of a millisecond: below 1, 2, 4, … 32,768 ms, and above.
    static final int BUCKETS = 17;

    /// The window in which missing answers are judged: ten slices of 30 s.
    static final int SLICES = 10;

    static final long SLICE_NS = 30_000_000_000L;

    /// The latest slices, in which answers may still come (an answer later than 60 s is none).
    private static final int PENDING_SLICES = 3;

    public final Address client;
    public final Address server;
    public final int port;
    public final long firstNs;

    /// Whoever samples its messages keeps here what it has taken; null without.
    public Object sampled;

    private final RecentKinds kinds = new RecentKinds();
    private final ControlIdSeries series = new ControlIdSeries();
    private final long[] latencies = new long[BUCKETS];
    private final int[] sent = new int[SLICES];
    private final int[] unanswered = new int[SLICES];
    private long slice = Long.MIN_VALUE;
    private long lastNs;
    private long messages;
    private long answers;
    private long refused;
    private long joined;
    private long latencySumNs;
    private long latencyMaxNs;
    private long retries;
    private long replays;
    private long reusedIds;
    private long gaps;
    private long resets;
    private long missingStart;
    private long missingEnd;
    private long lineFeeds;
    private long malformed;
    private long unreadCharacterSets;
    private int events;
    private long repeatedAfterNs;

    Hl7Interface(Address client, Address server, int port, long firstNs) {
        this.client = client;
        this.server = server;
        this.port = port;
        this.firstNs = firstNs;
        this.lastNs = firstNs;
    }

    /// A message that answers none.
    ///
    /// @param repeated what the table of control ids says of it
    /// @param ageNs how long ago it was seen, where it is a repetition
    void onMessage(Hl7Facts facts, int repeated, long ageNs, long now) {
        messages++;
        repeatedAfterNs = ageNs;
        events = repeated;
        if (repeated == 0) {
            events = series.step(facts.controlIdSeries, facts.controlIdNumber);
        }
        if (events != 0) {
            count();
        }
        framing(facts, now);
        if (expectsAnswer(facts)) {
            events |= turnTo(now) ? SLICE : 0;
            int at = (int) Math.floorMod(slice, (long) SLICES);
            sent[at]++;
            unanswered[at]++;
        }
        look(facts, now);
    }

    /// What few messages are: it is looked at once here, and by rules only then.
    private void look(Hl7Facts facts, long now) {
        boolean odd =
                facts.malformed
                        || facts.framing != Hl7Facts.Framing.MLLP
                        || facts.injectionSigns != 0
                        || facts.bytes > LARGE_BYTES
                        || facts.segments > LARGE_SEGMENTS;
        events |= odd ? ODD : 0;
        boolean answer = !facts.acknowledgmentCode.isEmpty();
        if (!answer && kinds.isOther(facts.messageType, facts.sendingApplication, now)) {
            events |= OTHER_KIND;
        }
    }

    void onAnswer(Hl7Facts facts, long now) {
        answers++;
        events = 0;
        look(facts, now);
        framing(facts, now);
        refused += isRefusal(facts.acknowledgmentCode) ? 1 : 0;
        long latency = facts.acknowledgmentLatencyNs;
        if (latency < 0) {
            return;
        }
        joined++;
        latencySumNs += latency;
        latencyMaxNs = Math.max(latencyMaxNs, latency);
        int bits = 64 - Long.numberOfLeadingZeros(latency / 1_000_000);
        latencies[Math.min(bits, BUCKETS - 1)]++;
        turnTo(now);
        long then = Math.floorDiv(now - latency, SLICE_NS);
        int at = (int) Math.floorMod(then, (long) SLICES);
        if (then > slice - SLICES && unanswered[at] > 0) {
            unanswered[at]--;
        }
    }

    /// In enhanced mode (MSH-15, MSH-16) a sender may want no answer at all.
    private static boolean expectsAnswer(Hl7Facts facts) {
        boolean never =
                facts.applicationAcknowledgment.equals("NE")
                        && (facts.acceptAcknowledgment.isEmpty()
                                || facts.acceptAcknowledgment.equals("NE"));
        return facts.controlIdHash != 0 && !never;
    }

    private static boolean isRefusal(String code) {
        return code.length() == 2 && code.charAt(1) != 'A';
    }

    private void framing(Hl7Facts facts, long now) {
        lastNs = Math.max(lastNs, now);
        boolean faulty = facts.framing != Hl7Facts.Framing.MLLP || facts.malformed;
        if (faulty || facts.hasLineFeeds || facts.unreadCharacterSet) {
            faults(facts);
        }
    }

    private void faults(Hl7Facts facts) {
        switch (facts.framing) {
            case MLLP -> {}
            case NO_START_BLOCK -> missingStart++;
            case NO_END_BLOCK -> missingEnd++;
            case NO_BLOCK -> {
                missingStart++;
                missingEnd++;
            }
        }
        lineFeeds += facts.hasLineFeeds ? 1 : 0;
        malformed += facts.malformed ? 1 : 0;
        unreadCharacterSets += facts.unreadCharacterSet ? 1 : 0;
    }

    private void count() {
        retries += (events & RETRY) != 0 ? 1 : 0;
        replays += (events & REPLAY) != 0 ? 1 : 0;
        reusedIds += (events & REUSED_ID) != 0 ? 1 : 0;
        gaps += (events & GAP) != 0 ? 1 : 0;
        resets += (events & RESET) != 0 ? 1 : 0;
    }

    /// Whether another slice has begun.
    private boolean turnTo(long now) {
        long wanted = Math.floorDiv(now, SLICE_NS);
        if (wanted <= slice) {
            return false;
        }
        if (slice == Long.MIN_VALUE || wanted - slice >= SLICES) {
            Arrays.fill(sent, 0);
            Arrays.fill(unanswered, 0);
            slice = wanted;
        }
        while (slice < wanted) {
            slice++;
            int at = (int) Math.floorMod(slice, (long) SLICES);
            sent[at] = 0;
            unanswered[at] = 0;
        }
        return true;
    }

    /// Messages of the window that have had time to be answered.
    public int due() {
        return sum(sent);
    }

    /// Those of them that were not.
    public int overdue() {
        return sum(unanswered);
    }

    private int sum(int[] counts) {
        int sum = 0;
        for (int back = PENDING_SLICES; back < SLICES; back++) {
            sum += counts[(int) Math.floorMod(slice - back, (long) SLICES)];
        }
        return sum;
    }

    /// Bits of this class about the message in hand.
    public int events() {
        return events;
    }

    /// How long ago the message in hand was seen before, where [#events()] says so.
    public long repeatedAfterNs() {
        return repeatedAfterNs;
    }

    /// How far ahead control ids have jumped, where [#events()] says so.
    public long jump() {
        return series.jump();
    }

    public long lastNs() {
        return lastNs;
    }

    public long messages() {
        return messages;
    }

    public long answers() {
        return answers;
    }

    /// Answers AE, AR, CE, CR.
    public long refused() {
        return refused;
    }

    /// Answers whose message was seen.
    public long joined() {
        return joined;
    }

    /// Mean latency of the joined, nanoseconds.
    public long latencyMeanNs() {
        return joined == 0 ? 0 : latencySumNs / joined;
    }

    public long latencyMaxNs() {
        return latencyMaxNs;
    }

    /// A bound, in milliseconds, below which so large a share of the latencies lies.
    public long latencyBelowMs(double share) {
        long wanted = (long) Math.ceil(joined * share);
        long sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sum += latencies[i];
            if (sum >= wanted) {
                return 1L << i;
            }
        }
        return 1L << BUCKETS;
    }

    public long retries() {
        return retries;
    }

    public long replays() {
        return replays;
    }

    public long reusedIds() {
        return reusedIds;
    }

    public long gaps() {
        return gaps;
    }

    public long resets() {
        return resets;
    }

    public long missingStartBlocks() {
        return missingStart;
    }

    public long missingEndBlocks() {
        return missingEnd;
    }

    public long lineFeedMessages() {
        return lineFeeds;
    }

    public long malformed() {
        return malformed;
    }

    public long unreadCharacterSets() {
        return unreadCharacterSets;
    }
}
