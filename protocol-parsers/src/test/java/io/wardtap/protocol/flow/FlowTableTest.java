package io.wardtap.protocol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class FlowTableTest {
    @Test
    void findsAFlowFromBothDirections() {
        FlowTable table = new FlowTable(100, 0);
        Flow flow = table.open(0, 1, 0, 2, 1000, 104, 6, 0, FlowTable.OPENING, 5);

        assertThat(table.find(0, 1, 0, 2, 1000, 104, 6, 0)).isSameAs(flow);
        assertThat(table.find(0, 2, 0, 1, 104, 1000, 6, 0)).isSameAs(flow);
        assertThat(FlowTable.direction(flow, 0, 1, 1000)).isEqualTo(Direction.ORIGINATOR);
        assertThat(FlowTable.direction(flow, 0, 2, 104)).isEqualTo(Direction.RESPONDER);
        assertThat(table.find(0, 1, 0, 2, 104, 1000, 6, 0)).isNull();
        assertThat(table.find(0, 1, 0, 2, 1000, 104, 17, 0)).isNull();
        assertThat(table.find(0, 1, 0, 2, 1000, 104, 6, 7)).isNull();
    }

    @Test
    void staysRightThroughManyOpeningsAndRemovals() {
        FlowTable table = new FlowTable(100_000, 0);
        Map<Integer, Long> expected = new HashMap<>();
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            int port = random.nextInt(20_000);
            Flow found = table.find(0, 1, 0, 2, port, 104, 6, 0);
            if (found == null) {
                assertThat(expected).doesNotContainKey(port);
                found = table.open(0, 1, 0, 2, port, 104, 6, 0, FlowTable.ESTABLISHED, i);
                expected.put(port, found.serial);
            } else {
                assertThat(found.serial).isEqualTo(expected.get(port));
                if (random.nextBoolean()) {
                    table.remove(found);
                    expected.remove(port);
                } else {
                    table.touch(found, i);
                }
            }
        }

        assertThat(table.size()).isEqualTo(expected.size());
    }

    @Test
    void neverGivesASerialTwice() {
        FlowTable table = new FlowTable(10, 40);
        Flow first = table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0);
        long serial = first.serial;
        table.remove(first);
        Flow second = table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0);

        assertThat(serial).isEqualTo(41);
        assertThat(second.serial).isEqualTo(42);
        assertThat(second).isSameAs(first);
    }

    @Test
    void givesUpUnansweredOpeningsBeforeAnythingElse() {
        FlowTable table = new FlowTable(3, 0);
        Flow established = table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.ESTABLISHED, 0);
        Flow opening = table.open(0, 1, 0, 2, 2, 2, 6, 0, FlowTable.OPENING, 1);
        Flow datagram = table.open(0, 1, 0, 2, 3, 2, 17, 0, FlowTable.DATAGRAM, 2);

        assertThat(table.isFull()).isTrue();
        assertThat(table.victim()).isSameAs(opening);
        table.remove(opening);
        assertThat(table.victim()).isSameAs(datagram);
        table.remove(datagram);
        assertThat(table.victim()).isSameAs(established);
    }

    @Test
    void keepsEachClassInOrderOfLastActivity() {
        FlowTable table = new FlowTable(10, 0);
        Flow a = table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.ESTABLISHED, 0);
        Flow b = table.open(0, 1, 0, 2, 2, 2, 6, 0, FlowTable.ESTABLISHED, 1);
        table.touch(a, FlowTable.IDLE_STEP_NS - 1);
        assertThat(table.oldest(FlowTable.ESTABLISHED)).as("order to a second").isSameAs(a);
        table.touch(a, FlowTable.IDLE_STEP_NS);

        assertThat(table.oldest(FlowTable.ESTABLISHED)).isSameAs(b);
        table.reclass(b, FlowTable.CLOSING);
        assertThat(table.oldest(FlowTable.ESTABLISHED)).isSameAs(a);
        assertThat(table.oldest(FlowTable.CLOSING)).isSameAs(b);
    }
}
