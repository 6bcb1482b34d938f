package io.wardtap.protocol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.testkit.AllocationMeter;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class FlowTableTest {
    @Test
    void findsAFlowFromBothDirections() {
        FlowTable table = new FlowTable(100, 0);
        Flow flow = table.another(table.open(0, 1, 0, 2, 1000, 104, 6, 0, FlowTable.OPENING, 5));
        table.open(0, 1, 0, 2, 1001, 104, 6, 0, FlowTable.OPENING, 5);

        assertThat(table.find(0, 1, 0, 2, 1000, 104, 6, 0).serial()).isEqualTo(flow.serial());
        assertThat(table.find(0, 2, 0, 1, 104, 1000, 6, 0).serial()).isEqualTo(flow.serial());
        assertThat(table.find(0, 1, 0, 2, 1000, 104, 6, 0).from()).isEqualTo(Direction.ORIGINATOR);
        assertThat(table.find(0, 2, 0, 1, 104, 1000, 6, 0).from()).isEqualTo(Direction.RESPONDER);
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
                expected.put(port, found.serial());
            } else {
                assertThat(found.serial()).isEqualTo(expected.get(port));
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
        long serial = first.serial();
        table.remove(first);
        Flow second = table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0);

        assertThat(serial).isEqualTo(41);
        assertThat(second.serial()).isEqualTo(42);
    }

    @Test
    void givesUpUnansweredOpeningsBeforeAnythingElse() {
        FlowTable table = new FlowTable(3, 0);
        table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.ESTABLISHED, 0);
        table.open(0, 1, 0, 2, 2, 2, 6, 0, FlowTable.OPENING, 1);
        table.open(0, 1, 0, 2, 3, 2, 17, 0, FlowTable.DATAGRAM, 2);

        assertThat(table.isFull()).isTrue();
        assertThat(table.victim().originatorPort()).as("the opening").isEqualTo(2);
        table.remove(table.victim());
        assertThat(table.victim().originatorPort()).as("the datagrams").isEqualTo(3);
        table.remove(table.victim());
        assertThat(table.victim().originatorPort()).as("the connection").isEqualTo(1);
        table.remove(table.victim());
        assertThat(table.victim()).isNull();
    }

    @Test
    void keepsEachClassInOrderOfLastActivity() {
        FlowTable table = new FlowTable(10, 0);
        Flow a = table.another(table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.ESTABLISHED, 0));
        Flow b = table.another(table.open(0, 1, 0, 2, 2, 2, 6, 0, FlowTable.ESTABLISHED, 1));
        Flow c = table.another(table.open(0, 1, 0, 2, 3, 2, 6, 0, FlowTable.ESTABLISHED, 2));
        table.touch(a, FlowTable.IDLE_STEP_NS - 1);
        assertThat(oldest(table, FlowTable.ESTABLISHED)).as("order to a second").isEqualTo(1);
        table.touch(a, FlowTable.IDLE_STEP_NS);

        assertThat(oldest(table, FlowTable.ESTABLISHED)).isEqualTo(2);
        table.reclass(c, FlowTable.CLOSING);
        table.reclass(b, FlowTable.CLOSING);
        assertThat(oldest(table, FlowTable.ESTABLISHED)).isEqualTo(1);
        assertThat(oldest(table, FlowTable.CLOSING)).isEqualTo(3);
        table.remove(c);
        assertThat(oldest(table, FlowTable.CLOSING)).isEqualTo(2);
        table.remove(b);
        assertThat(table.oldest(FlowTable.CLOSING)).isNull();
    }

    private static int oldest(FlowTable table, int idleClass) {
        return table.oldest(idleClass).originatorPort();
    }

    @Test
    void theIdlestFlowsViewLeavesTheFoundOnesAlone() {
        FlowTable table = new FlowTable(10, 0);
        table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.ESTABLISHED, 0);
        Flow current = table.open(0, 1, 0, 2, 2, 2, 6, 0, FlowTable.ESTABLISHED, 1);
        table.remove(table.victim());

        assertThat(current.originatorPort()).isEqualTo(2);
        assertThat(table.find(0, 1, 0, 2, 1, 2, 6, 0)).isNull();
    }

    @Test
    void tellsAddressesApartByTheirUpperHalves() {
        FlowTable table = new FlowTable(10, 0);
        Flow narrow = table.another(table.open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0));
        Flow wide = table.another(table.open(7, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0));

        assertThat(narrow.isOf(7, 1, 0, 2, 1L << 48 | 2L << 32, 6)).isFalse();
        assertThat(wide.isOf(0, 1, 0, 2, 1L << 48 | 2L << 32, 6)).isFalse();
        assertThat(wide.isOf(7, 1, 0, 2, 1L << 48 | 2L << 32, 6)).isTrue();
        assertThat(table.find(0, 2, 0, 1, 2, 1, 6, 0).serial()).isEqualTo(narrow.serial());
        assertThat(table.find(0, 2, 7, 1, 2, 1, 6, 0).serial()).isEqualTo(wide.serial());
        assertThat(table.find(0, 1, 7, 2, 1, 2, 6, 0)).isNull();
        // both ends alike in all but the upper half
        Flow twins = table.open(7, 1, 8, 1, 5, 5, 17, 0, FlowTable.DATAGRAM, 0);
        assertThat(twins.from()).isEqualTo(Direction.ORIGINATOR);
        assertThat(table.find(8, 1, 7, 1, 5, 5, 17, 0).from()).isEqualTo(Direction.RESPONDER);
    }

    @Test
    void allocatesNothingOnceWarm() {
        FlowTable table = new FlowTable(4000, 0);

        AllocationMeter.assertAllocatesNothing(
                1,
                () -> {
                    for (int i = 0; i < 5000; i++) {
                        while (table.isFull()) {
                            table.remove(table.victim());
                        }
                        Flow flow = table.find(0, 1, 0, 2, i, 2, 6, 0);
                        if (flow == null) {
                            flow = table.open(0, 1, 0, 2, i, 2, 6, 0, FlowTable.OPENING, i);
                            flow.ownDetails().cutPackets++;
                        }
                        table.touch(flow, i);
                    }
                });
    }
}
