package io.wardtap.appliance.detect.network;

import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.inventory.DeviceInventory;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.appliance.observe.Unanswered;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a source that tries many ports of one host: refused, unanswered, or opened and closed
/// again without a word. Flows in which the client said something do not count, so that a busy
/// client is no scanner. One alert a source.
public final class PortScan implements Detector, FlowObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "recon-port-scan",
                    "Port scan",
                    "recon",
                    "One source tries many ports of a host within a minute.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1046 Network Service Discovery",
                    new Standards(
                            List.of("SI-4", "SC-7"),
                            List.of("DE.CM-01"),
                            List.of("SAHD"),
                            List.of("SAHD"),
                            List.of("SR 6.2"),
                            List.of("164.308(a)(6)(ii)")),
                    "source",
                    Duration.ofDays(1),
                    Responses.CLINICAL_FIRST
                            + "Find the source by its address and ask its owner: scanners of the"
                            + " security team and network management look the same and must not"
                            + " touch medical devices unasked. Have the scanned devices checked:"
                            + " some stop working when scanned.",
                    false);

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int PAIRS = 8192;
    private static final int SAMPLE = 16;

    /// A service may greet who merely opens; a server that sends more is being used (FTP data).
    private static final int MAX_BANNER = 512;

    /// A key with methods of its own: those of a record are made when they are first called, which
    /// every start would wait for.
    private record Pair(Address source, Address host) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair
                    && source.equals(pair.source)
                    && host.equals(pair.host);
        }

        @Override
        public int hashCode() {
            return 31 * source.hashCode() + host.hashCode();
        }
    }

    private final Thresholds.PortScan limits;
    private final long windowNs;
    private final Site site;
    private final DeviceInventory inventory;
    private final FindingSink findings;
    private final Trackers<Pair, TouchedPorts> pairs = new Trackers<>(PAIRS);

    public PortScan(DetectorContext context) {
        this.limits = context.thresholds().portScan();
        this.windowNs = limits.window().toNanos();
        this.site = context.site();
        this.inventory = context.inventory();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onFlowBegin(Conversation flow, long packet, long nowNs) {
        if (flow.refused && flow.transport == TCP) {
            touched(flow, true, packet, nowNs);
        }
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        // refused ones were counted when they began; in midstream nobody knows who opened
        if (flow.transport == TCP
                && !flow.refused
                && !flow.midstream
                && flow.clientPayloadBytes == 0
                && flow.serverPayloadBytes <= MAX_BANNER) {
            touched(flow, false, packet, nowNs);
        }
    }

    private void touched(Conversation flow, boolean failed, long packet, long now) {
        TouchedPorts ports = pairs.get(new Pair(flow.client, flow.server), _ -> new TouchedPorts());
        ports.touch(flow.serverPort, failed, 1, flow.beginNs);
        if (isScan(ports, flow.beginNs) && ports.tells()) {
            report(flow, flow.clientDevice, flow.client, flow.server, ports, packet, now);
        }
    }

    @Override
    public void onUnanswered(Unanswered openings, long packet, long nowNs) {
        if (openings.transport() != TCP && openings.transport() != UDP
                || site.scopeOf(openings.destination()) == AddressScope.MULTICAST) {
            return;
        }
        TouchedPorts ports =
                pairs.get(
                        new Pair(openings.source(), openings.destination()),
                        _ -> new TouchedPorts());
        ports.touch(openings.port(), true, openings.openings(), openings.firstNs());
        if (isScan(ports, openings.firstNs()) && ports.tells()) {
            Device source =
                    inventory.witness(openings.source(), openings.sourceMac(), packet, nowNs);
            report(null, source, openings.source(), openings.destination(), ports, packet, nowNs);
        }
    }

    private boolean isScan(TouchedPorts ports, long at) {
        int within = ports.within(windowNs, at);
        boolean scan =
                within >= limits.ports()
                        || within >= limits.halfOpenPorts()
                                && ports.openings() >= 5L * limits.halfOpenPorts()
                                && ports.failedShare() > limits.halfOpenRatio();
        if (scan) {
            ports.rememberAll();
        }
        return scan;
    }

    private void report(
            Conversation flow,
            Device source,
            Address address,
            Address host,
            TouchedPorts ports,
            long packet,
            long now) {
        int[] sample = ports.sample(SAMPLE);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("source", address.toString());
        evidence.put("hosts", List.of(host.toString()));
        evidence.put("ports", ports.distinct());
        evidence.put("port_sample", Arrays.stream(sample).mapToObj(Integer::toString).toList());
        evidence.put("failed_percent", Math.round(100 * ports.failedShare()));
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(source, address),
                        source,
                        null,
                        flow,
                        "",
                        Wording.of(source, address)
                                + " tried "
                                + ports.distinct()
                                + " ports of "
                                + Wording.of(inventory.find(host), host)
                                + " since "
                                + Wording.time(ports.firstNs())
                                + " without using them; clients use a few known ports.",
                        evidence,
                        null,
                        packet,
                        now));
    }
}
