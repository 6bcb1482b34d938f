package io.wardtap.appliance.config;

/// Section `pipeline`: bounds of what is kept between capture and analysis.
public record PipelineSettings(
        @Setting(
                        value =
                                "Parser threads; 0 takes one less than there are processors, at"
                                        + " least one.",
                        min = 0,
                        max = 256)
                int workers,
        @Setting(value = "Flows that are followed at one time.", min = 1024, max = 16_777_216)
                int flows,
        @Setting(
                        value = "Slots of the ring between capture and analysis; a power of two.",
                        min = 1024,
                        max = 1_048_576)
                int ringUnits,
        @Setting("Memory for units on their way to analysis, 1MiB to 1GiB.") ByteSize slab,
        @Setting("Memory for units that are not complete yet, 1MiB to 4GiB.") ByteSize unitMemory,
        @Setting("Memory for TCP segments that came out of order, 1MiB to 4GiB.")
                ByteSize reassemblyMemory,
        @Setting(
                        "Leave out IPv4, TCP and UDP packets whose checksum is wrong, as receivers"
                                + " do. Not where a capture has packets of the machine it was made"
                                + " on: its network card would have filled the checksums in.")
                boolean dropBadChecksums) {
    private static final long MIB = 1 << 20;

    public PipelineSettings {
        new Checks()
                .range("workers", workers, 0, 256)
                .range("flows", flows, 1024, 16_777_216)
                .range("ringUnits", ringUnits, 1024, 1_048_576)
                .that("ringUnits", Integer.bitCount(ringUnits) == 1, "is not a power of two")
                .range("slab", slab, MIB, 1024 * MIB)
                .range("unitMemory", unitMemory, MIB, 4096 * MIB)
                .range("reassemblyMemory", reassemblyMemory, MIB, 4096 * MIB)
                .done();
    }

    public static PipelineSettings defaults() {
        return new PipelineSettings(
                0,
                262_144,
                4096,
                new ByteSize(16 * MIB),
                new ByteSize(64 * MIB),
                new ByteSize(64 * MIB),
                false);
    }
}
