package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.PacketDecoder;
import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.testkit.AllocationMeter;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is a copy by the mirror, and what is not though it looks like one.
class DuplicateFilterTest {
    private static final long T0 = 1_700_000_000_000_000_000L;
    private static final long MS = 1_000_000;

    private final PacketDecoder decoder = new PacketDecoder();
    private DuplicateFilter filter = new DuplicateFilter(5 * MS, false);

    private boolean isDuplicate(byte[] packet, long atNs) {
        decoder.decode(LinkType.ETHERNET, packet, 0, packet.length, packet.length);
        return filter.isDuplicate(decoder, packet, packet.length, atNs);
    }

    private static PacketBuilder segment(int identification, String payload) {
        return PacketBuilder.ethernet()
                .ipv4("10.1.0.1", "10.2.0.2")
                .identification(identification)
                .tcp(50_000, 2575)
                .sequence(1000)
                .acknowledgment(77)
                .payload(payload);
    }

    @Test
    void takesTheSamePacketAgainForACopy() {
        byte[] packet = segment(7, "some data").build();

        assertThat(isDuplicate(packet, T0)).isFalse();
        assertThat(isDuplicate(packet.clone(), T0)).isTrue();
        assertThat(isDuplicate(packet.clone(), T0 + 5 * MS)).isTrue();
    }

    @Test
    void takesAPacketBehindARouterForACopy() {
        byte[] packet = segment(7, "some data").build();

        assertThat(isDuplicate(packet, T0)).isFalse();
        assertThat(isDuplicate(Mirrored.routed(packet, 1), T0 + 100_000)).isTrue();
        assertThat(isDuplicate(Mirrored.routed(packet, 3), T0 + 200_000)).isTrue();
    }

    @Test
    void takesACopyInAnotherVlanForACopyUnlessVlansAreWorldsOfTheirOwn() {
        byte[] inside = segment(7, "some data").vlan(10).build();
        byte[] outside = segment(7, "some data").vlan(20).build();
        byte[] untagged = segment(7, "some data").build();

        assertThat(isDuplicate(inside, T0)).isFalse();
        assertThat(isDuplicate(outside, T0)).isTrue();
        assertThat(isDuplicate(untagged, T0)).isTrue();

        filter = new DuplicateFilter(5 * MS, true);
        assertThat(isDuplicate(inside, T0)).isFalse();
        assertThat(isDuplicate(outside, T0)).isFalse();
        assertThat(isDuplicate(inside, T0)).isTrue();
    }

    @Test
    void doesNotCountPaddingAsPartOfThePacket() {
        assertThat(isDuplicate(segment(7, "x").build(), T0)).isFalse();
        assertThat(isDuplicate(segment(7, "x").padded().build(), T0)).isTrue();
    }

    @Test
    void takesNothingForACopyThatDiffersInAByte() {
        byte[] packet = segment(7, "0123456789".repeat(140)).build();
        isDuplicate(packet, T0);

        // behind the IP header any byte tells packets apart; whoever sends that wants one of them
        // to be overlooked
        for (int i = 34; i < packet.length; i++) {
            byte[] other = packet.clone();
            other[i] ^= (byte) 0x80;
            assertThat(isDuplicate(other, T0 + 1000)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void takesNothingForACopyWhereTwoFlippedBitsCouldCancel() {
        byte[] packet = segment(7, "0123456789".repeat(140)).build();
        isDuplicate(packet, T0);

        for (int i = 34; i + 32 < packet.length; i++) {
            byte[] other = packet.clone();
            other[i] ^= (byte) 0x80;
            other[i + 32] ^= (byte) 0x80;
            assertThat(isDuplicate(other, T0 + 1000)).as("byte %d", i).isFalse();
        }
    }

    @Test
    void letsRetransmissionsThrough() {
        // another number: a sender that numbers its packets
        assertThat(isDuplicate(segment(7, "some data").build(), T0)).isFalse();
        assertThat(isDuplicate(segment(8, "some data").build(), T0 + MS)).isFalse();
        // no number, but later than any mirror's copy: a sender that does not
        assertThat(isDuplicate(segment(0, "other data").build(), T0)).isFalse();
        assertThat(isDuplicate(segment(0, "other data").build(), T0 + 5 * MS + 1)).isFalse();
        assertThat(isDuplicate(segment(0, "other data").build(), T0 + 200 * MS)).isFalse();
    }

    @Test
    void letsRepeatedAcknowledgmentsWithoutNumberThroughWhereNothingElseIsDoubled() {
        byte[] acknowledgment = segment(0, "").build();
        byte[] six = PacketBuilder.ethernet().ipv6("2001:db8::1", "2001:db8::2").tcp(1, 2).build();

        for (int i = 0; i < 5; i++) {
            assertThat(isDuplicate(acknowledgment, T0 + i * 1000)).isFalse();
            assertThat(isDuplicate(six, T0 + i * 1000)).isFalse();
        }
    }

    @Test
    void takesAcknowledgmentsWithoutNumberForCopiesWhereOthersAre() {
        byte[] data = segment(0, "some data").build();
        byte[] acknowledgment = segment(0, "").build();

        isDuplicate(data, T0);
        assertThat(isDuplicate(data, T0)).isTrue();
        isDuplicate(acknowledgment, T0 + MS);
        assertThat(isDuplicate(acknowledgment, T0 + MS)).isTrue();
        isDuplicate(acknowledgment, T0 + 2000 * MS);
        assertThat(isDuplicate(acknowledgment, T0 + 2000 * MS)).isFalse();
    }

    @Test
    void takesOpeningsFragmentsDatagramsAndIpv6ForCopies() {
        List<PacketBuilder> packets =
                List.of(
                        segment(0, "").flags(TcpSegment.SYN),
                        segment(9, "12345678").fragment(16, true),
                        PacketBuilder.ethernet().ipv4("1.2.3.4", "1.2.3.5").udp(53, 53),
                        PacketBuilder.ethernet().ipv4("1.2.3.4", "1.2.3.5").icmp(8, 0),
                        PacketBuilder.ethernet()
                                .ipv6("2001:db8::1", "2001:db8::2")
                                .tcp(1, 2)
                                .payload("text"),
                        PacketBuilder.ethernet().ipv4("1.2.3.4", "1.2.3.5").protocol(50));
        for (PacketBuilder each : packets) {
            byte[] packet = each.build();
            assertThat(isDuplicate(packet, T0)).isFalse();
            assertThat(isDuplicate(Mirrored.routed(packet, 1), T0)).isTrue();
        }
    }

    @Test
    void readsNothingBehindWhatWasCaptured() {
        byte[] whole = segment(7, "0123456789".repeat(20)).build();
        for (int captured = 34; captured < whole.length; captured++) {
            byte[] cut = Arrays.copyOf(whole, captured);
            decoder.decode(LinkType.ETHERNET, cut, 0, captured, whole.length);
            filter.isDuplicate(decoder, cut, captured, T0);
            assertThat(filter.isDuplicate(decoder, cut, captured, T0)).isTrue();
        }
    }

    @Test
    void looksAtHeadersOnlyWhileNothingIsDoubledAndFindsCopiesAgain() {
        for (int i = 0; i < DuplicateFilter.FULL_PACKETS + 10; i++) {
            assertThat(isDuplicate(segment(i & 0xFFFF, "a" + i).build(), T0 + i * MS)).isFalse();
        }
        long later = T0 + 100_000 * MS;

        // the first that looks like one is let through, and has the next ones looked at whole
        List<Boolean> answers = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            byte[] packet = segment(i, "data" + i).build();
            answers.add(isDuplicate(packet, later + i));
            answers.add(isDuplicate(packet, later + i));
        }
        assertThat(answers).containsExactly(false, false, false, true, false, true, false, true);
    }

    @Test
    void countsWhatHasToMakeRoomAndStaysAsLargeAsItIs() {
        int flood = 20 * DuplicateFilter.CAPACITY;
        PacketBuilder builder = segment(1, "data");
        for (int i = 0; i < flood; i++) {
            isDuplicate(builder.sequence(i).build(), T0 + i);
        }

        assertThat(filter.evictions())
                .isBetween((long) flood - DuplicateFilter.CAPACITY, (long) flood);
        isDuplicate(builder.sequence(flood - 1).build(), T0 + flood); // from now on whole packets
        assertThat(isDuplicate(builder.sequence(flood).build(), T0 + flood)).isFalse();
        assertThat(isDuplicate(builder.sequence(flood).build(), T0 + flood)).isTrue();
    }

    @Test
    void countsNothingWhereTheWindowHasPassed() {
        PacketBuilder builder = segment(1, "data");
        for (int i = 0; i < 3 * DuplicateFilter.CAPACITY; i++) {
            isDuplicate(builder.sequence(i).build(), T0 + i * 6 * MS);
        }

        assertThat(filter.evictions()).isZero();
    }

    @Test
    void bearsAbsurdTimes() {
        byte[] packet = segment(7, "some data").build();

        assertThat(isDuplicate(packet, Long.MAX_VALUE)).isFalse();
        assertThat(isDuplicate(packet, 0)).isFalse();
        assertThat(isDuplicate(packet, -1)).isTrue();
    }

    @Test
    void takesNothingForACopyWhenSwitchedOff() {
        filter = new DuplicateFilter(0, false);
        byte[] packet = segment(7, "some data").build();

        assertThat(isDuplicate(packet, T0)).isFalse();
        assertThat(isDuplicate(packet, T0)).isFalse();
    }

    @Test
    void allocatesNothing() {
        byte[] packet = segment(7, "some data").build();
        long[] now = {T0};

        AllocationMeter.assertAllocatesNothing(100, () -> isDuplicate(packet, now[0] += 3 * MS));
    }
}
