package io.wardtap.appliance.observe;

import io.wardtap.appliance.pipeline.LaneCounters;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.phi.PhiFacts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What analysis counts for summary.json, `wardtap.stats` and the metrics. Written on the analysis
/// thread; the numbers may be read on any.
public final class AnalysisCounters {
    /// Patients told apart a protocol and scope; beyond, the count is a lower bound.
    public static final int MAX_PATIENTS = 1 << 16;

    private final List<ProtocolCounters> protocols = new ArrayList<>();
    private final Tally tcp = new Tally();
    private final Tally udp = new Tally();
    private final Tally icmp = new Tally();
    private final Tally other = new Tally();
    private final Tally faults = new Tally();
    private final Tally orphans = new Tally();
    private final Tally moveEvictions = new Tally();
    private final ConcurrentHashMap<String, Tally> alerts = new ConcurrentHashMap<>();

    private final List<LaneCounters> lanes = new ArrayList<>();
    private final LaneCounters lane = new LaneCounters();

    /// @param registry the protocols in the order of their numbers
    public AnalysisCounters(List<Protocol> registry) {
        for (Protocol protocol : registry) {
            protocols.add(new ProtocolCounters(protocol.name()));
        }
    }

    /// In the registry's order.
    public List<ProtocolCounters> protocols() {
        return Collections.unmodifiableList(protocols);
    }

    public long tcpFlows() {
        return tcp.get();
    }

    public long udpFlows() {
        return udp.get();
    }

    public long icmpFlows() {
        return icmp.get();
    }

    public long otherFlows() {
        return other.get();
    }

    /// Parts of analysis that were set aside because they threw.
    public long faults() {
        return faults.get();
    }

    /// Units of flows that analysis does not know, since its table was full. C-MOVEs whose
    /// associations can no longer be linked to them, for want of room.
    public long moveEvictions() {
        return moveEvictions.get();
    }

    Tally moveEvictionTally() {
        return moveEvictions;
    }

    public long orphanUnits() {
        return orphans.get();
    }

    /// Alerts opened, by rule.
    public Map<String, Long> alerts() {
        Map<String, Long> sorted = new TreeMap<>();
        alerts.forEach((rule, tally) -> sorted.put(rule, tally.get()));
        return Collections.unmodifiableMap(sorted);
    }

    /// The lane's counters as of the latest unit that carried them: of one moment of packet time.
    /// Of several lanes, their sum.
    public LaneCounters lane() {
        return lane;
    }

    /// Takes over what a lane's unit carries; analysis thread.
    void lane(int index, byte[] bytes, int start) {
        while (lanes.size() <= index) {
            lanes.add(new LaneCounters());
        }
        lanes.get(index).copyFrom(bytes, start);
        lane.copyFrom(lanes.size() == 1 ? lanes.getFirst() : LaneCounters.sum(lanes));
    }

    /// Counts an opened alert; the ledger's thread is the analysis thread.
    public void alert(String rule) {
        alerts.computeIfAbsent(rule, _ -> new Tally()).add(1);
    }

    /// Adds errors that the pipeline counted for a protocol; analysis thread, or after the end.
    public void addParseErrors(int protocol, long n) {
        protocols.get(protocol).parseErrors(n);
    }

    void flow(int transport) {
        switch (transport) {
            case 6 -> tcp.add(1);
            case 17 -> udp.add(1);
            case 1, 58 -> icmp.add(1);
            default -> other.add(1);
        }
    }

    void identified(int protocol) {
        if (known(protocol)) {
            protocols.get(protocol).flow();
        }
    }

    void bytes(int protocol, long n) {
        if (known(protocol)) {
            protocols.get(protocol).bytes(n);
        }
    }

    void message(int protocol) {
        if (known(protocol)) {
            protocols.get(protocol).message();
        }
    }

    void kind(int protocol, String kind) {
        if (known(protocol)) {
            if (kind.isEmpty()) {
                protocols.get(protocol).parseErrors(1);
            }
            protocols.get(protocol).kind(kind.isEmpty() ? ProtocolCounters.OTHER : kind);
        }
    }

    void exposure(int protocol, AddressScope scope, PhiFacts phi) {
        if (known(protocol)) {
            protocols.get(protocol).exposure(scope, phi);
        }
    }

    void fault() {
        faults.add(1);
    }

    void orphan() {
        orphans.add(1);
    }

    private boolean known(int protocol) {
        return protocol >= 0 && protocol < protocols.size();
    }
}
