package io.wardtap.appliance.export;

import io.wardtap.appliance.capture.CaptureReport;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Sight;
import io.wardtap.appliance.pipeline.Visibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What summary.json says, and at one moment of a replay what a `wardtap.stats` event says. The
/// composition root fills it from every stage; plain data, no thread of its own. Maps are ordered
/// by name, so that the same run is the same text.
public final class SummaryData {
    /// What was counted of one protocol.
    public static final class ProtocolCounts {
        public long flows;
        public long messages;
        public long bytes;
        public long parseErrors;

        /// By the framer's names of kinds.
        public final Map<String, Long> kinds = new TreeMap<>();
    }

    /// Messages that passed in clear, and the patient data in them.
    ///
    /// @param scope the farthest that it went: `internal`, `partner`, `external`, …
    /// @param messages all messages, `phiMessages` those with a patient's direct identifiers,
    ///   `phiBytes` their bytes
    /// @param patients distinct ones
    /// @param firstNs of a message with patient data, packet time
    /// @param categories kinds of patient data, sorted
    public record Passed(
            String scope,
            long messages,
            long phiMessages,
            long phiBytes,
            long patients,
            boolean patientsEstimated,
            long firstNs,
            long lastNs,
            List<String> categories) {}

    /// A client of such a service.
    public record ExposedPair(String ip, Passed passed) {}

    /// One service through which patient data passes, or could, unencrypted.
    ///
    /// @param ip of the server
    /// @param encryptedRatio share of the server's medical and TLS flows that was encrypted
    /// @param clients distinct ones, a lower bound when there are very many
    public record Exposure(
            String ip,
            int port,
            String protocol,
            boolean encrypted,
            double encryptedRatio,
            long clients,
            Passed passed,
            List<ExposedPair> pairs) {}

    /// What checks of one sender's messages have found.
    ///
    /// @param sender `client` or `server` of the interface
    /// @param faulty messages with a finding
    public record Hl7Checks(
            String sender,
            String version,
            long checked,
            long faulty,
            List<Hl7Departure> findings) {}

    /// @param code of HL7 table 0357
    /// @param position a segment, its field or a group: where, never what
    public record Hl7Departure(String code, String position, long messages) {}

    /// One HL7 interface, by its two ends.
    ///
    /// @param seconds from its first message to its last
    /// @param refused answers AE, AR, CE, CR
    /// @param latencyP95Ms a power of two below which 95 of 100 latencies lie
    /// @param reusedIds other messages under a control id that was used before
    public record Hl7Health(
            String client,
            String server,
            int port,
            double seconds,
            long messages,
            long answers,
            long refused,
            double latencyMeanMs,
            long latencyP95Ms,
            double latencyMaxMs,
            long retries,
            long replays,
            long reusedIds,
            long gaps,
            long resets,
            long missingStartBlocks,
            long missingEndBlocks,
            long lineFeeds,
            long malformed,
            long unreadCharacterSets,
            List<Hl7Checks> conformance) {}

    /// One an input.
    public List<CaptureReport> captures = new ArrayList<>();

    public long packets;

    /// Bytes of packets as captured.
    public long bytes;

    /// From the first packet to the last, nanoseconds.
    public long durationNs;

    /// Those that are not zero.
    public final Map<String, Long> decodeErrors = new TreeMap<>();

    public final Map<String, Long> tunnels = new TreeMap<>();

    public long fragmentPackets;
    public long fragmentDatagrams; // reassembled
    public long fragmentsIncomplete; // datagrams given up
    public long fragmentsTimedOut; // of these
    public long fragmentsEvicted; // of these
    public long fragmentsWithoutFirst; // of these
    public long fragmentOverlaps; // fragments
    public long fragmentConflicts; // of these, with other bytes
    public long fragmentsOversize; // fragments refused
    public long fragmentsTiny; // fragments

    public long tcpFlows;
    public long udpFlows;
    public long icmpFlows;
    public long otherFlows;

    public long tcpStreams;
    public long tcpMidstream;
    public long tcpGapBytes;
    public long tcpOverlapConflicts;
    public long tcpOutOfOrderSegments;

    public final Map<String, ProtocolCounts> protocols = new TreeMap<>();

    public final List<Exposure> exposure = new ArrayList<>();

    /// The busiest first.
    public final List<Hl7Health> hl7Interfaces = new ArrayList<>();

    /// Alerts by rule.
    public final Map<String, Long> alerts = new TreeMap<>();

    /// Findings that exceptions kept from being alerts, by rule.
    public final Map<String, Long> excepted = new TreeMap<>();

    public long devices;

    /// Numbers, texts and flags about what the sensor could see.
    public final Map<String, Object> visibility = new TreeMap<>();

    /// Packets of which nothing is read, by reason; those that are not zero.
    public final Map<String, Long> unread = new TreeMap<>();

    /// How much could be seen, of all interfaces, and what was counted for it.
    public Visibility sight = Visibility.of(new LaneCounters(), 0);

    /// By [Sight]'s order.
    public final long[] sights = new long[Sight.values().length];

    /// The same of each interface that had packets; only at the end of a run.
    public final List<InterfaceSight> interfaces = new ArrayList<>();

    /// One interface.
    ///
    /// @param dropped packets, by the kernel
    public record InterfaceSight(
            String name, Visibility sight, long dropped, long duplicates, long cutPackets) {}

    /// What was counted of all interfaces.
    public long sight(Sight what) {
        return sights[what.ordinal()];
    }

    // run: what may differ between two runs over the same input
    public long elapsedNs;
    public long cpuNs;
    public int workers;

    /// HL7 messages that were to be checked and were not, -1 when none are.
    public long conformanceLeftOut = -1;

    public long conformanceUnfinished;

    /// The counts of a protocol, made when it is new.
    public ProtocolCounts protocol(String name) {
        return protocols.computeIfAbsent(name, _ -> new ProtocolCounts());
    }
}
