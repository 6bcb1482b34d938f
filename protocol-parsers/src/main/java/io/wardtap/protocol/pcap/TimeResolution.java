package io.wardtap.protocol.pcap;

/// Turns the 64-bit times of a pcapng interface into nanoseconds (draft-ietf-opsawg-pcapng, section
/// 4.2, if_tsresol and if_tsoffset). Exact to the nanosecond for every resolution; results are cut
/// to 0 to [CaptureReader#MAX_TIME_NS]. Immutable.
final class TimeResolution {
    /// Microseconds, what an interface without the option has.
    static final int DEFAULT = 6;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    /// The largest power of ten in 64 bits without a sign.
    private static final int MAX_POWER = 19;

    private static final long MAX = CaptureReader.MAX_TIME_NS;

    /// ns = ticks * multiplier / divisor >>> shift + offset; the divisor 0 stands for one that
    /// makes any time 0.
    private final long multiplier;

    private final long divisor;
    private final int shift;
    private final long offsetNs;

    /// @param resolution the option's byte: a negative power of 2 when its highest bit is set, else
    ///   of 10
    /// @param offsetSeconds added to every time
    TimeResolution(int resolution, long offsetSeconds) {
        int exponent = resolution & 0x7F;
        if ((resolution & 0x80) != 0) {
            this.multiplier = NS_PER_SECOND;
            this.divisor = 1;
            this.shift = exponent;
        } else {
            this.multiplier = powerOfTen(9 - exponent);
            this.divisor = exponent > 9 + MAX_POWER ? 0 : powerOfTen(exponent - 9);
            this.shift = 0;
        }
        long limit = MAX / NS_PER_SECOND;
        this.offsetNs = Math.clamp(offsetSeconds, -limit, limit) * NS_PER_SECOND;
    }

    private static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < Math.min(exponent, MAX_POWER); i++) {
            power *= 10;
        }
        return power;
    }

    long toNs(long ticks) {
        long low = ticks * multiplier;
        long high = Math.unsignedMultiplyHigh(ticks, multiplier);
        long ns;
        if (shift == 0) {
            ns = divided(high, low);
        } else if (shift < 64) {
            long over = high >>> shift;
            ns = over != 0 ? MAX : cut(high << (64 - shift) | low >>> shift);
        } else {
            ns = high >>> (shift - 64);
        }
        return Math.clamp(cut(ns) + offsetNs, 0, MAX);
    }

    /// Only a multiplier of 1 comes with a divisor above 1, so nothing is lost to the high bits.
    private long divided(long high, long low) {
        if (high != 0) {
            return MAX;
        }
        if (divisor == 1) {
            return low;
        }
        return divisor == 0 ? 0 : Long.divideUnsigned(low, divisor);
    }

    /// An unsigned number of nanoseconds, at most [CaptureReader#MAX_TIME_NS].
    private static long cut(long ns) {
        return ns < 0 ? MAX : Math.min(ns, MAX);
    }
}
