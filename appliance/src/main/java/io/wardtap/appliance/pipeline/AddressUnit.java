package io.wardtap.appliance.pipeline;

import io.wardtap.protocol.bytes.Bytes;

/// Fixed layout of one statement "this address has this MAC" (ARP sender fields).
public final class AddressUnit {
    public static final int BYTES = 32;

    private byte[] at;
    private int start;

    public AddressUnit(byte[] segment, int start) {
        this.at = segment;
        this.start = start;
    }

    /// Moves the view, for the lane, which makes no new one a unit.
    AddressUnit wrap(byte[] segment, int at) {
        this.at = segment;
        this.start = at;
        return this;
    }

    public void put(long addressHigh, long addressLow, long mac, int vlan) {
        Bytes.putU64(at, start, addressHigh);
        Bytes.putU64(at, start + 8, addressLow);
        Bytes.putU64(at, start + 16, mac);
        Bytes.putU16(at, start + 24, vlan);
    }

    public long addressHigh() {
        return Bytes.u64(at, start);
    }

    public long addressLow() {
        return Bytes.u64(at, start + 8);
    }

    public long mac() {
        return Bytes.u64(at, start + 16);
    }

    public int vlan() {
        return Bytes.u16(at, start + 24);
    }
}
