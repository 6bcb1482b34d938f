package io.wardtap.appliance.detect.dicom;

import io.wardtap.appliance.detect.Thresholds;
import io.wardtap.appliance.detect.Wording;
import io.wardtap.appliance.observe.Address;

import java.util.ArrayList;
import java.util.List;

/// The latest odd associations of one client, in a ring: rejected ones, those that asked for an
/// echo only, those dropped at once. Analysis thread only.
final class ProbeTracker {
    enum Oddity {
        REJECTED,
        ECHO_ONLY,
        DROPPED
    }

    /// Older ones are forgotten; no threshold is above it.
    static final int KEPT = Thresholds.MAX_TRACKED;

    private final Oddity[] oddities = new Oddity[KEPT];
    private final long[] times = new long[KEPT];
    private final String[] calling = new String[KEPT];
    private final String[] called = new String[KEPT];
    private final Address[] hosts = new Address[KEPT];
    private int next;

    void add(Oddity oddity, String callingTitle, String calledTitle, Address host, long now) {
        oddities[next] = oddity;
        calling[next] = callingTitle;
        called[next] = calledTitle;
        hosts[next] = host;
        times[next] = now;
        next = (next + 1) % KEPT;
    }

    int count(Oddity oddity, long after) {
        int n = 0;
        for (int i = 0; i < KEPT; i++) {
            n += is(i, oddity, after) ? 1 : 0;
        }
        return n;
    }

    /// Distinct pairs of calling and called title.
    int titlePairs(Oddity oddity, long after) {
        int n = 0;
        for (int i = 0; i < KEPT; i++) {
            if (is(i, oddity, after) && !seenBefore(i, oddity, after, false)) {
                n++;
            }
        }
        return n;
    }

    int hosts(Oddity oddity, long after) {
        int n = 0;
        for (int i = 0; i < KEPT; i++) {
            if (is(i, oddity, after) && !seenBefore(i, oddity, after, true)) {
                n++;
            }
        }
        return n;
    }

    /// Called or calling titles that were tried, the first few.
    List<String> titles(boolean ofServer, long after, int most) {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            int at = (next + i) % KEPT;
            if (oddities[at] != null && times[at] > after) {
                Wording.note(titles, ofServer ? called[at] : calling[at], most);
            }
        }
        return titles;
    }

    List<String> hostNames(long after, int most) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            int at = (next + i) % KEPT;
            if (oddities[at] != null && times[at] > after && names.size() < most) {
                String name = hosts[at].toString();
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private boolean is(int i, Oddity oddity, long after) {
        return oddities[i] == oddity && times[i] > after;
    }

    private boolean seenBefore(int i, Oddity oddity, long after, boolean byHost) {
        for (int j = 0; j < i; j++) {
            if (is(j, oddity, after)
                    && (byHost
                            ? hosts[j].equals(hosts[i])
                            : calling[j].equals(calling[i]) && called[j].equals(called[i]))) {
                return true;
            }
        }
        return false;
    }
}
