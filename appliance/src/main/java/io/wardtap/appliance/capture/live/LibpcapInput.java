package io.wardtap.appliance.capture.live;

import io.wardtap.protocol.pcap.PacketRecord;

import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;

import java.io.EOFException;
import java.sql.Timestamp;
import java.util.concurrent.TimeoutException;

/// An interface by libpcap, through pcap4j. Never blocks: libpcap's read time-out does not fire on
/// an idle link. Packets are copied, and garbage is made for each of them. Lane's thread only.
final class LibpcapInput implements PacketInput {
    private static final long FIRST_LOOK_NS = 50_000_000L;
    private static final long LAST_LOOK_NS = 2_000_000_000L;
    private static final long STATISTICS_EVERY_NS = 200_000_000L;
    private static final int SETTLE_PACKETS = 1024;

    private final LiveCaptureSettings settings;
    private final String name;
    private final int interfaceIndex;
    private final InterfaceCounters counters;
    private final ShareCounters share;
    private PcapHandle handle;
    private int linkType;
    private long packets;
    private long byteCount;
    private long lastNs;
    private int knownDrops;
    private long stopNs = Long.MAX_VALUE;
    private boolean stopped;
    private LinkState link = LinkState.UP;
    private long nextLookNs;
    private long lookEveryNs = FIRST_LOOK_NS;
    private long nextStatisticsNs;

    LibpcapInput(LiveCaptureSettings settings, String name, int index, InterfaceCounters counters)
            throws LiveCaptureException {
        this.settings = settings;
        this.name = name;
        this.interfaceIndex = index;
        this.counters = counters;
        this.share = counters.share(0);
        try {
            open();
        } catch (PcapNativeException | NotOpenException e) {
            throw LibpcapFault.of(name, e);
        }
    }

    private void open() throws PcapNativeException, NotOpenException {
        PcapHandle next =
                new PcapHandle.Builder(name)
                        .snaplen(settings.snaplen())
                        .promiscuousMode(
                                settings.promiscuous()
                                        ? PromiscuousMode.PROMISCUOUS
                                        : PromiscuousMode.NONPROMISCUOUS)
                        .timeoutMillis(settings.blockTimeoutMs())
                        .bufferSize((int) Math.min(settings.ringBytes(), Integer.MAX_VALUE))
                        .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
                        .direction(PcapHandle.PcapDirection.IN)
                        .build();
        try {
            next.setBlockingMode(PcapHandle.BlockingMode.NONBLOCKING);
            if (!settings.filter().isBlank()) {
                next.setFilter(settings.filter(), BpfCompileMode.OPTIMIZE);
            }
            linkType = LibpcapLinkType.of(next.getDlt().value());
        } catch (PcapNativeException | NotOpenException failed) {
            next.close();
            throw failed;
        }
        handle = next;
        knownDrops = 0;
    }

    @Override
    public boolean next(PacketRecord packet) {
        if (link == LinkState.MISSING || stopped) {
            return false;
        }
        byte[] raw;
        try {
            raw = handle.getNextRawPacketEx();
        } catch (TimeoutException nothing) {
            return false;
        } catch (PcapNativeException | NotOpenException | EOFException gone) {
            onError();
            return false;
        }
        Timestamp time = handle.getTimestamp();
        packet.timeNs = Math.floorDiv(time.getTime(), 1000) * 1_000_000_000L + time.getNanos();
        if (packet.timeNs > stopNs) {
            stopped = true;
            return false;
        }
        packet.capturedLength = Math.min(raw.length, settings.snaplen());
        packet.wireLength = Integer.toUnsignedLong(handle.getOriginalLength());
        packet.bytes = raw;
        packet.start = 0;
        packet.linkType = linkType;
        packet.interfaceIndex = interfaceIndex;
        byteCount += packet.capturedLength;
        lastNs = packet.timeNs;
        if (++packets == SETTLE_PACKETS) {
            settlePackets();
        }
        return true;
    }

    private void settlePackets() {
        if (packets > 0) {
            share.received(packets, byteCount, lastNs);
            packets = 0;
            byteCount = 0;
        }
    }

    @Override
    public void settle() {
        settlePackets();
        try {
            if (handle.isOpen()) {
                PcapStat statistics = handle.getStats();
                int drops = (int) statistics.getNumPacketsDropped();
                share.lost(Integer.toUnsignedLong(drops - knownDrops), 0);
                knownDrops = drops;
            }
        } catch (PcapNativeException | NotOpenException e) {
            // an interface that has gone counts nothing more
        }
    }

    /// Counts now and then, and tries to open an interface again that has gone.
    void watch(long nanoTime) {
        if (nanoTime - nextStatisticsNs >= 0) {
            nextStatisticsNs = nanoTime + STATISTICS_EVERY_NS;
            settle();
        }
        if (link == LinkState.UP || stopNs != Long.MAX_VALUE || nanoTime - nextLookNs < 0) {
            return;
        }
        try {
            open();
            link = LinkState.UP;
            lookEveryNs = FIRST_LOOK_NS;
            counters.link(link);
            counters.reopened();
        } catch (PcapNativeException | NotOpenException notYet) {
            nextLookNs = nanoTime + lookEveryNs;
            lookEveryNs = Math.min(2 * lookEveryNs, LAST_LOOK_NS);
        }
    }

    private void onError() {
        settle();
        handle.close();
        link = LinkState.MISSING;
        counters.link(link);
        nextLookNs = System.nanoTime() + lookEveryNs;
    }

    /// libpcap cannot close the intake and keep what it holds, so what is newer is not delivered.
    @Override
    public void stop() {
        stopNs = WallClock.nowNs() + 1_000_000L;
    }

    @Override
    public void close() {
        handle.close();
    }
}
