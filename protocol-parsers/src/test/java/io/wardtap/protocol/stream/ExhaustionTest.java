package io.wardtap.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.flow.HalfFlow;
import io.wardtap.protocol.unit.UnitAssembler;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// Streams made to fill memory: it stays within its budget, and every byte is handed on or told as
/// missing.
class ExhaustionTest {
    private static final Direction O = Direction.ORIGINATOR;
    private static final long BUDGET = 8 << 20;
    private static final byte[] BLOCK = new byte[1460];

    private static final class Sums implements StreamConsumer {
        long bytes;
        long missing;
        long conflicts;

        @Override
        public void onBytes(Flow flow, Direction from, byte[] b, int start, int length) {
            bytes += length;
        }

        @Override
        public void onGap(Flow flow, Direction from, long missingBytes) {
            missing += missingBytes;
        }

        @Override
        public void onEnd(Flow flow, Direction from) {}

        @Override
        public void onConflict(Flow flow, Direction from, long offset) {
            conflicts++;
        }
    }

    private final Sums sums = new Sums();
    private final UnitAssembler assembler = new UnitAssembler(BUDGET);
    private final TcpReassembler reassembler =
            new TcpReassembler(assembler, ReassemblyLimits.defaults(), sums);

    private static Flow flow(FlowTable table, int number) {
        return table.another(table.open(0, number, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0));
    }

    private void add(Flow flow, int sequence, int length) {
        reassembler.onPayload(flow, O, sequence, BLOCK, 0, length, length, 0);
    }

    @Test
    void endlessDataBehindAHoleGivesTheHoleUp() {
        Flow flow = flow(new FlowTable(1, 0), 1);
        reassembler.onSyn(flow, O, 0);
        int segments = 200_000;
        for (int i = 0; i < segments; i++) {
            add(flow, 2 + i * 1460, 1460);
        }
        reassembler.onFlowEnd(flow);

        assertThat(sums.missing).isEqualTo(1);
        assertThat(sums.bytes).isEqualTo(1460L * segments);
        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void aHundredThousandStreamsWithAByteMissingStayWithinTheBudget() {
        int streams = 100_000;
        FlowTable table = new FlowTable(streams, 0);
        Flow[] flows = new Flow[streams];
        for (int i = 0; i < streams; i++) {
            flows[i] = flow(table, i);
            reassembler.onSyn(flows[i], O, 0);
            add(flows[i], 2, 1460);
        }
        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(BUDGET);
        ReassemblyCounters counters = reassembler.counters();
        assertThat(counters.waitingRefused).isEqualTo(streams - WaitingPool.CAPACITY);
        for (Flow flow : flows) {
            add(flow, 1462, 1460);
            reassembler.onFlowEnd(flow);
        }

        // what the budget could not hold is told as missing
        assertThat(sums.bytes + sums.missing).isEqualTo(streams * 2921L);
        assertThat(sums.missing).isEqualTo(streams + 1460L * assembler.evictions());
        assertThat(counters.gapBytes).isEqualTo(sums.missing);
        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(BUDGET);
    }

    @Test
    void tinyOverlapsCostNoMemoryAndNoTime() {
        Flow flow = flow(new FlowTable(1, 0), 1);
        reassembler.onSyn(flow, O, 0);
        Random random = new Random(3);
        for (int i = 0; i < 1_000_000; i++) {
            add(flow, 10 + random.nextInt(1000), 1 + random.nextInt(3));
        }
        assertThat(flow.originator.details().waiting).isLessThanOrEqualTo(HalfFlow.MAX_WAITING);
        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(BUDGET);
        reassembler.onFlowEnd(flow);

        assertThat(sums.conflicts).isZero();
        assertThat(sums.bytes + sums.missing).isBetween(1000L, 1012L);
        assertThat(flow.originator.details().waitingSequence).isNull();
    }

    @Test
    void tinySegmentsInReverseStayWithinTheBudget() {
        Flow flow = flow(new FlowTable(1, 0), 1);
        reassembler.onSyn(flow, O, 0);
        for (int i = 100_000; i > 0; i -= 2) {
            add(flow, i, 1);
        }
        reassembler.onFlowEnd(flow);

        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(BUDGET);
        assertThat(sums.bytes + sums.missing).isEqualTo(99_999 + 1);
        assertThat(sums.bytes).isPositive();
    }
}
