package io.wardtap.appliance.conformance;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// What the checks of one sender's messages of one version have found. Any thread.
public final class ConformanceCount {
    /// Findings that are told apart; further ones count as `other`.
    static final int FINDINGS = 32;

    private final boolean client;
    private final String version;
    private final Map<ConformanceFinding, Long> findings = new TreeMap<>();
    private long checked;
    private long faulty;

    ConformanceCount(boolean client, String version) {
        this.client = client;
        this.version = version;
    }

    synchronized void add(Collection<ConformanceFinding> found) {
        checked++;
        faulty += found.isEmpty() ? 0 : 1;
        for (ConformanceFinding finding : found) {
            boolean room = findings.size() < FINDINGS || findings.containsKey(finding);
            ConformanceFinding counted =
                    room
                            ? finding
                            : new ConformanceFinding(finding.code(), ConformanceFinding.ELSEWHERE);
            findings.merge(counted, 1L, Long::sum);
        }
    }

    /// The interface's client sent them, else its server.
    public boolean isClient() {
        return client;
    }

    /// MSH-12; empty when it was of no known shape.
    public String version() {
        return version;
    }

    public synchronized long checked() {
        return checked;
    }

    /// Messages with a finding.
    public synchronized long faulty() {
        return faulty;
    }

    /// Messages by finding, sorted.
    public synchronized Map<ConformanceFinding, Long> findings() {
        return Collections.unmodifiableMap(new TreeMap<>(findings));
    }
}
