package io.wardtap.appliance.pipeline;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/// What gives way when there is more than the machine can take. A replay waits and loses nothing.
/// Live, a lane never waits: first event records are left out, then the units of the heaviest
/// flows, then whole packets; alerts never. Lanes measure how full ring and slab are and set their
/// level; anybody may read it and the counts, a little late.
public final class OverloadPolicy {
    /// What is left out, each with what stands before it.
    public enum Level {
        NONE,
        EVENTS,
        UNITS,
        PACKETS
    }

    // shares of ring or slab: a level begins at the first and ends below the second
    static final double EVENTS_ON = 0.5;
    static final double EVENTS_OFF = 0.25;
    static final double UNITS_ON = 0.75;
    static final double UNITS_OFF = 0.375;
    static final double PACKETS_ON = 0.9375;
    static final double PACKETS_OFF = 0.875;

    /// From here on no framer's unit is carried: what is left is for units that are never shed.
    static final double MESSAGES_END = 0.875;

    private final boolean sheds;
    private final AtomicLong parserStalls = new AtomicLong();
    private final AtomicLong unitsUnread = new AtomicLong();
    private volatile Level[] levels = {Level.NONE};
    private volatile DoubleSupplier occupancy = () -> 0;
    private volatile Throwable deadly;

    private OverloadPolicy(boolean sheds) {
        this.sheds = sheds;
    }

    /// For captures: whoever has no room waits for it.
    public static OverloadPolicy waiting() {
        return new OverloadPolicy(false);
    }

    /// For interfaces: whoever has no room leaves something out, and counts it.
    public static OverloadPolicy shedding() {
        return new OverloadPolicy(true);
    }

    public boolean sheds() {
        return sheds;
    }

    /// The highest level of any lane.
    public Level level() {
        Level highest = Level.NONE;
        for (Level level : levels) {
            highest = level.compareTo(highest) > 0 ? level : highest;
        }
        return highest;
    }

    /// Whether event records of flows and messages are to be left out at the moment.
    public boolean shedsEvents() {
        return sheds && level() != Level.NONE;
    }

    /// Share of the ring in use, 0 to 1.
    public double ringOccupancy() {
        return occupancy.getAsDouble();
    }

    /// Parser threads that hung and were replaced.
    public long parserStalls() {
        return parserStalls.get();
    }

    /// Units that no parser has read: of flows on which one threw or hung.
    public long unitsUnread() {
        return unitsUnread.get();
    }

    void start(int lanes, DoubleSupplier ringOccupancy) {
        Level[] none = new Level[lanes];
        Arrays.fill(none, Level.NONE);
        levels = none;
        occupancy = ringOccupancy;
    }

    void level(int lane, Level level) {
        Level[] now = levels;
        now[lane] = level;
        levels = now; // shows the element to readers
    }

    /// A thread behind the ring has ended by this.
    void died(Throwable fault) {
        deadly = fault;
    }

    /// @throws IllegalStateException when who waits for the threads behind the ring waits in vain
    void checkAlive() {
        Throwable fault = deadly;
        if (fault != null) {
            throw new IllegalStateException("a thread behind the ring has died", fault);
        }
    }

    void stalled() {
        parserStalls.incrementAndGet();
    }

    void unread() {
        unitsUnread.incrementAndGet();
    }
}
