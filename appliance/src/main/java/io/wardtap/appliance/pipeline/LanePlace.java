package io.wardtap.appliance.pipeline;

/// A lane among several.
///
/// @param index from 0
/// @param lanes how many there are
record LanePlace(int index, int lanes) {
    /// Flows of one lane have serials of their own: as many as one lane can count in years.
    private static final int SERIAL_BITS = 48;

    static final LanePlace ALONE = new LanePlace(0, 1);

    long firstSerial() {
        return (long) index << SERIAL_BITS;
    }

    /// The lanes count packets in turn, so that each number is there once.
    long packetNumber(long own) {
        return Math.max(0, (own - 1) * lanes + index + 1);
    }
}
