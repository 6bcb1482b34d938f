package io.wardtap.appliance.alert;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.CommunityId;
import io.wardtap.appliance.observe.Conversation;

/// The flows in which an alert was seen: the latest few, without allocating for a flow that is
/// known. Analysis thread only.
final class FlowSamples {
    /// Once full, a flow makes room for another one this often at most.
    private static final long REPLACE_NS = 60_000_000_000L;

    private static final class Sample {
        long serial;
        Address client;
        Address server;
        int clientPort;
        int serverPort;
        int transport;
        int icmp;
        int vlan;
        long firstNs;
        long lastNs;

        String communityId() {
            return CommunityId.text(client, server, clientPort, serverPort, transport, icmp);
        }
    }

    private final Sample[] samples = new Sample[Alert.MAX_FLOWS];
    private int size;
    private int next;
    private long replacedNs = Long.MIN_VALUE;
    private Sample latest;

    void add(Conversation flow, long now) {
        if (latest == null || latest.serial != flow.serial) {
            latest = of(flow, now);
        }
        if (latest.serial == flow.serial) {
            latest.lastNs = Math.max(latest.lastNs, now);
        }
    }

    private Sample of(Conversation flow, long now) {
        for (int i = 0; i < size; i++) {
            if (samples[i].serial == flow.serial) {
                return samples[i];
            }
        }
        Sample sample;
        if (size < samples.length) {
            sample = new Sample();
            samples[size++] = sample;
        } else if (replacedNs != Long.MIN_VALUE && now - replacedNs < REPLACE_NS) {
            return samples[(next + samples.length - 1) % samples.length];
        } else {
            sample = samples[next];
            next = (next + 1) % samples.length;
            replacedNs = now;
        }
        sample.serial = flow.serial;
        sample.client = flow.client;
        sample.server = flow.server;
        sample.clientPort = flow.clientPort;
        sample.serverPort = flow.serverPort;
        sample.transport = flow.transport;
        sample.icmp = flow.icmpTypeAndCode;
        sample.vlan = flow.vlan;
        sample.firstNs = now;
        sample.lastNs = now;
        return sample;
    }

    /// Writes the flows into the alert, oldest first.
    void copyTo(Alert alert) {
        alert.flows.clear();
        for (int i = 0; i < size; i++) {
            Sample sample = samples[size < samples.length ? i : (next + i) % size];
            alert.flows.add(
                    new Alert.Flow(
                            sample.communityId(), sample.firstNs, sample.lastNs, sample.vlan));
        }
    }
}
