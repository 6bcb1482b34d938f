package io.wardtap.protocol.net;

import static io.wardtap.protocol.net.Defragmenter.Outcome.COMPLETE;
import static io.wardtap.protocol.net.Defragmenter.Outcome.HELD;
import static io.wardtap.protocol.net.Defragmenter.Outcome.REFUSED;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.testkit.AllocationMeter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class DefragmenterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int UDP = 17;

    private final Defragmenter defragmenter = new Defragmenter(FragmentLimits.defaults());
    private final FragmentCounters counters = defragmenter.counters();
    private int version = 4;
    private int id = 1;
    private long now;

    private Defragmenter.Outcome add(int offset, boolean more, String text) {
        return add(offset, more, text, text.length());
    }

    private Defragmenter.Outcome add(int offset, boolean more, String text, int wireLength) {
        byte[] bytes = ("??" + text).getBytes(StandardCharsets.ISO_8859_1);
        IpFragment fragment = fragment(offset, more, bytes, 2, text.length());
        fragment.wireLength = wireLength;
        Defragmenter.Outcome outcome = defragmenter.add(fragment, now);
        Arrays.fill(bytes, (byte) '#'); // what was kept and not copied shows
        return outcome;
    }

    private IpFragment fragment(int offset, boolean more, byte[] bytes, int start, int length) {
        IpFragment fragment = new IpFragment();
        fragment.version = version;
        fragment.sourceLow = Ipv4Packet.MAPPED | 1;
        fragment.destinationLow = Ipv4Packet.MAPPED | 2;
        fragment.identification = id;
        fragment.protocol = UDP;
        fragment.offset = offset;
        fragment.more = more;
        fragment.headerBytes = version == 4 ? 20 : 48;
        fragment.ipBytes = fragment.headerBytes + length;
        fragment.bytes = bytes;
        fragment.start = start;
        fragment.captured = length;
        fragment.wireLength = length;
        return fragment;
    }

    private String whole() {
        return new String(
                defragmenter.bytes(), 0, defragmenter.captured(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void putsADatagramTogether() {
        assertThat(add(0, true, "abcdefgh")).isEqualTo(HELD);
        assertThat(add(8, true, "ijklmnop")).isEqualTo(HELD);
        assertThat(add(16, false, "qrs")).isEqualTo(COMPLETE);

        assertThat(whole()).isEqualTo("abcdefghijklmnopqrs");
        assertThat(defragmenter.wireLength()).isEqualTo(19);
        assertThat(defragmenter.protocol()).isEqualTo(UDP);
        assertThat(defragmenter.ipBytes()).isEqualTo(3 * 20 + 19);
        assertThat(defragmenter.waiting()).isZero();
        assertThat(counters.datagrams).isEqualTo(1);
    }

    @Test
    void takesFragmentsInAnyOrder() {
        assertThat(add(16, false, "qrs")).isEqualTo(HELD);
        assertThat(add(0, true, "abcdefgh")).isEqualTo(HELD);
        assertThat(add(8, true, "ijklmnop")).isEqualTo(COMPLETE);

        assertThat(whole()).isEqualTo("abcdefghijklmnopqrs");
    }

    @Test
    void keepsDatagramsApart() {
        add(0, true, "abcdefgh");
        id = 2;
        add(0, true, "ABCDEFGH");
        assertThat(add(8, false, "!")).isEqualTo(COMPLETE);
        assertThat(whole()).isEqualTo("ABCDEFGH!");
        id = 1;
        assertThat(add(8, false, "?")).isEqualTo(COMPLETE);
        assertThat(whole()).isEqualTo("abcdefgh?");
    }

    @Test
    void tellsOverlappingAddressRealmsApart() {
        byte[] bytes = "abcdefghX".getBytes(StandardCharsets.ISO_8859_1);
        IpFragment first = fragment(0, true, bytes, 0, 8);
        first.realm = 7;
        IpFragment last = fragment(8, false, bytes, 8, 1);

        assertThat(defragmenter.add(first, 0)).isEqualTo(HELD);
        assertThat(defragmenter.add(last, 0)).isEqualTo(HELD);
        last.realm = 7;
        assertThat(defragmenter.add(last, 0)).isEqualTo(COMPLETE);
    }

    @Test
    void keepsTheFirstBytesOfAnOverlapAndCountsIt() {
        add(0, true, "abcdefghijklmnop");
        assertThat(defragmenter.conflictOffset()).isEqualTo(-1);
        add(8, true, "ijklmnopqrstuvwx");
        assertThat(defragmenter.conflictOffset()).isEqualTo(-1);
        assertThat(counters.overlaps).isEqualTo(1);
        assertThat(add(16, false, "qrsEVIL!yz")).isEqualTo(COMPLETE);

        assertThat(defragmenter.conflictOffset()).isEqualTo(19);
        assertThat(whole()).isEqualTo("abcdefghijklmnopqrstuvwxyz");
        assertThat(counters.overlaps).isEqualTo(2);
        assertThat(counters.conflicts).isEqualTo(1);
    }

    @Test
    void takesARepeatedFragmentForNoOverlap() {
        add(0, true, "abcdefgh");
        add(0, true, "abcdefgh");

        assertThat(counters.repeats).isEqualTo(1);
        assertThat(counters.overlaps).isZero();
    }

    @Test
    void countsOtherBytesInARepeatedFragment() {
        add(0, true, "abcdefgh");
        add(0, true, "abcdeXgh");

        assertThat(defragmenter.conflictOffset()).isEqualTo(5);
        assertThat(add(8, false, "i")).isEqualTo(COMPLETE);
        assertThat(whole()).isEqualTo("abcdefghi");
    }

    @Test
    void holdsToTheFirstLength() {
        add(8, false, "ijkl");
        assertThat(add(8, false, "ijklEVIL")).isEqualTo(HELD);
        assertThat(defragmenter.conflictOffset()).isEqualTo(12);
        assertThat(add(0, true, "abcdefgh")).isEqualTo(COMPLETE);

        assertThat(whole()).isEqualTo("abcdefghijkl");
        assertThat(counters.conflicts).isEqualTo(1);
    }

    @Test
    void doesNotBelieveALastFragmentBeforeWhatIsThere() {
        add(16, true, "qrstuvwx");
        add(8, false, "ij");
        assertThat(defragmenter.conflictOffset()).isEqualTo(10);
        add(0, true, "abcdefghijklmnop");
        assertThat(add(24, false, "yz")).isEqualTo(COMPLETE);

        assertThat(whole()).isEqualTo("abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void givesAnIpv6DatagramWithAnOverlapUp() {
        version = 6;
        add(0, true, "abcdefghijklmnop");
        add(8, true, "ijklmnopqrstuvwx");
        assertThat(add(24, false, "yz")).isEqualTo(HELD);

        assertThat(counters.overlaps).isEqualTo(1);
        assertThat(counters.incomplete).isEqualTo(1);
        assertThat(counters.datagrams).isZero();
        defragmenter.onEnd();
        assertThat(counters.incomplete).isEqualTo(1);
    }

    @Test
    void refusesADatagramLongerThanIpAllows() {
        assertThat(add(65_528, false, "0123456789")).isEqualTo(REFUSED);
        assertThat(add(65_520, true, "01234567")).isEqualTo(REFUSED); // the header counts, too

        assertThat(counters.oversize).isEqualTo(2);
        assertThat(defragmenter.waiting()).isZero();
    }

    @Test
    void takesTheLongestDatagram() {
        byte[] bytes = new byte[65_515];
        new Random(5).nextBytes(bytes);
        for (int at = 0; at < bytes.length; at += 1480) {
            int n = Math.min(1480, bytes.length - at);
            boolean more = at + n < bytes.length;
            assertThat(defragmenter.add(fragment(at, more, bytes, at, n), 0))
                    .isEqualTo(more ? HELD : COMPLETE);
        }
        assertThat(defragmenter.captured()).isEqualTo(65_515);
        assertThat(Arrays.equals(bytes, Arrays.copyOf(defragmenter.bytes(), 65_515))).isTrue();
    }

    @Test
    void refusesAnEmptyFragment() {
        assertThat(add(8, false, "")).isEqualTo(REFUSED);
        assertThat(add(8, true, "1234567")).isEqualTo(REFUSED); // of units of eight, nothing
        assertThat(defragmenter.waiting()).isZero();
    }

    @Test
    void cutsAFragmentBeforeTheLastToUnitsOfEight() {
        add(0, true, "abcdefghXYZ");
        assertThat(add(8, false, "i")).isEqualTo(COMPLETE);
        assertThat(whole()).isEqualTo("abcdefghi");
        assertThat(counters.overlaps).isZero();
    }

    @Test
    void putsTogetherTinyFragments() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            String eight = "%08d".formatted(i);
            text.append(eight);
            assertThat(add(8 * i, i < 3999, eight)).isEqualTo(i < 3999 ? HELD : COMPLETE);
        }
        assertThat(whole()).isEqualTo(text.toString());
    }

    @Test
    void givesUpADatagramInTooManyPieces() {
        for (int i = 0; i < 2 * FragmentedDatagram.MAX_PIECES; i++) {
            add(16 * i, true, "abcdefgh");
        }
        assertThat(counters.incomplete).isEqualTo(1);
        assertThat(defragmenter.waiting()).isEqualTo(1); // so that the rest begins no other
        now = 31 * SECOND;
        defragmenter.onTime(now);
        assertThat(defragmenter.waiting()).isZero();
        assertThat(counters.incomplete).isEqualTo(1);
    }

    @Test
    void givesUpAfterThirtySecondsOfCaptureTime() {
        add(0, true, "abcdefgh");
        now = 30 * SECOND;
        defragmenter.onTime(now);
        assertThat(counters.timedOut).isZero();
        now++;
        assertThat(add(8, false, "i")).isEqualTo(HELD);

        assertThat(counters.timedOut).isEqualTo(1);
        assertThat(counters.withoutFirst).isZero();
        defragmenter.onEnd();
        assertThat(counters.incomplete).isEqualTo(2);
        assertThat(counters.withoutFirst).isEqualTo(1);
    }

    @Test
    void yieldsWhatWasCapturedOfADatagramCutShort() {
        add(0, true, "abcdefgh", 16);
        assertThat(add(16, false, "qrs")).isEqualTo(COMPLETE);

        assertThat(whole()).isEqualTo("abcdefgh");
        assertThat(defragmenter.wireLength()).isEqualTo(19);
    }

    /// A flood of first fragments: the memory stays what it is, the oldest give way.
    @Test
    void boundsItsMemoryInAFloodOfFragments() {
        byte[] bytes = new byte[1480];
        for (id = 0; id < 1_000_000; id++) {
            defragmenter.add(fragment(0, true, bytes, 0, 1480), id * 1000L);
        }
        FragmentLimits limits = FragmentLimits.defaults();
        assertThat(defragmenter.waiting()).isLessThanOrEqualTo(limits.datagrams());
        assertThat(defragmenter.reservedBytes()).isLessThanOrEqualTo(3L << 20);
        assertThat(counters.evicted).isEqualTo(1_000_000L - defragmenter.waiting());
        assertThat(counters.incomplete).isEqualTo(counters.evicted);

        // the newest are still there
        id = 999_999;
        assertThat(add(1480, false, "end")).isEqualTo(COMPLETE);
        assertThat(defragmenter.captured()).isEqualTo(1483);
        defragmenter.onEnd();
        assertThat(counters.datagrams + counters.incomplete).isEqualTo(1_000_000);
    }

    @Test
    void evictsNotTheDatagramThatNeedsTheRoom() {
        Defragmenter small = new Defragmenter(new FragmentLimits(128, 16, SECOND));
        byte[] bytes = new byte[65_512];
        new Random(1).nextBytes(bytes);
        small.add(fragment(0, true, bytes, 0, 8), 0);
        for (id = 2; id < 6; id++) {
            small.add(fragment(0, true, bytes, 0, 40_000), 0);
        }
        id = 1;
        for (int at = 8; at < 65_504; at += 1496) {
            small.add(fragment(at, true, bytes, at, Math.min(1496, 65_504 - at)), 0);
        }
        // what it had was evicted with it when the others came, or stays: never half of it
        small.add(fragment(0, true, bytes, 0, 8), 0);
        assertThat(small.add(fragment(65_504, false, bytes, 65_504, 8), 0)).isEqualTo(COMPLETE);
        assertThat(Arrays.equals(bytes, Arrays.copyOf(small.bytes(), bytes.length))).isTrue();
        assertThat(small.counters().evicted).isPositive();
    }

    @Test
    void allocatesNothingOnceWarm() {
        byte[] bytes = new byte[1480];
        IpFragment first = fragment(0, true, bytes, 0, 1480);
        IpFragment last = fragment(1480, false, bytes, 0, 100);
        IpFragment lost = fragment(2960, true, bytes, 0, 1480);
        int[] next = {0};
        AllocationMeter.assertAllocatesNothing(
                5000,
                () -> {
                    first.identification = ++next[0];
                    last.identification = next[0];
                    lost.identification = -next[0];
                    defragmenter.add(lost, 0);
                    defragmenter.add(first, 0);
                    defragmenter.add(last, 0);
                });
        assertThat(counters.datagrams).isEqualTo(next[0]);
    }

    /// However a datagram is cut up, shuffled, repeated: the same bytes come out.
    @Property(tries = 300)
    void anyFragmentationGivesTheDatagram(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[1 + random.nextInt(20_000)];
        random.nextBytes(all);
        List<int[]> cuts = new ArrayList<>();
        int unit = 1 + random.nextInt(120);
        for (int at = 0; at < all.length; ) {
            int n = Math.min(8 * (1 + random.nextInt(unit)), all.length - at);
            cuts.add(new int[] {at, n});
            if (random.nextInt(4) == 0) {
                cuts.add(new int[] {at, n});
            }
            at += n;
        }
        if (cuts.size() < FragmentedDatagram.MAX_PIECES) {
            Collections.shuffle(cuts, random);
        } else {
            Collections.reverse(cuts);
        }
        Defragmenter own = new Defragmenter(FragmentLimits.defaults());
        version = random.nextBoolean() ? 4 : 6;
        boolean complete = false;
        for (int[] cut : cuts) {
            boolean more = cut[0] + cut[1] < all.length;
            if (!complete) {
                complete = own.add(fragment(cut[0], more, all, cut[0], cut[1]), 0) == COMPLETE;
            }
        }

        assertThat(complete).isTrue();
        assertThat(Arrays.equals(all, Arrays.copyOf(own.bytes(), own.captured()))).isTrue();
        assertThat(own.counters().overlaps).isZero();
    }

    /// Overlaps of equal bytes do no harm to IPv4, wherever they lie.
    @Property(tries = 300)
    void anyOverlapOfEqualBytesGivesTheDatagram(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] all = new byte[8 * (1 + random.nextInt(400)) + random.nextInt(8)];
        random.nextBytes(all);
        Defragmenter own = new Defragmenter(FragmentLimits.defaults());
        boolean complete = false;
        for (int i = 0; i < 5000 && !complete; i++) {
            int at = 8 * random.nextInt(all.length / 8 + 1);
            int n = Math.min(8 * (1 + random.nextInt(60)), all.length - at);
            if (n > 0) {
                boolean more = at + n < all.length;
                complete = own.add(fragment(at, more, all, at, n), 0) == COMPLETE;
            }
        }

        assertThat(complete).isTrue();
        assertThat(Arrays.equals(all, Arrays.copyOf(own.bytes(), own.captured()))).isTrue();
        assertThat(own.counters().conflicts).isZero();
    }
}
