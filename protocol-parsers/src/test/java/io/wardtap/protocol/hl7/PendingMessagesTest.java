package io.wardtap.protocol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PendingMessagesTest {
    private final PendingMessages pending = new PendingMessages();

    @Test
    void remembersTheLast256AndDropsTheOldest() {
        for (int i = 1; i <= 1000; i++) {
            pending.add(i, i, "T" + i);
        }

        assertThat(pending.size()).isEqualTo(PendingMessages.MAX_PENDING);
        assertThat(pending.find(744, 1000)).isEqualTo(-1);
        for (int i = 745; i <= 1000; i++) {
            int place = pending.find(i, 1000);
            assertThat(place).isNotNegative();
            assertThat(pending.timeNs(place)).isEqualTo(i);
            assertThat(pending.type(place)).isEqualTo("T" + i);
        }
    }

    @Test
    void findsTheOldestOfEqualControlIds() {
        pending.add(5, 1, "A");
        pending.add(5, 2, "B");

        pending.remove(pending.find(5, 3));

        assertThat(pending.type(pending.find(5, 3))).isEqualTo("B");
    }

    @Test
    void givesPlacesBackWhenAnswersComeOutOfOrder() {
        for (int round = 0; round < 10_000; round++) {
            for (int i = 1; i <= 5; i++) {
                pending.add(i, round, "T");
            }
            for (int i : new int[] {3, 1, 5, 2, 4}) {
                pending.remove(pending.find(i, round));
            }
        }

        assertThat(pending.size()).isZero();
    }

    @Test
    void doesNotFindWhatWaitedLongerThanAMinute() {
        pending.add(5, 0, "A");

        assertThat(pending.find(5, PendingMessages.MAX_LATENCY_NS)).isNotNegative();
        assertThat(pending.find(5, PendingMessages.MAX_LATENCY_NS + 1)).isEqualTo(-1);
    }
}
