package io.wardtap.appliance.conformance;

import io.wardtap.appliance.observe.Hl7Interface;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts by interface, sender and version, bounded. Any thread.
final class ConformanceCounts {
    static final int MOST = 4096;

    /// Versions of one interface that are told apart.
    private static final int VERSIONS = 16;

    private final Map<Hl7Interface, List<ConformanceCount>> counts = new HashMap<>();

    /// The count, made when it is new; null when there are too many.
    synchronized ConformanceCount of(Hl7Interface of, boolean client, String version) {
        List<ConformanceCount> found = counts.get(of);
        if (found == null) {
            if (counts.size() >= MOST) {
                return null;
            }
            found = new ArrayList<>();
            counts.put(of, found);
        }
        for (ConformanceCount count : found) {
            if (count.isClient() == client && count.version().equals(version)) {
                return count;
            }
        }
        if (found.size() >= VERSIONS) {
            return null;
        }
        ConformanceCount made = new ConformanceCount(client, version);
        found.add(made);
        return made;
    }

    /// Clients' first, by version.
    synchronized List<ConformanceCount> of(Hl7Interface of) {
        List<ConformanceCount> found = new ArrayList<>(counts.getOrDefault(of, List.of()));
        found.sort(
                Comparator.comparing(ConformanceCount::isClient)
                        .reversed()
                        .thenComparing(ConformanceCount::version));
        return found;
    }
}
