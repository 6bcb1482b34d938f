package io.wardtap.protocol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Flow.Identification;

import org.junit.jupiter.api.Test;

/// A record's fields share words: each keeps its value whatever is written beside it.
class FlowTest {
    private static final long MAC = 0xFEDC_BA98_7654L;

    private final FlowTable table = new FlowTable(10, 0);

    private Flow open(int port) {
        return table.another(
                table.open(-1, -2, -3, -4, port, 65_535, 255, -1, FlowTable.DATAGRAM, 9));
    }

    /// Writes the extreme of everything that can be written.
    private void fill(Flow flow) {
        flow.set(0x1FFF & ~Flow.WIDE);
        flow.identification(Identification.GIVEN_UP);
        flow.protocol(63);
        flow.opened(0xFFF, MAC);
        flow.responderMac(MAC);
        flow.icmpTypeAndCode(0xFFFF);
        flow.interfaceIndex(Integer.MAX_VALUE);
        flow.progress(-5, -6);
        for (HalfFlow half : new HalfFlow[] {flow.originator, flow.responder}) {
            half.set(0xFF);
            half.count(0xFFF, 65_535);
            half.addPayload(65_495);
            half.nextSequence(-1);
            half.acknowledged(-2);
            half.initialSequence(-3);
            half.finSequence(-4);
            half.recent(-5, 65_495, -6, -7);
        }
        table.reclass(flow, FlowTable.ESTABLISHED);
        table.touch(flow, 10);
        flow.ownDetails().cutPackets = 11;
    }

    @Test
    void keepsEveryFieldBesideAllOthers() {
        Flow before = open(1);
        Flow flow = open(65_534);
        Flow after = open(2);
        fill(flow);

        assertThat(flow.originatorHigh()).isEqualTo(-1);
        assertThat(flow.originatorLow()).isEqualTo(-2);
        assertThat(flow.responderHigh()).isEqualTo(-3);
        assertThat(flow.responderLow()).isEqualTo(-4);
        assertThat(flow.originatorPort()).isEqualTo(65_534);
        assertThat(flow.responderPort()).isEqualTo(65_535);
        assertThat(flow.keyVlan()).isEqualTo(-1);
        assertThat(flow.transport()).isEqualTo(255);
        assertThat(flow.serial()).isEqualTo(2);
        assertThat(flow.beginNs()).isEqualTo(9);
        assertThat(flow.lastNs()).isEqualTo(10);
        assertThat(flow.interfaceIndex()).isEqualTo(Integer.MAX_VALUE);
        assertThat(flow.vlan()).isEqualTo(0xFFF);
        assertThat(flow.originatorMac()).isEqualTo(MAC);
        assertThat(flow.responderMac()).isEqualTo(MAC);
        assertThat(flow.icmpTypeAndCode()).isEqualTo(0xFFFF);
        assertThat(flow.identification()).isEqualTo(Identification.GIVEN_UP);
        assertThat(flow.protocol()).isEqualTo(63);
        assertThat(flow.progressNs()).isEqualTo(-5);
        assertThat(flow.progressBytes()).isEqualTo(-6);
        assertThat(flow.idleClass()).isEqualTo(FlowTable.ESTABLISHED);
        assertThat(flow.details().cutPackets).isEqualTo(11);
        for (int bit = 0; bit < 13; bit++) {
            assertThat(flow.is(1 << bit)).as("flag %d", bit).isTrue();
        }
        for (HalfFlow half : new HalfFlow[] {flow.originator, flow.responder}) {
            assertThat(half.packets()).isEqualTo(1);
            assertThat(half.vlan()).isEqualTo(0xFFF);
            assertThat(half.bytes()).isEqualTo(65_535);
            assertThat(half.payloadBytes()).isEqualTo(65_495);
            assertThat(half.nextSequence()).isEqualTo(-1);
            assertThat(half.acknowledged()).isEqualTo(-2);
            assertThat(half.initialSequence()).isEqualTo(-3);
            assertThat(half.finSequence()).isEqualTo(-4);
            assertThat(half.recentSequence()).isEqualTo(-5);
            assertThat(half.recentLength()).isEqualTo(65_495);
            assertThat(half.recentHead()).isEqualTo(-6);
            assertThat(half.recentTail()).isEqualTo(-7);
        }
        assertIsNew(before, 1);
        assertIsNew(after, 2);
    }

    @Test
    void takesEveryFlagBackAlone() {
        Flow flow = open(1);
        fill(flow);
        for (int bit = 0; bit < 12; bit++) {
            flow.unset(1 << bit);
            for (int other = 0; other < 13; other++) {
                assertThat(flow.is(1 << other)).isEqualTo(other > bit);
            }
        }
        for (int bit = 0; bit < 8; bit++) {
            flow.responder.unset(1 << bit);
            for (int other = 0; other < 8; other++) {
                assertThat(flow.responder.is(1 << other)).isEqualTo(other > bit);
            }
        }

        assertThat(flow.responder.bytes()).isEqualTo(65_535);
        assertThat(flow.originator.is(0xFF)).isTrue();
        assertThat(flow.details().cutPackets).isEqualTo(11);
        assertThat(flow.protocol()).isEqualTo(63);
    }

    @Test
    void countsPacketsAndKeepsTheLatestVlan() {
        Flow flow = open(1);
        for (int i = 0; i < 100_000; i++) {
            flow.originator.count(i & 0xFFF, 1500);
        }
        flow.originator.count(0, 20);

        assertThat(flow.originator.packets()).isEqualTo(100_001);
        assertThat(flow.originator.bytes()).isEqualTo(150_000_020);
        assertThat(flow.originator.vlan()).isZero();
        assertThat(flow.responder.packets()).isZero();
    }

    @Test
    void aReusedRecordKnowsNothingOfTheFlowBefore() {
        Flow flow = open(1);
        fill(flow);
        flow.ownDetails().excluded = 1;
        flow.originator.ownDetails().gapBytes = 1;
        flow.responder.ownDetails().held = 1;
        table.remove(flow);
        Flow reused = open(3);

        assertIsNew(reused, 3);
        assertThat(reused.ownDetails().isPlain()).isTrue();
    }

    @Test
    void knowsWhoseResetItWas() {
        Flow flow = open(1);
        assertThat(flow.isResetBy(Direction.ORIGINATOR)).isFalse();
        flow.resetBy(Direction.RESPONDER);
        assertThat(flow.isResetBy(Direction.RESPONDER)).isTrue();
        assertThat(flow.isResetBy(Direction.ORIGINATOR)).isFalse();
        flow.resetBy(Direction.ORIGINATOR);
        assertThat(flow.isResetBy(Direction.ORIGINATOR)).isTrue();
        flow.unset(Flow.RESET);
        assertThat(flow.isResetBy(Direction.ORIGINATOR)).isFalse();
    }

    @Test
    void flowsWithoutDetailsShareEmptyOnes() {
        Flow plain = open(1);
        Flow other = open(2);
        other.originator.ownDetails().gapBytes = 5;

        assertThat(plain.hasOwnDetails()).isFalse();
        assertThat(plain.details().isPlain()).isTrue();
        other.dropPlainDetails();
        assertThat(other.originator.details().gapBytes).isEqualTo(5);
        other.originator.ownDetails().gapBytes = 0;
        other.dropPlainDetails();
        assertThat(other.hasOwnDetails()).isFalse();
        assertThat(plain.ownDetails()).isNotSameAs(other.details());
    }

    private static void assertIsNew(Flow flow, int port) {
        assertThat(flow.originatorPort()).isEqualTo(port);
        assertThat(flow.identification()).isEqualTo(Identification.PROBING);
        assertThat(flow.protocol()).isEqualTo(-1);
        assertThat(flow.is(0xFFF)).isFalse();
        assertThat(flow.originatorMac()).isZero();
        assertThat(flow.responderMac()).isZero();
        assertThat(flow.vlan()).isZero();
        assertThat(flow.icmpTypeAndCode()).isZero();
        assertThat(flow.interfaceIndex()).isZero();
        assertThat(flow.progressBytes()).isZero();
        assertThat(flow.hasOwnDetails()).isFalse();
        assertThat(flow.details().isPlain()).isTrue();
        for (HalfFlow half : new HalfFlow[] {flow.originator, flow.responder}) {
            assertThat(half.is(0xFF)).isFalse();
            assertThat(half.packets()).isZero();
            assertThat(half.bytes()).isZero();
            assertThat(half.payloadBytes()).isZero();
            assertThat(half.nextSequence()).isZero();
            assertThat(half.acknowledged()).isZero();
            assertThat(half.recentLength()).isZero();
        }
    }
}
