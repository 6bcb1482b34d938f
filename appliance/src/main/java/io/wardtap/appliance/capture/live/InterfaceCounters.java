package io.wardtap.appliance.capture.live;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// What was counted of one interface, over all lanes; for any thread. Packets that the interface
/// offered to us are [#packets] and [#kernelDrops] together, and, while running, the few that wait
/// in the ring.
public final class InterfaceCounters {
    private final String name;
    private final List<ShareCounters> shares;
    private final AtomicLong reopens = new AtomicLong();
    private final AtomicLong outages = new AtomicLong();
    private volatile LinkState link = LinkState.UP;

    InterfaceCounters(String name, int lanes) {
        this.name = name;
        this.shares = Stream.generate(ShareCounters::new).limit(lanes).toList();
    }

    public String name() {
        return name;
    }

    /// Packets delivered to lanes.
    public long packets() {
        return shares.stream().mapToLong(ShareCounters::packets).sum();
    }

    /// Captured bytes of these packets.
    public long bytes() {
        return shares.stream().mapToLong(ShareCounters::bytes).sum();
    }

    /// Packets that the kernel had to drop, since a ring was full.
    public long kernelDrops() {
        return shares.stream().mapToLong(ShareCounters::drops).sum();
    }

    /// How often the kernel found a ring full and stopped filling it.
    public long freezes() {
        return shares.stream().mapToLong(ShareCounters::freezes).sum();
    }

    /// Time of the packet delivered last, nanoseconds since 1970; 0 before the first.
    public long lastPacketNs() {
        return shares.stream().mapToLong(ShareCounters::lastPacketNs).max().orElse(0);
    }

    /// How often it came back after it had gone, and was opened again.
    public long reopens() {
        return reopens.get();
    }

    /// How often it went down, or away.
    public long outages() {
        return outages.get();
    }

    public LinkState link() {
        return link;
    }

    ShareCounters share(int lane) {
        return shares.get(lane);
    }

    void reopened() {
        reopens.incrementAndGet();
    }

    /// Told by one thread only.
    void link(LinkState state) {
        if (link == LinkState.UP && state != LinkState.UP) {
            outages.incrementAndGet();
        }
        link = state;
    }
}
