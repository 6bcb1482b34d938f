package io.wardtap.appliance.detect;

/// What a live sensor has seen, and what not, in the latest quarter of an hour; shares from 0 to 1.
/// Analysis thread.
public interface SightState {
    /// A replay, whose summary says it.
    SightState NONE =
            new SightState() {
                @Override
                public double gapRatio() {
                    return 0;
                }

                @Override
                public double oneWayRatio() {
                    return 0;
                }

                @Override
                public long conversations() {
                    return 0;
                }

                @Override
                public double duplicateRatio() {
                    return 0;
                }

                @Override
                public double cutRatio() {
                    return 0;
                }

                @Override
                public double unreadRatio() {
                    return 0;
                }

                @Override
                public long packets() {
                    return 0;
                }
            };

    /// Of the bytes of streams, those that never came by.
    double gapRatio();

    /// Of the TCP conversations, those with one direction only.
    double oneWayRatio();

    /// TCP conversations that were judged.
    long conversations();

    /// Of the packets, copies of others.
    double duplicateRatio();

    /// Of the packets, those captured short.
    double cutRatio();

    /// Of the bytes, those in frames that nobody reads.
    double unreadRatio();

    /// Packets, copies left out.
    long packets();
}
