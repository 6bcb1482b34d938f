package io.wardtap.appliance.detect.hl7;

import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.observe.Address;

import java.util.ArrayList;
import java.util.List;

/// The hosts to whose HL7 ports one source spoke something else: the latest of them, each with its
/// port, what was spoken and when. Analysis thread only.
final class ProbedHosts {
    /// No threshold is above it.
    static final int KEPT = Thresholds.MAX_TRACKED;

    private final Address[] hosts = new Address[KEPT];
    private final int[] ports = new int[KEPT];
    private final String[] spoken = new String[KEPT];
    private final long[] times = new long[KEPT];
    private int size;

    void touch(Address host, int port, String what, long now) {
        int at = slot(host);
        hosts[at] = host;
        ports[at] = port;
        spoken[at] = what;
        times[at] = Math.max(times[at], now);
    }

    private int slot(Address host) {
        int oldest = 0;
        for (int i = 0; i < size; i++) {
            if (hosts[i].equals(host)) {
                return i;
            }
            oldest = times[i] < times[oldest] ? i : oldest;
        }
        int at = size < KEPT ? size++ : oldest;
        times[at] = Long.MIN_VALUE;
        return at;
    }

    /// Distinct hosts since then.
    int count(long after) {
        int n = 0;
        for (int i = 0; i < size; i++) {
            n += times[i] >= after ? 1 : 0;
        }
        return n;
    }

    List<String> hosts(long after, int most) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size && names.size() < most; i++) {
            if (times[i] >= after) {
                names.add(hosts[i] + ":" + ports[i]);
            }
        }
        return names;
    }

    List<String> spoken(long after) {
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (times[i] >= after && !kinds.contains(spoken[i])) {
                kinds.add(spoken[i]);
            }
        }
        kinds.sort(null);
        return kinds;
    }
}
