package io.wardtap.appliance.capture.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.pcap.PacketRecord;

import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Deque;

class GroupInputTest {
    private static final long HOLD_NS = 30_000_000L;
    private final long nowNs = WallClock.nowNs();

    /// Packets at given times, told apart by their interface.
    private static final class Times implements PacketInput {
        private final int index;
        private final Deque<Long> times = new ArrayDeque<>();

        Times(int index) {
            this.index = index;
        }

        @Override
        public boolean next(PacketRecord packet) {
            Long time = times.poll();
            if (time == null) {
                return false;
            }
            packet.timeNs = time;
            packet.interfaceIndex = index;
            return true;
        }

        @Override
        public void settle() {}

        @Override
        public void stop() {}

        @Override
        public void close() {}
    }

    private final Times left = new Times(0);
    private final Times right = new Times(1);
    private final GroupInput group = new GroupInput(new PacketInput[] {left, right}, HOLD_NS);
    private final PacketRecord packet = new PacketRecord();

    @Test
    void mergesByTime() {
        left.times.add(nowNs - 9);
        left.times.add(nowNs - 5);
        right.times.add(nowNs - 8);
        right.times.add(nowNs - 1);

        assertThat(group.next(packet)).isTrue();
        assertThat(packet.interfaceIndex).isZero();
        assertThat(group.next(packet)).isTrue();
        assertThat(packet.interfaceIndex).isEqualTo(1);
        assertThat(group.next(packet)).isTrue();
        assertThat(packet.timeNs).isEqualTo(nowNs - 5);
    }

    @Test
    void holdsAPacketBackThatAnotherMayPrecede() {
        left.times.add(nowNs);

        assertThat(group.next(packet)).isFalse();
        assertThat(group.isHolding()).isTrue();
        assertThat(group.deliveredUntilNs(nowNs + HOLD_NS)).isEqualTo(nowNs);

        right.times.add(nowNs - 1);
        assertThat(group.next(packet)).isTrue();
        assertThat(packet.interfaceIndex).isEqualTo(1);
    }

    @Test
    void letsAPacketGoThatIsOldEnough() {
        left.times.add(nowNs - 2 * HOLD_NS);

        assertThat(group.next(packet)).isTrue();
        assertThat(group.isHolding()).isFalse();
        assertThat(group.next(packet)).isFalse();
    }

    @Test
    void holdsNothingForEverWhenTheClockIsSetBack() throws InterruptedException {
        left.times.add(nowNs + 3_600_000_000_000L);

        assertThat(group.next(packet)).isFalse();
        Thread.sleep(4 * HOLD_NS / 1_000_000L + 1);
        assertThat(group.next(packet)).isTrue();
    }
}
