package io.wardtap.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.flow.Flow;
import io.wardtap.protocol.flow.FlowTable;
import io.wardtap.protocol.unit.UnitAssembler;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class TcpReassemblerTest {
    private static final Direction O = Direction.ORIGINATOR;
    private static final int ISN = 0xFFFF_FF00; // wraps soon

    /// What a consumer would see: bytes as they are, `.` for each missing one, `|` for the end.
    private static final class Recorder implements StreamConsumer {
        final StringBuilder seen = new StringBuilder();

        @Override
        public void onBytes(Flow f, Direction from, byte[] b, int start, int length) {
            for (int i = 0; i < length; i++) {
                seen.append((char) b[start + i]);
            }
        }

        @Override
        public void onGap(Flow flow, Direction from, long missingBytes) {
            seen.append(".".repeat((int) missingBytes));
        }

        @Override
        public void onEnd(Flow flow, Direction from) {
            if (from == O) {
                seen.append('|');
            }
        }
    }

    private final Recorder seen = new Recorder();
    private final UnitAssembler assembler = new UnitAssembler(8 << 20);
    private final TcpReassembler reassembler =
            new TcpReassembler(assembler, ReassemblyLimits.defaults(), seen);
    private final Flow flow =
            new FlowTable(10, 0).open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0);

    private void segment(int offset, String text) {
        segment(offset, text, text.length(), 0);
    }

    private void segment(int offset, String text, int wireLength, long nowNs) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        reassembler.onPayload(flow, O, ISN + 1 + offset, bytes, 0, bytes.length, wireLength, nowNs);
        Arrays.fill(bytes, (byte) '#'); // what was kept and not copied shows
    }

    private String seenText() {
        return seen.seen.toString();
    }

    @Test
    void handsInOrderSegmentsOnAtOnce() {
        reassembler.onSyn(flow, O, ISN);
        segment(0, "abc");
        assertThat(seenText()).isEqualTo("abc");
        segment(3, "def");
        reassembler.onFin(flow, O, ISN + 7);
        assertThat(seenText()).isEqualTo("abcdef|");
    }

    @Test
    void putsReorderedSegmentsInOrder() {
        reassembler.onSyn(flow, O, ISN);
        segment(6, "ghi");
        segment(3, "def");
        assertThat(seenText()).isEmpty();
        segment(0, "abc");
        assertThat(seenText()).isEqualTo("abcdefghi");
        assertThat(reassembler.counters().outOfOrderSegments).isEqualTo(2);
    }

    @Test
    void dropsRetransmissionsAndKeepsTheFirstBytesOfOverlaps() {
        reassembler.onSyn(flow, O, ISN);
        segment(0, "abc");
        segment(0, "abc");
        segment(1, "XXdef");
        assertThat(seenText()).isEqualTo("abcdef");
        assertThat(reassembler.counters().retransmittedSegments).isEqualTo(1);
    }

    @Test
    void ignoresKeepAlives() {
        reassembler.onSyn(flow, O, ISN);
        segment(0, "abc");
        segment(2, "?");
        segment(3, "d");
        assertThat(seenText()).isEqualTo("abcd");
    }

    @Test
    void startsAtTheFirstByteSeenInMidstream() {
        segment(100, "abc");
        segment(103, "def");
        assertThat(seenText()).isEqualTo("abcdef");
    }

    @Test
    void givesAHoleUpWhenTheReceiverHasAcknowledgedItForAWhile() {
        reassembler.onSyn(flow, O, ISN);
        segment(0, "abc");
        segment(6, "ghi", 3, 0);
        reassembler.onAcknowledgment(flow, O, ISN + 10, 1_000_000);
        assertThat(seenText()).isEqualTo("abc");
        reassembler.onAcknowledgment(flow, O, ISN + 10, 400_000_000);
        assertThat(seenText()).isEqualTo("abc...ghi");
        assertThat(reassembler.counters().gapBytes).isEqualTo(3);
    }

    @Test
    void keepsWaitingWhileTheReceiverWaitsToo() {
        reassembler.onSyn(flow, O, ISN);
        segment(6, "ghi", 3, 0);
        reassembler.onAcknowledgment(flow, O, ISN + 1, 5_000_000_000L);
        assertThat(seenText()).isEmpty();
        segment(0, "abcdef", 6, 6_000_000_000L);
        assertThat(seenText()).isEqualTo("abcdefghi");
    }

    @Test
    void givesAHoleUpWhenTooMuchWaitsBehindIt() {
        reassembler.onSyn(flow, O, ISN);
        String block = "x".repeat(64 << 10);
        for (int i = 0; i < 10; i++) {
            segment(10 + i * block.length(), block);
        }
        assertThat(seenText()).startsWith("..........x");
        assertThat(reassembler.counters().gapBytes).isEqualTo(10);
    }

    @Test
    void boundsTheNumberOfWaitingSegments() {
        reassembler.onSyn(flow, O, ISN);
        for (int i = 0; i < 1000; i++) {
            segment(1 + i * 2, "x");
        }
        assertThat(flow.originator.details().waiting).isLessThanOrEqualTo(128);
        reassembler.onFlowEnd(flow);
        assertThat(seenText()).isEqualTo(".x".repeat(1000) + "|");
    }

    @Test
    void tellsTheMissingRestOfASegmentCutByTheCapture() {
        reassembler.onSyn(flow, O, ISN);
        segment(0, "abc", 10, 0);
        segment(10, "k");
        assertThat(seenText()).isEqualTo("abc.......k");
    }

    @Test
    void doesNotBelieveASegmentFarAhead() {
        reassembler.onSyn(flow, O, ISN);
        segment(200 << 20, "zzz");
        segment(0, "abc");
        assertThat(seenText()).isEqualTo("abc");
        assertThat(reassembler.counters().outOfWindowSegments).isEqualTo(1);
    }

    @Test
    void handsOnWhatWaitsWhenTheFlowEnds() {
        reassembler.onSyn(flow, O, ISN);
        segment(3, "def");
        reassembler.onFlowEnd(flow);
        assertThat(seenText()).isEqualTo("...def|");
        assertThat(assembler.isLive(flow.originator.details().held)).isFalse();
    }

    @Test
    void countsConflictingBytesForTheSameSequence() {
        reassembler.onSyn(flow, O, ISN);
        segment(3, "def");
        segment(3, "dXf");
        segment(0, "abc");
        assertThat(seenText()).isEqualTo("abcdef");
        assertThat(reassembler.counters().overlapConflicts).isEqualTo(1);
    }

    @Test
    void endsAGapAtTheFin() {
        reassembler.onSyn(flow, O, ISN);
        segment(10, "", 20, 0); // not captured
        reassembler.onFin(flow, O, ISN + 1 + 15);
        reassembler.onFlowEnd(flow);

        assertThat(seenText()).isEqualTo(".".repeat(15) + "|");
        assertThat(flow.originator.details().gapBytes).isEqualTo(15);
    }

    @Test
    void takesAnAcknowledgedFinForNoByte() {
        reassembler.onSyn(flow, O, ISN);
        reassembler.onFin(flow, O, ISN + 1 + 5);
        reassembler.onUnseen(flow, O, ISN + 1 + 6);

        assertThat(seenText()).isEqualTo(".....|");
    }

    @Test
    void letsNothingBehindTheFinWait() {
        reassembler.onSyn(flow, O, ISN);
        reassembler.onFin(flow, O, ISN + 1 + 3);
        segment(4, "XX");
        assertThat(flow.originator.details().waiting).isZero();
        segment(0, "abc");

        assertThat(seenText()).isEqualTo("abc|");
        assertThat(reassembler.counters().outOfWindowSegments).isEqualTo(1);
    }

    /// Whatever the order, the repeats and the cuts: the stream comes out whole.
    @Property(tries = 300)
    void anyOrderGivesTheStream(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        List<int[]> cuts = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int n = Math.min(1 + random.nextInt(20), text.length() - at);
            cuts.add(new int[] {at, n});
            if (random.nextInt(4) == 0) {
                cuts.add(new int[] {at, Math.min(n + random.nextInt(9), text.length() - at)});
            }
            at += n;
        }
        Collections.shuffle(cuts, random);
        Recorder recorder = new Recorder();
        UnitAssembler own = new UnitAssembler(8 << 20);
        TcpReassembler mine = new TcpReassembler(own, ReassemblyLimits.defaults(), recorder);
        Flow f = new FlowTable(1, 0).open(0, 1, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0);
        mine.onSyn(f, O, ISN);
        byte[] all = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        for (int[] cut : cuts) {
            mine.onPayload(f, O, ISN + 1 + cut[0], all, cut[0], cut[1], cut[1], 0);
        }
        Arrays.fill(all, (byte) '#');
        mine.onFin(f, O, ISN + 1 + text.length());

        assertThat(recorder.seen.toString()).isEqualTo(text + "|");
    }

    @Test
    void givesHolesUpAtOnceWhenTooManyDirectionsHaveOne() {
        FlowTable table = new FlowTable(WaitingPool.CAPACITY + 1, 0);
        StreamConsumer quiet =
                new StreamConsumer() {
                    @Override
                    public void onBytes(Flow f, Direction from, byte[] b, int start, int length) {}

                    @Override
                    public void onGap(Flow f, Direction from, long missingBytes) {}

                    @Override
                    public void onEnd(Flow f, Direction from) {}
                };
        TcpReassembler many = new TcpReassembler(assembler, ReassemblyLimits.defaults(), quiet);
        byte[] text = {'x'};
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i <= WaitingPool.CAPACITY; i++) {
            Flow one = table.another(table.open(0, i, 0, 2, 1, 2, 6, 0, FlowTable.OPENING, 0));
            flows.add(one);
            many.onSyn(one, O, 0);
            many.onPayload(one, O, 11, text, 0, 1, 1, 0);
        }

        Flow last = flows.getLast();
        assertThat(many.counters().waitingRefused).isEqualTo(1);
        assertThat(last.originator.details().gapBytes).isEqualTo(10);
        assertThat(last.originator.payloadBytes()).isEqualTo(1);
        assertThat(flows.getFirst().originator.details().waiting).isEqualTo(1);

        many.onFlowEnd(flows.getFirst());
        many.onPayload(last, O, 20, text, 0, 1, 1, 0);

        assertThat(last.originator.details().waiting).isEqualTo(1);
        assertThat(many.counters().waitingRefused).isEqualTo(1);
    }
}
