package io.wardtap.appliance.detect.network;

import io.wardtap.appliance.detect.Thresholds;

import java.util.Arrays;
import java.util.BitSet;

/// The ports of one host that one source touched without a conversation: the latest of them with
/// their times, all of them once there are many. Analysis thread only.
final class TouchedPorts {
    /// Ports whose times are kept; no threshold is above it.
    static final int KEPT = Thresholds.MAX_TRACKED;

    private int[] ports = new int[4];
    private long[] times = new long[4];
    private int size;
    private BitSet all;
    private long openings;
    private long failures;
    private long firstNs = Long.MAX_VALUE;
    private int toldAt;

    /// @param failed refused or unanswered, not merely empty
    void touch(int port, boolean failed, long count, long now) {
        openings += count;
        failures += failed ? count : 0;
        firstNs = Math.min(firstNs, now);
        if (all != null) {
            all.set(port);
        }
        int at = slot(port);
        ports[at] = port;
        times[at] = Math.max(times[at], now);
    }

    private int slot(int port) {
        int oldest = 0;
        for (int i = 0; i < size; i++) {
            if (ports[i] == port) {
                return i;
            }
            oldest = times[i] < times[oldest] ? i : oldest;
        }
        if (size == KEPT) {
            times[oldest] = Long.MIN_VALUE;
            return oldest;
        }
        if (size == ports.length) {
            ports = Arrays.copyOf(ports, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        times[size] = Long.MIN_VALUE;
        return size++;
    }

    /// Distinct ports touched within a window before or after this time: what was folded is told
    /// late and out of order.
    int within(long windowNs, long now) {
        int n = 0;
        for (int i = 0; i < size; i++) {
            n += Math.abs(now - times[i]) <= windowNs ? 1 : 0;
        }
        return n;
    }

    /// From now on every port is remembered, one bit each.
    void rememberAll() {
        if (all == null) {
            all = new BitSet(1 << 16);
            for (int i = 0; i < size; i++) {
                all.set(ports[i]);
            }
        }
    }

    /// Distinct ports since the first.
    int distinct() {
        return all != null ? all.cardinality() : size;
    }

    /// The lowest few, for evidence.
    int[] sample(int most) {
        int[] sorted = all != null ? all.stream().limit(most).toArray() : sorted(most);
        return sorted;
    }

    private int[] sorted(int most) {
        int[] sorted = Arrays.copyOf(ports, size);
        Arrays.sort(sorted);
        return Arrays.copyOf(sorted, Math.min(size, most));
    }

    double failedShare() {
        return openings == 0 ? 0 : (double) failures / openings;
    }

    long openings() {
        return openings;
    }

    long firstNs() {
        return firstNs;
    }

    /// Whether to tell again: the first time, then each time the number of ports has doubled.
    boolean tells() {
        int distinct = distinct();
        if (toldAt != 0 && distinct < toldAt * 2) {
            return false;
        }
        toldAt = distinct;
        return true;
    }
}
