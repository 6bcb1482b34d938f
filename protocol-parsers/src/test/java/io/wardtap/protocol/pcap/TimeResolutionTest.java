package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.math.BigInteger;

final class TimeResolutionTest {
    @Property
    void isExactForEveryResolutionTimeAndOffset(
            @ForAll @IntRange(max = 255) int resolution,
            @ForAll long ticks,
            @ForAll @IntRange(min = -2_000_000_000, max = 2_000_000_000) int offsetSeconds) {
        int exponent = resolution & 0x7F;
        BigInteger billion = BigInteger.valueOf(1_000_000_000);
        BigInteger unit =
                (resolution & 0x80) != 0
                        ? BigInteger.TWO.pow(exponent)
                        : BigInteger.TEN.pow(exponent);
        BigInteger max = BigInteger.valueOf(CaptureReader.MAX_TIME_NS);
        BigInteger expected =
                new BigInteger(Long.toUnsignedString(ticks))
                        .multiply(billion)
                        .divide(unit)
                        .min(max)
                        .add(BigInteger.valueOf(offsetSeconds).multiply(billion))
                        .min(max)
                        .max(BigInteger.ZERO);
        assertThat(new TimeResolution(resolution, offsetSeconds).toNs(ticks))
                .isEqualTo(expected.longValueExact());
    }

    @Example
    void finestResolutionThatStillGivesANanosecondIsExact() {
        assertThat(new TimeResolution(28, 0).toNs(-1L)).isEqualTo(1);
        assertThat(new TimeResolution(29, 0).toNs(-1L)).isZero();
    }

    @Example
    void offsetsBeyondAllTimeAreCut() {
        assertThat(new TimeResolution(6, Long.MAX_VALUE).toNs(1))
                .isBetween(CaptureReader.MAX_TIME_NS - 1_000_000_000L, CaptureReader.MAX_TIME_NS);
        assertThat(new TimeResolution(6, Long.MIN_VALUE).toNs(1)).isZero();
    }
}
