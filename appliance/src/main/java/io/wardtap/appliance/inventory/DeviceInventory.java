package io.wardtap.appliance.inventory;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Observers.DeviceObserver;
import io.wardtap.appliance.observe.Observers.DicomObserver;
import io.wardtap.appliance.observe.Observers.FlowObserver;
import io.wardtap.appliance.observe.Observers.Hl7Observer;
import io.wardtap.appliance.observe.Observers.MedicalObserver;
import io.wardtap.appliance.observe.Site;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.hl7.Hl7Facts;
import io.wardtap.protocol.medical.MedicalFacts;

import java.util.List;

/// Every device seen, and what is known of it. Sets the devices of each conversation before any
/// other part sees it. A device needs an answered flow or a message of its own; multicast,
/// addresses outside that describe nothing, and targets of sweeps that stay silent are none.
/// Analysis thread only.
public final class DeviceInventory
        implements FlowObserver, DicomObserver, Hl7Observer, MedicalObserver {
    private static final int TCP = 6;

    /// Fewer are a scan or the rest of a connection that has ended before.
    private static final long FEW_PACKETS = 4;

    private final DeviceTable table;
    private final DicomIdentity dicom = new DicomIdentity();
    private final Hl7Identity hl7 = new Hl7Identity();

    public DeviceInventory(Site site) {
        this(site, DeviceTable.CAPACITY);
    }

    DeviceInventory(Site site, int capacity) {
        this.table = new DeviceTable(site, capacity);
    }

    /// Who is told of devices: first-seen, identity-changed, merged.
    public void tell(DeviceObserver observer) {
        table.observer = observer;
    }

    /// Takes over what the configuration says of devices: of those that are known as well, which
    /// are told of as changed.
    public void declare(DeclaredDevices devices, long packet, long nowNs) {
        table.declare(devices, packet, nowNs);
    }

    /// All devices, in the order of their first sight.
    public List<Device> devices() {
        return table.devices();
    }

    /// How many devices were seen.
    public int size() {
        return table.size();
    }

    /// Devices given up because the table was full.
    public long evictions() {
        return table.evictions();
    }

    /// The device that has this address, or null.
    public Device find(Address address) {
        DeviceRecord record = table.byAddress(address);
        return record == null ? null : record.device;
    }

    /// MACs that stand for several hosts (routers), in the order in which that was found.
    public List<Long> sharedMacs() {
        return table.sharedMacs();
    }

    /// Says that a MAC is a router's, e.g. since a baseline says so.
    public void declareShared(long mac) {
        table.share(mac, 0, Long.MIN_VALUE);
    }

    /// The device at the source of openings that nobody answered, made if need be: whoever scans is
    /// worth a device even when nothing answers.
    ///
    /// @return null for addresses that no device can have
    public Device witness(Address address, long mac, long packet, long nowNs) {
        DeviceRecord record = table.resolve(address, mac, true, true, nowNs, packet, nowNs);
        if (record == null) {
            return null;
        }
        record.device.lastSeenNs = Math.max(record.device.lastSeenNs, nowNs);
        return record.device;
    }

    /// A device that a baseline knows and that may not have been seen yet: no event is told of it
    /// until it is.
    public Device expect(String key, List<Address> addresses, String deviceClass, long nowNs) {
        return table.expect(key, addresses, deviceClass, nowNs).device;
    }

    @Override
    public void onFlowBegin(Conversation flow, long packet, long nowNs) {
        attach(flow, false, packet, nowNs);
        seen(flow.clientDevice, flow.lastNs);
        if (flow.twoWay) {
            seen(flow.serverDevice, flow.lastNs);
        }
    }

    @Override
    public void onFlowIdentified(Conversation flow, long packet, long nowNs) {
        attach(flow, false, packet, nowNs);
    }

    @Override
    public void onFlowProgress(Conversation flow, long packet, long nowNs) {
        attach(flow, false, packet, nowNs);
        if (flow.clientPacketsDelta > 0) {
            seen(flow.clientDevice, flow.lastNs);
        }
        if (flow.serverPacketsDelta > 0) {
            seen(flow.serverDevice, flow.lastNs);
        }
    }

    @Override
    public void onFlowEnd(Conversation flow, long packet, long nowNs) {
        onFlowProgress(flow, packet, nowNs);
        if (flow.transport == TCP && flow.clientPackets + flow.serverPackets >= FEW_PACKETS) {
            sight(flow.clientDevice, flow);
            sight(flow.serverDevice, flow);
        }
    }

    private static void sight(Device device, Conversation flow) {
        if (device != null) {
            device.conversations++;
            device.oneWayConversations += flow.twoWay ? 0 : 1;
            device.gapBytes += flow.clientGapBytes + flow.serverGapBytes;
        }
    }

    @Override
    public void onAddress(
            Address address, long mac, int vlan, int interfaceIndex, long packet, long nowNs) {
        table.bind(address, mac, packet, nowNs);
    }

    @Override
    public void onDicom(Conversation flow, DicomFacts facts, long packet, long nowNs) {
        attach(flow, true, packet, nowNs);
        seen(flow.senderDevice(), nowNs);
        DeviceRecord client = table.record(flow.clientDevice);
        DeviceRecord server = table.record(flow.serverDevice);
        if (facts.kind == DicomFacts.Kind.ASSOCIATION) {
            dicom.onAssociation(client, server, facts, nowNs);
        } else if (facts.kind == DicomFacts.Kind.MESSAGE) {
            dicom.onMessage(flow, flow.fromClient ? client : server, client, facts, nowNs);
            patients(facts.phi.any(), flow);
        }
        table.tellChanges(client, packet, nowNs);
        table.tellChanges(server, packet, nowNs);
    }

    @Override
    public void onHl7(Conversation flow, Hl7Facts facts, long packet, long nowNs) {
        attach(flow, true, packet, nowNs);
        seen(flow.senderDevice(), nowNs);
        DeviceRecord sender = table.record(flow.senderDevice());
        DeviceRecord receiver = table.record(flow.receiverDevice());
        hl7.onMessage(sender, receiver, facts, nowNs);
        patients(facts.phi.any(), flow);
        table.tellChanges(sender, packet, nowNs);
        table.tellChanges(receiver, packet, nowNs);
    }

    @Override
    public void onMedical(Conversation flow, MedicalFacts facts, long packet, long nowNs) {
        attach(flow, true, packet, nowNs);
        seen(flow.senderDevice(), nowNs);
        DeviceRecord sender = table.record(flow.senderDevice());
        DeviceRecord receiver = table.record(flow.receiverDevice());
        MedicalIdentity.onMessage(sender, receiver, facts, nowNs);
        patients(facts.phi.any(), flow);
        table.tellChanges(sender, packet, nowNs);
        table.tellChanges(receiver, packet, nowNs);
    }

    /// @param described the sender of the unit in hand speaks a medical protocol
    private void attach(Conversation flow, boolean described, long packet, long nowNs) {
        // one MAC at both ends is a router's, or a link without addresses of its own
        boolean ownMacs = flow.clientMac != flow.serverMac;
        flow.clientDevice =
                end(
                        flow,
                        flow.clientDevice,
                        flow.client,
                        ownMacs ? flow.clientMac : 0,
                        described,
                        flow.fromClient,
                        packet,
                        nowNs);
        flow.serverDevice =
                end(
                        flow,
                        flow.serverDevice,
                        flow.server,
                        ownMacs ? flow.serverMac : 0,
                        described,
                        !flow.fromClient,
                        packet,
                        nowNs);
    }

    private Device end(
            Conversation flow,
            Device known,
            Address address,
            long mac,
            boolean described,
            boolean sender,
            long packet,
            long nowNs) {
        if (known != null && !known.retired) {
            return known;
        }
        boolean create = flow.twoWay || described && sender;
        DeviceRecord record =
                table.resolve(address, mac, create, described, flow.beginNs, packet, nowNs);
        return record == null ? null : record.device;
    }

    private static void seen(Device device, long now) {
        if (device != null) {
            device.lastSeenNs = Math.max(device.lastSeenNs, now);
        }
    }

    private static void patients(boolean any, Conversation flow) {
        if (any) {
            if (flow.clientDevice != null) {
                flow.clientDevice.handlesPatientData = true;
            }
            if (flow.serverDevice != null) {
                flow.serverDevice.handlesPatientData = true;
            }
        }
    }
}
