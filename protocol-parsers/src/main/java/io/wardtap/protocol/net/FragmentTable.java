package io.wardtap.protocol.net;

import java.util.SplittableRandom;

/// The datagrams of which fragments wait, by their key and by age. Bounded by whoever asks it to
/// open one: [#isFull()], [#oldest()]. Confined to the lane's thread; allocates while it grows,
/// nothing once warm.
final class FragmentTable {
    private final long seed = new SplittableRandom().nextLong();
    private final int capacity;
    private final FragmentedDatagram[] buckets;
    private FragmentedDatagram oldest;
    private FragmentedDatagram newest;
    private FragmentedDatagram free;
    private int size;

    FragmentTable(int capacity) {
        this.capacity = capacity;
        this.buckets = new FragmentedDatagram[Integer.highestOneBit(capacity) << 1];
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == capacity;
    }

    /// The datagram that waits longest, or null.
    FragmentedDatagram oldest() {
        return oldest;
    }

    /// The fragment's datagram, or null.
    FragmentedDatagram find(IpFragment fragment) {
        int protocol = keyProtocol(fragment);
        FragmentedDatagram one = buckets[hash(fragment) & buckets.length - 1];
        while (one != null && !one.isOf(fragment, protocol)) {
            one = one.inBucket;
        }
        return one;
    }

    /// A new datagram; the caller has made room.
    FragmentedDatagram open(IpFragment fragment, long nowNs) {
        FragmentedDatagram datagram = free;
        if (datagram == null) {
            datagram = new FragmentedDatagram();
        } else {
            free = datagram.newer;
        }
        int hash = hash(fragment);
        datagram.open(fragment, keyProtocol(fragment), hash, nowNs);
        int slot = hash & buckets.length - 1;
        datagram.inBucket = buckets[slot];
        buckets[slot] = datagram;
        datagram.older = newest;
        datagram.newer = null;
        if (newest == null) {
            oldest = datagram;
        } else {
            newest.newer = datagram;
        }
        newest = datagram;
        size++;
        return datagram;
    }

    void remove(FragmentedDatagram datagram) {
        int slot = datagram.hash & buckets.length - 1;
        if (buckets[slot] == datagram) {
            buckets[slot] = datagram.inBucket;
        } else {
            FragmentedDatagram before = buckets[slot];
            while (before.inBucket != datagram) {
                before = before.inBucket;
            }
            before.inBucket = datagram.inBucket;
        }
        if (datagram.older == null) {
            oldest = datagram.newer;
        } else {
            datagram.older.newer = datagram.newer;
        }
        if (datagram.newer == null) {
            newest = datagram.older;
        } else {
            datagram.newer.older = datagram.older;
        }
        datagram.inBucket = null;
        datagram.older = null;
        datagram.newer = free;
        free = datagram;
        size--;
    }

    /// IPv4 numbers datagrams by protocol (RFC 791 2.3), IPv6 does not (RFC 8200 4.5).
    private static int keyProtocol(IpFragment fragment) {
        return fragment.version == 4 ? fragment.protocol : 0;
    }

    /// Keyed, so that nobody on the wire can fill one bucket; what comes out does not depend on it.
    private int hash(IpFragment fragment) {
        long h = (fragment.sourceLow ^ seed) * 0x9E3779B97F4A7C15L;
        h = ((h ^ h >>> 32) + fragment.destinationLow) * 0xC2B2AE3D27D4EB4FL;
        h = ((h ^ h >>> 29) + fragment.sourceHigh) * 0xBF58476D1CE4E5B9L;
        h = ((h ^ h >>> 32) + fragment.destinationHigh) * 0x9E3779B97F4A7C15L;
        long rest = (long) fragment.identification << 20 ^ (long) fragment.realm << 8;
        h = ((h ^ h >>> 29) + (rest ^ keyProtocol(fragment) ^ seed)) * 0xD6E8FEB86659FD93L;
        return (int) (h >>> 32);
    }
}
