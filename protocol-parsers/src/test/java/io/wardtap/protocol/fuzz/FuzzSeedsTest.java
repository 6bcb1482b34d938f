package io.wardtap.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// All fuzz targets with their seeds, and with seeds a little damaged, as part of every build. The
/// fuzzer itself runs in the Maven profile `fuzz`.
final class FuzzSeedsTest {
    static final List<FuzzTargets.Target> TARGETS = FuzzTargets.ALL;
    private static final int DAMAGED = 200;

    @TestFactory
    Stream<DynamicContainer> seedsHold() {
        return TARGETS.stream().map(target -> dynamicContainer(target.name(), tests(target)));
    }

    private static Stream<DynamicTest> tests(FuzzTargets.Target target) {
        return target.seeds().entrySet().stream()
                .map(
                        seed -> {
                            byte[] input = seed.getValue();
                            return dynamicTest(seed.getKey(), () -> target.run().accept(input));
                        });
    }

    @ParameterizedTest
    @FieldSource("TARGETS")
    void damagedSeedsHold(FuzzTargets.Target target) {
        Random random = new Random(4);
        List<byte[]> seeds = List.copyOf(target.seeds().values());
        for (int i = 0; i < DAMAGED; i++) {
            byte[] damaged = seeds.get(i % seeds.size()).clone();
            for (int n = random.nextInt(4); n >= 0 && damaged.length > 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            target.run().accept(damaged);
        }
    }

    @ParameterizedTest
    @FieldSource("TARGETS")
    void everyTargetHasSeeds(FuzzTargets.Target target) {
        assertThat(target.made().get()).isNotEmpty();
    }
}
