package io.wardtap.appliance.inventory;

import io.wardtap.appliance.observe.Address;
import io.wardtap.appliance.observe.AddressScope;
import io.wardtap.appliance.observe.DeclaredDevice;
import io.wardtap.appliance.observe.Device;
import io.wardtap.appliance.observe.LongTable;
import io.wardtap.appliance.observe.NameUuid;
import io.wardtap.appliance.observe.Observers.DeviceObserver;
import io.wardtap.appliance.observe.Site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/// Devices by MAC and by address. A MAC names one device until it shows more addresses than one
/// host has; then it is a router's, its device is given up and its addresses become devices of
/// their own. Bounded: the device unused longest goes, medical ones last. Analysis thread only.
final class DeviceTable {
    static final int CAPACITY = 1 << 16;

    /// IPv4 addresses that one MAC may have before it counts as shared.
    static final int MAX_V4_PER_MAC = 3;

    /// Addresses a device, IPv6 with its many among them.
    static final int MAX_ADDRESSES = 16;

    /// While a MAC was seen with its address this recently, another MAC does not take it over.
    static final long FRESH_NS = 600_000_000_000L;

    /// Medical devices stepped over when room is made.
    private static final int SPARED = 8;

    private static final int MAX_SHARED = 4096;

    private final Site site;
    private final int capacity;
    private final LongTable<DeviceRecord> byMac = new LongTable<>();
    private final Map<Address, DeviceRecord> byAddress = new HashMap<>();
    private final Map<Device, DeviceRecord> records = new LinkedHashMap<>();
    private final LongTable<Boolean> shared = new LongTable<>();
    private final List<Long> sharedInOrder = new ArrayList<>();
    private final LongTable<Address> foreign = new LongTable<>();
    private DeviceRecord oldest;
    private DeviceRecord newest;
    private int seen;
    private long evictions;
    private DeclaredDevices declared = DeclaredDevices.NONE;
    DeviceObserver observer = (_, _, _, _) -> {};

    DeviceTable(Site site, int capacity) {
        this.site = site;
        this.capacity = capacity;
    }

    /// Takes over what the configuration says of devices, of those that are known, too.
    void declare(DeclaredDevices devices, long packet, long now) {
        declared = devices;
        for (DeviceRecord record : records.values()) {
            boolean before = record.changed;
            record.changed = false;
            declare(record, now);
            boolean tell = record.changed && record.device.seen;
            record.changed |= before;
            if (tell) {
                tellChanges(record, packet, now);
            }
        }
    }

    private void declare(DeviceRecord record, long now) {
        Device device = record.device;
        DeclaredDevice said = declared.find(device.mac, device.addresses);
        if (!Objects.equals(said, device.declared)) {
            Address address = device.address();
            record.declare(said, address == null ? "" : site.zoneOf(address), now);
        }
    }

    /// The record of one end of a flow, made when `create` allows; null without.
    ///
    /// @param described the end has spoken a medical protocol, so that an address outside counts
    /// @param bornNs opening packet's time of the flow
    DeviceRecord resolve(
            Address address,
            long mac,
            boolean create,
            boolean described,
            long bornNs,
            long packet,
            long now) {
        AddressScope scope = site.scopeOf(address);
        if (scope == AddressScope.MULTICAST || address.low() == 0 && address.high() == 0) {
            return null;
        }
        boolean outside = scope == AddressScope.EXTERNAL || scope == AddressScope.PARTNER;
        if (outside && site.networksDeclared() && Macs.isUnicast(mac)) {
            share(mac, packet, now); // whoever brings traffic from outside is a router
        }
        DeviceRecord record = null;
        if (Macs.isUnicast(mac) && !outside && shared.find(mac) == null) {
            record = byMac(address, mac, create, bornNs, packet, now);
        }
        if (record == null) {
            record = byAddress.get(address);
            if (record == null && create && (!outside || described)) {
                record = make("ip:" + address, 0, address, bornNs);
            }
        }
        if (record != null) {
            touch(record);
            if (!record.device.seen) {
                record.device.seen = true;
                seen++;
                observer.onDevice(record.device, "first-seen", packet, now);
            }
            tellChanges(record, packet, now);
        }
        return record;
    }

    private DeviceRecord byMac(
            Address address, long mac, boolean create, long bornNs, long packet, long now) {
        DeviceRecord holder = byAddress.get(address);
        DeviceRecord record = byMac.find(mac);
        if (record != null && record == holder) {
            return record;
        }
        if (holder != null && holder.device.mac != 0) {
            if (now - holder.device.lastSeenNs < FRESH_NS) {
                foreign(address, mac, packet, now);
                return holder;
            }
            holder.device.addresses.remove(address);
            holder.changed = true;
            byAddress.remove(address);
            declare(holder, now);
            holder = null;
        }
        if (record == null) {
            if (!create) {
                return null;
            }
            if (holder != null) {
                merge(holder, mac, packet, now);
                return holder.device.retired ? byMac.find(mac) : holder;
            }
            return make("mac:" + Macs.text(mac), mac, address, bornNs);
        }
        if (!room(record, address)) {
            share(mac, packet, now);
            return null;
        }
        if (holder != null) {
            absorb(record, holder, packet, now);
        }
        take(record, address);
        declare(record, now);
        return record;
    }

    /// A statement that an address has a MAC (ARP): adds to a known device, makes none.
    void bind(Address address, long mac, long packet, long now) {
        if (!Macs.isUnicast(mac) || shared.find(mac) != null || byMac.find(mac) == null) {
            return;
        }
        resolve(address, mac, false, false, now, packet, now);
    }

    /// A MAC that claims a second host's fresh address is a router's.
    private void foreign(Address address, long mac, long packet, long now) {
        Address before = foreign.find(mac);
        if (before == null) {
            if (foreign.size() < MAX_SHARED) {
                foreign.put(mac, address);
            }
        } else if (!before.equals(address)) {
            share(mac, packet, now);
        }
    }

    void share(long mac, long packet, long now) {
        if (!Macs.isUnicast(mac) || shared.find(mac) != null || shared.size() >= MAX_SHARED) {
            return;
        }
        shared.put(mac, Boolean.TRUE);
        sharedInOrder.add(mac);
        DeviceRecord record = byMac.find(mac);
        if (record != null) {
            remove(record);
            observer.onDevice(record.device, "identity-changed", packet, now);
        }
    }

    /// An address that had been a device by itself turns out to be this MAC's.
    private void merge(DeviceRecord holder, long mac, long packet, long now) {
        DeviceRecord record = make("mac:" + Macs.text(mac), mac, holder.device.address(), now);
        record.device.seen = true;
        seen++;
        absorb(record, holder, packet, now);
    }

    private void absorb(DeviceRecord into, DeviceRecord from, long packet, long now) {
        remove(from);
        from.declare(null, "", now); // what is said of both together is found anew
        for (Address address : from.device.addresses) {
            if (room(into, address)) {
                take(into, address);
            }
        }
        from.device.aliases.forEach(into::alias);
        from.device.evidence.forEach(into.device.evidence::putIfAbsent);
        for (Role role : Role.values()) {
            if (from.has(role)) {
                into.take(role);
            }
        }
        into.device.handlesPatientData |= from.device.handlesPatientData;
        into.alias(from.device.key());
        Identity.refresh(into.device);
        declare(into, now);
        into.changed = false;
        observer.onDevice(into.device, "merged", packet, now);
    }

    DeviceRecord expect(String key, List<Address> addresses, String deviceClass, long now) {
        for (Address address : addresses) {
            DeviceRecord known = byAddress.get(address);
            if (known != null) {
                return known;
            }
        }
        long mac = key.startsWith("mac:") ? mac(key.substring(4)) : 0;
        DeviceRecord known = mac == 0 ? null : byMac.find(mac);
        if (known != null) {
            return known;
        }
        Address first = addresses.isEmpty() ? null : addresses.getFirst();
        DeviceRecord record = make(key, mac, first, now);
        for (Address address : addresses) {
            take(record, address);
        }
        declare(record, now);
        record.note(Identity.CLASS, deviceClass, "baseline", 0.5, now);
        record.changed = false;
        return record;
    }

    private static long mac(String text) {
        try {
            return Long.parseLong(text.replace("-", ""), 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private DeviceRecord make(String key, long mac, Address address, long bornNs) {
        if (records.size() >= capacity) {
            evict();
        }
        UUID id = NameUuid.of(site.name(), site.sensor(), "device", key, Long.toString(bornNs));
        Device device = new Device(id, key, bornNs);
        device.mac = mac;
        DeviceRecord record = new DeviceRecord(device);
        records.put(device, record);
        if (mac != 0) {
            byMac.put(mac, record);
        }
        if (address != null) {
            take(record, address);
        }
        link(record);
        declare(record, bornNs);
        record.changed = false;
        return record;
    }

    private void take(DeviceRecord record, Address address) {
        byAddress.put(address, record);
        if (!record.device.addresses.contains(address)) {
            if (record.device.addresses.isEmpty()) {
                record.device.zone = site.zoneOf(address);
            }
            record.device.addresses.add(address);
            record.changed = true;
        }
    }

    private static boolean room(DeviceRecord record, Address address) {
        List<Address> addresses = record.device.addresses;
        int v4 = address.isV4() ? 1 : 0;
        for (int i = 0; i < addresses.size(); i++) {
            if (addresses.get(i).isV4()) {
                v4++;
            }
        }
        return v4 <= MAX_V4_PER_MAC && addresses.size() < MAX_ADDRESSES;
    }

    private void evict() {
        DeviceRecord victim = oldest;
        for (int i = 0; i < SPARED && victim.device.isMedical() && victim.newer != null; i++) {
            victim = victim.newer;
        }
        evictions++;
        remove(victim);
    }

    private void remove(DeviceRecord record) {
        record.device.retired = true;
        records.remove(record.device);
        seen -= record.device.seen ? 1 : 0;
        if (record.device.mac != 0) {
            byMac.remove(record.device.mac);
        }
        for (Address address : record.device.addresses) {
            byAddress.remove(address, record);
        }
        unlink(record);
    }

    private void touch(DeviceRecord record) {
        if (newest != record) {
            unlink(record);
            link(record);
        }
    }

    private void link(DeviceRecord record) {
        record.older = newest;
        record.newer = null;
        if (newest == null) {
            oldest = record;
        } else {
            newest.newer = record;
        }
        newest = record;
    }

    private void unlink(DeviceRecord record) {
        if (record.older == null) {
            oldest = record.newer;
        } else {
            record.older.newer = record.newer;
        }
        if (record.newer == null) {
            newest = record.older;
        } else {
            record.newer.older = record.older;
        }
        record.older = null;
        record.newer = null;
    }

    void tellChanges(DeviceRecord record, long packet, long now) {
        if (record != null && record.changed) {
            record.changed = false;
            observer.onDevice(record.device, "identity-changed", packet, now);
        }
    }

    DeviceRecord record(Device device) {
        return device == null ? null : records.get(device);
    }

    DeviceRecord byAddress(Address address) {
        return byAddress.get(address);
    }

    List<Long> sharedMacs() {
        return List.copyOf(sharedInOrder);
    }

    List<Device> devices() {
        List<Device> seen = new ArrayList<>();
        for (Device device : records.keySet()) {
            if (device.seen) {
                seen.add(device);
            }
        }
        return seen;
    }

    int size() {
        return seen;
    }

    long evictions() {
        return evictions;
    }
}
