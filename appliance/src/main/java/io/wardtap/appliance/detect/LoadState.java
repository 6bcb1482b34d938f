package io.wardtap.appliance.detect;

/// What gave way so far because there was more than the machine can take. The numbers only grow;
/// they are written by other threads and read a little late.
public interface LoadState {
    /// Nothing gives way: a replay waits instead.
    LoadState NONE =
            new LoadState() {
                @Override
                public boolean isOverloaded() {
                    return false;
                }

                @Override
                public long packetsShed() {
                    return 0;
                }

                @Override
                public long unitsShed() {
                    return 0;
                }

                @Override
                public long recordsLeftOut() {
                    return 0;
                }

                @Override
                public boolean isDiskFailing() {
                    return false;
                }
            };

    /// Something gives way at the moment.
    boolean isOverloaded();

    /// Whole packets that were not looked at.
    long packetsShed();

    /// Messages that were not read.
    long unitsShed();

    /// Event records that were not written, for load or for the disk.
    long recordsLeftOut();

    /// The disk takes no events at the moment.
    boolean isDiskFailing();
}
