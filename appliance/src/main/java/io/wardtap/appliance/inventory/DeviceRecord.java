package io.wardtap.appliance.inventory;

import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.Device.Evidence;
import io.wardtap.appliance.observe.SystemName;

/// A device with what the inventory remembers beside it: roles as bits, and what the last messages
/// said, so that a message that says nothing new costs a few comparisons. Analysis thread only.
final class DeviceRecord {
    /// Evidence entries a device; more are not taken.
    static final int MAX_EVIDENCE = 64;

    /// Begins the alias of a declared name.
    static final String NAME = "name:";

    /// Source of what the configuration says.
    static final String CONFIGURATION = "configuration";

    static final int MAX_ALIASES = 16;
    static final int MAX_ROLES = 24;

    /// Unchanged evidence gets a new time this often.
    static final long REFRESH_NS = 60_000_000_000L;

    final Device device;

    // least recently used list of the inventory
    DeviceRecord older;
    DeviceRecord newer;

    /// Bits of [Role].
    long roles;

    /// Something that outputs show has changed since they were told.
    boolean changed;

    // what the last data set said, and whether it was the sender's own
    String manufacturer = "";
    String model = "";
    String serial = "";
    String software = "";
    String modality = "";
    String station = "";
    String storageClass = "";
    long dataSetNs = Long.MIN_VALUE;

    /// It has sent data sets of more than one maker, model or serial: it forwards.
    boolean relays;

    /// The first acquisition device whose data sets it sent.
    String origin = "";

    /// The first device that it described in a device's own protocol, and whether there were more:
    /// then it is a gateway, or a serial device server with several lines.
    String described = "";

    boolean describesOthers;

    // the last association and HL7 header
    String aeTitle = "";
    String implementation = "";
    String application = "";
    String facility = "";
    String messageType = "";
    String softwareProduct = "";
    long headerNs = Long.MIN_VALUE;

    // distinct equipment behind a gateway, the first few
    final long[] equipment = new long[4];
    int equipments;

    // peers by HL7 role, the first of each: a hub has several
    Device firstHl7Source;
    Device firstHl7Target;
    boolean manyHl7Sources;
    boolean manyHl7Targets;

    DeviceRecord(Device device) {
        this.device = device;
    }

    /// Notes evidence. A name without the shape of one is not taken.
    void note(String field, String value, String source, double weight, long now) {
        if (!SystemName.isPlausible(value)) {
            return;
        }
        String key = field + "=" + value + "|" + source;
        Evidence known = device.evidence.get(key);
        if (known == null && device.evidence.size() >= MAX_EVIDENCE) {
            return;
        }
        double strongest = known == null ? weight : Math.max(weight, known.weight());
        device.evidence.put(key, new Evidence(field, value, source, strongest, now));
        if (known == null || known.weight() < strongest) {
            changed |= Identity.refresh(device);
        }
    }

    /// Forgets what a source said about some fields: it was another device's.
    void retract(String source) {
        if (device.evidence.values().removeIf(evidence -> evidence.source().equals(source))) {
            changed |= Identity.refresh(device);
        }
    }

    /// Takes over what the configuration says of it, in place of what it said before.
    ///
    /// @param declared null when it says nothing (any more)
    /// @param zone of its address, where no other is declared
    void declare(DeclaredDevice declared, String zone, long now) {
        if (device.declared != null) {
            device.aliases.remove(NAME + device.declared.name());
            retract(CONFIGURATION);
        }
        device.declared = declared;
        device.zone = declared == null || declared.zone().isEmpty() ? zone : declared.zone();
        device.location = declared == null ? "" : declared.location();
        device.owner = declared == null ? "" : declared.owner();
        if (declared != null) {
            device.aliases.addFirst(NAME + declared.name());
            if (device.aliases.size() > MAX_ALIASES) {
                device.aliases.removeLast();
            }
            if (!declared.deviceClass().isEmpty()) {
                Evidence said =
                        new Evidence(Identity.CLASS, declared.deviceClass(), CONFIGURATION, 1, now);
                device.evidence.put(CONFIGURATION, said);
            }
        }
        Identity.refresh(device);
        changed = true;
    }

    void alias(String alias) {
        if (device.aliases.size() < MAX_ALIASES && !device.aliases.contains(alias)) {
            device.aliases.add(alias);
            changed = true;
        }
    }

    boolean has(Role role) {
        return (roles & role.bit()) != 0;
    }

    /// @return whether the role is new
    boolean take(Role role) {
        if (has(role)) {
            return false;
        }
        roles |= role.bit();
        if (device.roles.size() < MAX_ROLES) {
            device.roles.add(role.label());
        }
        return true;
    }
}
