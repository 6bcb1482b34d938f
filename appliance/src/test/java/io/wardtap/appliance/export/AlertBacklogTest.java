package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.appliance.detect.Severity;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class AlertBacklogTest {
    private static byte[] bytes(int i) {
        return new byte[] {(byte) i};
    }

    private static List<Integer> drained(AlertBacklog backlog) throws InterruptedException {
        List<Integer> order = new ArrayList<>();
        for (var next = backlog.poll(0); next != null; next = backlog.poll(0)) {
            order.add((int) next.bytes[0]);
        }
        return order;
    }

    @Test
    void givesMessagesInTheOrderOfTheirComingWhateverTheirSeverity() throws Exception {
        AlertBacklog backlog = new AlertBacklog(10);
        Severity[] severities = {Severity.LOW, Severity.CRITICAL, Severity.INFO, Severity.LOW};
        for (int i = 0; i < severities.length; i++) {
            assertThat(backlog.add(severities[i], bytes(i), i)).isTrue();
        }

        assertThat(backlog.size()).isEqualTo(4);
        assertThat(drained(backlog)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void losesTheOldestOfTheLowestSeverityFirst() throws Exception {
        AlertBacklog backlog = new AlertBacklog(3);
        backlog.add(Severity.HIGH, bytes(0), 10);
        backlog.add(Severity.LOW, bytes(1), 11);
        backlog.add(Severity.LOW, bytes(2), 12);

        assertThat(backlog.add(Severity.INFO, bytes(3), 13)).isFalse();
        assertThat(backlog.add(Severity.CRITICAL, bytes(4), 14)).isFalse();
        assertThat(backlog.add(Severity.LOW, bytes(5), 15)).isFalse();

        assertThat(backlog.oldestMs()).isEqualTo(10);
        assertThat(drained(backlog)).containsExactly(0, 4, 5);
        assertThat(backlog.oldestMs()).isZero();
    }
}
