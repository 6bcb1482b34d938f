package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.baseline.Baseline;
import io.wardtap.appliance.baseline.Profile;
import io.wardtap.appliance.detect.Detector;
import io.wardtap.appliance.detect.DetectorContext;
import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.detect.FindingSink;
import io.wardtap.appliance.detect.Hl7Thresholds;
import io.wardtap.appliance.detect.Responses;
import io.wardtap.appliance.detect.RuleInfo;
import io.wardtap.appliance.detect.RuleInfo.Kind;
import io.wardtap.appliance.detect.RuleInfo.Standards;
import io.wardtap.appliance.detect.Severity;
import io.wardtap.appliance.detect.Trackers;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.protocol.hl7.Hl7;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reports a source that says something else than HL7 to the HL7 ports of several hosts: an empty
/// block to see who answers, a request of another protocol, bytes of none. An HL7 port is one on
/// which this host was seen to speak HL7, or a usual one on any host. One alert a source.
public final class InterfaceProbe implements Detector, FlowObserver {
    public static final RuleInfo RULE =
            new RuleInfo(
                    "recon-hl7-probe",
                    "MLLP or medical banner probing",
                    "recon",
                    "One source sends the HL7 ports of several hosts something that is no HL7"
                            + " message.",
                    Kind.INCIDENT,
                    Severity.MEDIUM,
                    List.of(Severity.MEDIUM, Severity.HIGH),
                    "T1046 Network Service Discovery",
                    new Standards(
                            List.of("SI-4"),
                            List.of("DE.CM-01"),
                            List.of("SAHD"),
                            List.of("SAHD"),
                            List.of("SR 6.2"),
                            List.of("164.308(a)(6)(ii)")),
                    "source",
                    Duration.ofDays(1),
                    Responses.CLINICAL_FIRST
                            + "Find the source by its address and ask its owner: a script that"
                            + " checks whether interfaces are up looks the same. If nobody owns it,"
                            + " treat it as an intrusion.",
                    false);

    static final int SOURCES = 4096;

    /// HL7 services that are remembered.
    static final int SERVICES = 16_384;

    /// The longest empty block, `0B 1C 0D`.
    private static final int EMPTY_BLOCK_BYTES = 3;

    private static final int TCP = 6;
    private static final int SHOWN = 10;

    /// A key with methods of its own: those of a record are made when they are first called, which
    /// every start would wait for.
    private record Service(Address server, int port) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Service service
                    && port == service.port
                    && server.equals(service.server);
        }

        @Override
        public int hashCode() {
            return 31 * server.hashCode() + port;
        }
    }

    private final Hl7Thresholds.Probe limits;
    private final long windowNs;
    private final Baseline baseline;
    private final FindingSink findings;
    private final Trackers<Service, Service> services = new Trackers<>(SERVICES);
    private final Trackers<Address, ProbedHosts> sources = new Trackers<>(SOURCES);

    public InterfaceProbe(DetectorContext context) {
        this.limits = context.thresholds().hl7().probe();
        this.windowNs = limits.window().toNanos();
        this.baseline = context.baseline();
        this.findings = context.findings();
    }

    @Override
    public RuleInfo rule() {
        return RULE;
    }

    @Override
    public void onFlowIdentified(Conversation flow, long packet, long nowNs) {
        if (isHl7(flow)) {
            services.get(new Service(flow.server, flow.serverPort), service -> service);
        }
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        if (flow.transport != TCP
                || isHl7(flow)
                || flow.encrypted
                || flow.midstream
                || flow.clientPayloadBytes == 0
                || flow.clientGapBytes > 0
                || !isHl7Port(flow)
                || isUsualPeer(flow)) {
            return;
        }
        ProbedHosts source = sources.get(flow.client, _ -> new ProbedHosts());
        source.touch(flow.server, flow.serverPort, spoken(flow), nowNs);
        long after = nowNs - windowNs;
        int hosts = source.count(after);
        if (hosts >= limits.hosts()) {
            report(flow, source, hosts, after, packet, nowNs);
        }
    }

    private static boolean isHl7(Conversation flow) {
        return flow.protocol.equals(Hl7.PROTOCOL.name());
    }

    private boolean isHl7Port(Conversation flow) {
        return Hl7.PROTOCOL.ports().contains(flow.serverPort)
                || services.size() > 0
                        && services.find(new Service(flow.server, flow.serverPort)) != null;
    }

    private boolean isUsualPeer(Conversation flow) {
        Profile client = baseline.judge(flow.clientDevice);
        return client != null && client.hasPeer(baseline.keyOf(flow.serverDevice, flow.server));
    }

    private static String spoken(Conversation flow) {
        if (!flow.protocol.isEmpty()) {
            return flow.protocol;
        }
        return flow.clientPayloadBytes <= EMPTY_BLOCK_BYTES ? "empty-block" : "unknown";
    }

    private void report(
            Conversation flow, ProbedHosts source, int hosts, long after, long packet, long now) {
        List<String> spoken = source.spoken(after);
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("hosts", hosts);
        evidence.put("services", source.hosts(after, SHOWN));
        evidence.put("spoken", spoken);
        findings.report(
                new Finding(
                        RULE,
                        Severity.MEDIUM,
                        Wording.key(flow.clientDevice, flow.client),
                        flow.clientDevice,
                        null,
                        flow,
                        "hl7",
                        flow.client
                                + " sent the HL7 ports of "
                                + hosts
                                + " hosts something that is no HL7 message ("
                                + String.join(", ", spoken)
                                + ") within "
                                + Wording.span(windowNs)
                                + " up to "
                                + Wording.time(now)
                                + "; interfaces talk with the peers they were set up with.",
                        evidence,
                        null,
                        packet,
                        now));
    }
}
