package io.wardtap.appliance.capture;

import io.wardtap.protocol.pcap.PacketRecord;

import java.util.function.BooleanSupplier;

/// Delivers another source's packets no sooner than their times say, counted from the first. A wait
/// is bounded, so that one absurd time does not hold a replay up for years; after a longer gap, and
/// when times jump back, the schedule is moved. An interrupt or [#close] ends the waiting for good:
/// what follows comes at full speed. A cancelled replay ends here, since whoever reads may ask only
/// every so many packets.
final class PacedSource extends WrappedSource {
    /// The longest wait between two packets. A quiet network still says something every few
    /// minutes.
    static final long MAX_WAIT_NS = 300_000_000_000L;

    /// Waits are taken in pieces, so that closing is noticed.
    static final long PIECE_NS = 50_000_000L;

    private final double factor;
    private final Pacer pacer;
    private final BooleanSupplier cancelled;
    private volatile boolean hurried;
    private boolean started;
    private long scheduleNs;
    private long packetNs;

    PacedSource(CaptureSource source, double factor, Pacer pacer, BooleanSupplier cancelled) {
        super(source);
        this.factor = factor;
        this.pacer = pacer;
        this.cancelled = cancelled;
    }

    @Override
    public Arrival next(PacketRecord packet) {
        if (cancelled.getAsBoolean()) {
            return Arrival.END;
        }
        Arrival arrival = source.next(packet);
        if (arrival == Arrival.PACKET && !hurried) {
            pace(packet.timeNs);
        }
        return arrival;
    }

    private void pace(long timeNs) {
        if (!started) {
            started = true;
            scheduleNs = pacer.nowNs();
        } else if (timeNs > packetNs) {
            scheduleNs += (long) Math.min((timeNs - packetNs) / factor, (double) MAX_WAIT_NS);
        }
        // packets a little out of order do not stretch the schedule; a jump far back begins anew
        packetNs = packetNs - timeNs > MAX_WAIT_NS ? timeNs : Math.max(packetNs, timeNs);
        long waitNs = scheduleNs - pacer.nowNs();
        while (waitNs > 0 && !hurried && !cancelled.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                hurried = true;
                return;
            }
            pacer.waitNs(Math.min(waitNs, PIECE_NS));
            waitNs = scheduleNs - pacer.nowNs();
        }
    }

    @Override
    public void close() {
        hurried = true;
        super.close();
    }
}
