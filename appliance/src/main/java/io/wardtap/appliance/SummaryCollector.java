package io.wardtap.appliance;

import io.wardtap.appliance.alert.AlertCounters;
import io.wardtap.appliance.conformance.ConformanceCount;
import io.wardtap.appliance.conformance.Hl7Conformance;
import io.wardtap.appliance.export.SummaryData;
import io.wardtap.appliance.observe.AnalysisCounters;
import io.wardtap.appliance.observe.ExposureTable;
import io.wardtap.appliance.observe.Hl7Interface;
import io.wardtap.appliance.observe.Hl7Interfaces;
import io.wardtap.appliance.observe.ProtocolCounters;
import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.appliance.pipeline.Sight;
import io.wardtap.appliance.pipeline.Visibility;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.identify.Protocols;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.tunnel.TunnelKind;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;

/// Gathers what lane and analysis have counted, as of one moment of packet time: for summary.json
/// and `wardtap.stats`. Analysis thread, or after the end.
final class SummaryCollector {
    private static final Sight[] SIGHTS = Sight.values();

    /// Interfaces in summary.json: those with most messages.
    private static final int MAX_INTERFACES = 200;

    private final AnalysisCounters analysis;
    private final ExposureTable exposure;
    private final Hl7Interfaces hl7;
    private final IntSupplier devices;
    private final AlertCounters alerts;
    private final Faults faults;
    private int interfaces;
    private IntToLongFunction drops = _ -> 0;

    SummaryCollector(
            AnalysisCounters analysis,
            ExposureTable exposure,
            Hl7Interfaces hl7,
            IntSupplier devices,
            AlertCounters alerts,
            Faults faults) {
        this.analysis = analysis;
        this.exposure = exposure;
        this.hl7 = hl7;
        this.devices = devices;
        this.alerts = alerts;
        this.faults = faults;
    }

    /// All that a summary tells but its run.
    SummaryData collect(Hl7Conformance conformance) {
        SummaryData data = counters();
        data.exposure.addAll(ExposureReport.of(exposure));
        for (Hl7Interface known : hl7.busiest(MAX_INTERFACES)) {
            data.hl7Interfaces.add(health(known, checks(conformance, known)));
        }
        if (conformance != null) {
            data.conformanceLeftOut = conformance.leftOut();
            data.conformanceUnfinished = conformance.unfinished();
        }
        return data;
    }

    private static List<SummaryData.Hl7Checks> checks(
            Hl7Conformance conformance, Hl7Interface known) {
        if (conformance == null) {
            return List.of();
        }
        List<SummaryData.Hl7Checks> checks = new ArrayList<>();
        for (ConformanceCount count : conformance.of(known)) {
            List<SummaryData.Hl7Departure> findings = new ArrayList<>();
            count.findings()
                    .forEach(
                            (finding, n) ->
                                    findings.add(
                                            new SummaryData.Hl7Departure(
                                                    finding.code(), finding.position(), n)));
            checks.add(
                    new SummaryData.Hl7Checks(
                            count.isClient() ? "client" : "server",
                            count.version(),
                            count.checked(),
                            count.faulty(),
                            findings));
        }
        return checks;
    }

    /// What is told every minute of packet time, too.
    SummaryData counters() {
        LaneCounters lane = analysis.lane();
        SummaryData data = new SummaryData();
        data.packets = lane.get(LaneCounters.PACKETS);
        data.bytes = lane.get(LaneCounters.BYTES);
        for (DecodeEvent event : DecodeEvent.values()) {
            long n = lane.decodeEvents(event);
            if (n > 0) {
                data.decodeErrors.put(event.reason(), n);
            }
        }
        for (TunnelKind kind : TunnelKind.ALL) {
            long n = lane.tunnels(kind);
            if (n > 0) {
                data.tunnels.put(kind.label(), n);
            }
        }
        data.fragmentPackets = lane.get(LaneCounters.FRAGMENTS);
        data.fragmentDatagrams = lane.get(LaneCounters.FRAGMENT_DATAGRAMS);
        data.fragmentsIncomplete = lane.get(LaneCounters.FRAGMENT_INCOMPLETE);
        data.fragmentsTimedOut = lane.get(LaneCounters.FRAGMENT_TIMED_OUT);
        data.fragmentsEvicted = lane.get(LaneCounters.FRAGMENT_EVICTED);
        data.fragmentsWithoutFirst = lane.get(LaneCounters.FRAGMENT_WITHOUT_FIRST);
        data.fragmentOverlaps = lane.get(LaneCounters.FRAGMENT_OVERLAPS);
        data.fragmentConflicts = lane.get(LaneCounters.FRAGMENT_CONFLICTS);
        data.fragmentsOversize = lane.get(LaneCounters.FRAGMENT_OVERSIZE);
        data.fragmentsTiny = lane.get(LaneCounters.FRAGMENT_TINY);
        data.tcpFlows = lane.get(LaneCounters.FLOWS_TCP);
        data.udpFlows = lane.get(LaneCounters.FLOWS_UDP);
        data.icmpFlows = lane.get(LaneCounters.FLOWS_ICMP);
        data.otherFlows = lane.get(LaneCounters.FLOWS_OTHER);
        data.tcpStreams = lane.get(LaneCounters.FLOWS_TCP);
        data.tcpMidstream = lane.get(LaneCounters.TCP_MIDSTREAM);
        data.tcpGapBytes = lane.get(LaneCounters.TCP_GAP_BYTES);
        data.tcpOverlapConflicts = lane.get(LaneCounters.TCP_OVERLAP_CONFLICTS);
        data.tcpOutOfOrderSegments = lane.get(LaneCounters.TCP_OUT_OF_ORDER);
        for (int i = 0; i < Protocols.ALL.size(); i++) {
            protocol(data, lane, i);
        }
        data.alerts.putAll(analysis.alerts());
        data.excepted.putAll(alerts.excepted());
        data.devices = devices.getAsInt();
        visibility(data, data.visibility, lane);
        return data;
    }

    private static SummaryData.Hl7Health health(
            Hl7Interface known, List<SummaryData.Hl7Checks> checks) {
        return new SummaryData.Hl7Health(
                known.client.toString(),
                known.server.toString(),
                known.port,
                (known.lastNs() - known.firstNs) / 1e9,
                known.messages(),
                known.answers(),
                known.refused(),
                known.latencyMeanNs() / 1e6,
                known.latencyBelowMs(0.95),
                known.latencyMaxNs() / 1e6,
                known.retries(),
                known.replays(),
                known.reusedIds(),
                known.gaps(),
                known.resets(),
                known.missingStartBlocks(),
                known.missingEndBlocks(),
                known.lineFeedMessages(),
                known.malformed(),
                known.unreadCharacterSets(),
                checks);
    }

    private void protocol(SummaryData data, LaneCounters lane, int number) {
        Protocol protocol = Protocols.ALL.get(number);
        ProtocolCounters counted = analysis.protocols().get(number);
        SummaryData.ProtocolCounts counts = data.protocol(protocol.name());
        counts.flows = counted.flows();
        counts.messages = counted.messages();
        counts.bytes = counted.bytes();
        counts.parseErrors = counted.parseErrors() + decodeErrors(lane, protocol.name());
        counts.kinds.putAll(counted.kinds());
        for (int kind = 0; kind < protocol.kinds().size(); kind++) {
            long n = lane.kind(number, kind);
            if (n > 0) {
                counts.kinds.put(protocol.kinds().get(kind), n);
            }
        }
    }

    /// What the framers of a protocol have counted as oddities.
    private static long decodeErrors(LaneCounters lane, String protocol) {
        long sum = 0;
        for (DecodeEvent event : DecodeEvent.values()) {
            if (event.reason().startsWith(protocol + "_")) {
                sum += lane.decodeEvents(event);
            }
        }
        return sum;
    }

    /// What the sensor could and could not see.
    private void visibility(SummaryData data, Map<String, Object> sight, LaneCounters lane) {
        Visibility seen = Visibility.of(lane, dropped());
        data.sight = seen;
        for (Sight what : SIGHTS) {
            long n = lane.sight(what);
            data.sights[what.ordinal()] = n;
            if (n > 0 && what.unreadReason() != null) {
                data.unread.put(what.unreadReason(), n);
            }
        }
        long gap = seen.gapBytes();
        sight.put("ratio", seen.ratio());
        sight.put("gap_ratio", gap == 0 ? 0.0 : gap / ((double) seen.seenBytes() + gap));
        sight.put("seen_bytes", seen.seenBytes());
        sight.put("gap_bytes", gap);
        sight.put("unseen_bytes", seen.unseenBytes());
        sight.put("unread_bytes", seen.unreadBytes());
        sight.put("conversations", seen.conversations());
        sight.put("one_way_conversations", seen.oneWay());
        sight.put("heads_unseen", data.sight(Sight.HEADS_UNSEEN));
        sight.put("duplicate_packets", data.sight(Sight.DUPLICATES));
        sight.put("duplicate_bytes", data.sight(Sight.DUPLICATE_BYTES));
        sight.put("duplicate_evictions", lane.get(LaneCounters.DUPLICATE_EVICTIONS));
        sight.put("truncated_bytes", data.sight(Sight.CUT_BYTES));
        sight.put("control_packets", data.sight(Sight.CONTROL));
        sight.put("time_backwards", lane.decodeEvents(DecodeEvent.TIME_BACKWARDS));
        sight.put("one_way_flows", lane.get(LaneCounters.ONE_WAY_FLOWS));
        sight.put("truncated_packets", lane.get(LaneCounters.TRUNCATED_PACKETS));
        sight.put("uninspected_bytes", lane.get(LaneCounters.UNINSPECTED_BYTES));
        sight.put("unanswered_openings", lane.get(LaneCounters.UNANSWERED_OPENINGS));
        sight.put("vlan_packets", lane.get(LaneCounters.VLAN_PACKETS));
        sight.put("flow_evictions", lane.get(LaneCounters.FLOW_EVICTIONS));
        sight.put("unit_evictions", lane.get(LaneCounters.ASSEMBLER_EVICTIONS));
        sight.put("units_refused", lane.get(LaneCounters.UNITS_REFUSED));
        sight.put("internal_faults", faults.count());
        // of live runs only: a replay waits instead
        putIfAny(sight, "packets_dropped", dropped());
        putIfAny(sight, "units_shed", lane.get(LaneCounters.UNITS_SHED));
        putIfAny(sight, "packets_shed", lane.get(LaneCounters.PACKETS_SHED));
    }

    /// Of each interface that had packets; when all is told.
    ///
    /// @param names what a packet's interface index points into
    void interfaces(SummaryData data, List<String> names) {
        LaneCounters lane = analysis.lane();
        int told = Math.min(names.size(), LaneCounters.INTERFACES);
        for (int i = 0; i < told; i++) {
            long kernel = drops.applyAsLong(i);
            Visibility seen = Visibility.of(lane, i, kernel);
            if (seen.packets() > 0 || kernel > 0) {
                data.interfaces.add(
                        new SummaryData.InterfaceSight(
                                names.get(i),
                                seen,
                                kernel,
                                lane.sight(i, Sight.DUPLICATES),
                                lane.sight(i, Sight.CUT_PACKETS)));
            }
        }
    }

    /// A live run: what the kernel had to drop, by the index of the interface.
    void live(int count, IntToLongFunction dropped) {
        interfaces = count;
        drops = dropped;
    }

    private long dropped() {
        long sum = 0;
        for (int i = 0; i < interfaces; i++) {
            sum += drops.applyAsLong(i);
        }
        return sum;
    }

    private static void putIfAny(Map<String, Object> sight, String name, long n) {
        if (n > 0) {
            sight.put(name, n);
        }
    }
}
