package io.wardtap.appliance.observe;

import java.util.Arrays;

/// Which types of messages of which applications passed on an interface lately, so that rules look
/// at each kind now and then and not at every message. Analysis thread only; allocates nothing.
final class RecentKinds {
    /// Kinds remembered at a time; beyond, every message of a further kind is told.
    static final int KINDS = 16;

    /// So long a kind is not told again.
    static final long FORGET_NS = 30_000_000_000L;

    private final String[] types = new String[KINDS];
    private final String[] applications = new String[KINDS];
    private int size;
    private long sinceNs = Long.MIN_VALUE;

    /// Whether this kind was not told for a while; it is now.
    boolean isOther(String type, String application, long now) {
        if (sinceNs == Long.MIN_VALUE || now - sinceNs >= FORGET_NS || now < sinceNs) {
            Arrays.fill(types, 0, size, null);
            Arrays.fill(applications, 0, size, null);
            size = 0;
            sinceNs = now;
        }
        for (int i = 0; i < size; i++) {
            if (types[i].equals(type) && applications[i].equals(application)) {
                return false;
            }
        }
        if (size < KINDS) {
            types[size] = type;
            applications[size++] = application;
        }
        return true;
    }
}
