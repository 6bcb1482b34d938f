package io.wardtap.appliance.conformance;

import java.time.Duration;

/// @param messagesPerType of each interface, sender and message type, checked within an hour of
///   packet time (live) or of the whole input (replay)
/// @param messages checked in all within that time
/// @param bytes held at most for that, and within that time
/// @param timeLimit for one message, wall clock
/// @param drainLimit for what is left at the end, wall clock
/// @param live what was taken is given back every hour
public record ConformanceSettings(
        int messagesPerType,
        int messages,
        long bytes,
        Duration timeLimit,
        Duration drainLimit,
        boolean live) {
    public static ConformanceSettings of(int messagesPerType, boolean live) {
        return new ConformanceSettings(
                messagesPerType,
                1024,
                8L << 20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(live ? 2 : 60),
                live);
    }
}
