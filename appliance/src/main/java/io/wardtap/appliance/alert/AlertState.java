package io.wardtap.appliance.alert;

import io.wardtap.appliance.detect.Finding;
import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.CommunityId;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;

/// One alert and what the ledger keeps beside it. What costs (flows' ids, evidence as shown, the
/// filter) is made when a revision is told, not at every finding. Analysis thread only.
final class AlertState {
    final Alert alert;
    private final FlowSamples flows = new FlowSamples();
    private final EvidenceFold evidence = new EvidenceFold();
    private int icmp;
    boolean closed;
    long closedNs;
    long toldNs;
    long toldCount;

    // of the latest finding, null where it had none
    Device subject;
    Device peer;
    Address subjectAddress;
    Address peerAddress;
    static final String FULL = "full";
    private static final int TCP = 6;
    private static final long FEW_PACKETS = 4;
    private String flowSight = FULL;

    /// Alerts of the rule that were not opened since this one.
    long suppressed;

    AlertState(Alert alert) {
        this.alert = alert;
    }

    void fold(Finding finding) {
        alert.count++;
        alert.lastNs = Math.max(alert.lastNs, finding.timeNs());
        alert.explanation = finding.explanation();
        alert.service = finding.service();
        alert.subjectDeviceId = finding.subject() == null ? null : finding.subject().id();
        alert.peerDeviceId = finding.peer() == null ? null : finding.peer().id();
        subject = finding.subject();
        peer = finding.peer();
        subjectAddress = AlertExceptions.subjectAddress(finding);
        peerAddress = AlertExceptions.peerAddress(finding);
        evidence.add(finding.evidence(), finding.phi());
        alert.patients = evidence.patients();
        Conversation flow = finding.flow();
        flowSight = sightOf(flow);
        if (flow != null) {
            flows.add(flow, finding.timeNs());
            alert.client = flow.client;
            alert.server = flow.server;
            alert.clientPort = flow.clientPort;
            alert.serverPort = flow.serverPort;
            alert.clientMac = flow.clientMac;
            alert.serverMac = flow.serverMac;
            alert.transport = flow.transport;
            alert.protocol = flow.protocol;
            alert.vlan = flow.vlan;
            alert.interfaceIndex = flow.interfaceIndex;
            icmp = flow.icmpTypeAndCode;
        } else if (finding.subject() != null) {
            Address address = finding.subject().address();
            alert.client = address;
            alert.clientMac = finding.subject().mac;
        }
    }

    /// Puts all that was folded so far into the alert.
    ///
    /// @param visibility of the sensor as a whole
    void show(String visibility) {
        flows.copyTo(alert);
        alert.evidence = evidence.shown(suppressed);
        alert.communityId =
                alert.server == null
                        ? ""
                        : CommunityId.text(
                                alert.client,
                                alert.server,
                                alert.clientPort,
                                alert.serverPort,
                                alert.transport,
                                icmp);
        alert.bpf = TrafficFilter.of(alert);
        alert.visibility = FULL.equals(visibility) ? flowSight : visibility;
    }

    /// What of the flow that the alert is about was not seen, by its latest counters.
    private static String sightOf(Conversation flow) {
        if (flow == null || flow.transport != TCP) {
            return FULL;
        }
        if (!flow.twoWay && flow.clientPackets + flow.serverPackets >= FEW_PACKETS) {
            return "one_way";
        }
        long gaps = flow.clientGapBytes + flow.serverGapBytes;
        return gaps * 100 > flow.clientPayloadBytes + flow.serverPayloadBytes + gaps
                ? "gaps"
                : FULL;
    }

    void told(long now) {
        toldNs = now;
        toldCount = alert.count;
    }

    boolean hasNews() {
        return alert.count > toldCount;
    }
}
