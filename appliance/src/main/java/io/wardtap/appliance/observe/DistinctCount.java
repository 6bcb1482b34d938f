package io.wardtap.appliance.observe;

/// How many different 64-bit hashes there were: exactly up to a number, beyond it an estimate by
/// HyperLogLog (Flajolet and others 2007) with a standard error of 1.04 / sqrt(registers). Bounded;
/// allocates while the exact part grows and once when it ends. Confined to one thread.
public final class DistinctCount {
    private final int registerBits;
    private HashSet64 exact;
    private byte[] registers; // null while the count is exact

    /// @param exactly hashes that are counted one by one
    /// @param registerBits binary logarithm of the registers behind them, one byte each: 9 for an
    ///   error of 4.6 %, 12 for 1.6 %
    public DistinctCount(int exactly, int registerBits) {
        this.registerBits = registerBits;
        this.exact = new HashSet64(exactly);
    }

    public void add(long hash) {
        if (registers == null) {
            exact.add(hash);
            if (!exact.isLowerBound()) {
                return;
            }
            registers = new byte[1 << registerBits];
            exact.forEach(this::register);
            exact = null;
        }
        register(hash);
    }

    /// Exact, or the estimate.
    public long count() {
        return registers == null ? exact.size() : estimate();
    }

    public boolean isEstimate() {
        return registers != null;
    }

    private void register(long hash) {
        long mixed = mix(hash);
        int register = (int) (mixed >>> 64 - registerBits);
        int rank = Long.numberOfLeadingZeros(mixed << registerBits | 1L << registerBits - 1) + 1;
        if (rank > registers[register]) {
            registers[register] = (byte) rank;
        }
    }

    /// The estimate of the paper's figure 3; hashes of 64 bits need no correction of large counts.
    private long estimate() {
        int m = registers.length;
        double sum = 0;
        int zeros = 0;
        for (byte rank : registers) {
            sum += Math.scalb(1.0, -rank);
            zeros += rank == 0 ? 1 : 0;
        }
        double raw = 0.7213 / (1 + 1.079 / m) * m * m / sum;
        return Math.round(raw <= 2.5 * m && zeros > 0 ? m * Math.log((double) m / zeros) : raw);
    }

    /// The finalizer of SplitMix64: what comes in may be a plain number.
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
