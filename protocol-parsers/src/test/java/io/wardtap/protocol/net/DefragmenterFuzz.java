package io.wardtap.protocol.net;

import static io.wardtap.protocol.fuzz.FuzzInput.check;

import io.wardtap.protocol.fuzz.FuzzInput;
import io.wardtap.protocol.fuzz.SeedBytes;
import io.wardtap.protocol.net.Defragmenter.Outcome;

import java.util.List;

/// Fuzz target: the input is a list of fragments. With room enough, what comes out is what
/// [DatagramModel]s of the datagrams say, byte for byte; with little room, memory and counters stay
/// right.
///
/// A byte of limits, then each fragment: flags, offset in units of eight, length, how much of it
/// was captured in 256ths (0: all), and where the flags say so, time that has passed in 200 ms.
public final class DefragmenterFuzz {
    private static final int MORE = 1;
    private static final int IDS = 0x06;
    private static final int SIX = 0x08;
    private static final int KINDS = 0x30; // of bytes
    private static final int TIME = 0x40;
    private static final int TCP = 0x80;
    private static final long STEP_NS = 200_000_000L;
    private static final int NARROW = 1;
    private static final int MOST = 80;
    private static final int NOW_AND_THEN = 7; // large ones take long
    private static final int LARGE_PAGES = 64;
    private static final byte[] LARGE = new byte[65_000];

    private final Defragmenter defragmenter;
    private final FragmentLimits limits;
    private final DatagramModels models;
    private final IpFragment fragment = new IpFragment();
    private long now;

    private DefragmenterFuzz(boolean narrow) {
        limits =
                narrow
                        ? new FragmentLimits(128, 3, 30_000_000_000L)
                        : new FragmentLimits(1024, 6, 30_000_000_000L);
        defragmenter = new Defragmenter(limits);
        models = narrow ? null : new DatagramModels(limits);
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        FuzzInput input = new FuzzInput(bytes);
        DefragmenterFuzz run = new DefragmenterFuzz((input.u8() & NARROW) != 0);
        for (int i = 0; i < MOST && input.left() > 0; i++) {
            run.add(input);
        }
        run.end();
        if (bytes.length % NOW_AND_THEN == 0) {
            run.checkRoom();
        }
    }

    private void add(FuzzInput input) {
        int flags = input.u8();
        int offset = (input.u16() & 0x1FFF) << 3;
        int length = input.u16() & 0x3FFF;
        int part = input.u8();
        now += (flags & TIME) != 0 ? input.u8() * STEP_NS : 0;
        int captured = part == 0 ? length : length * part >>> 8;
        int kind = (flags & KINDS) >>> 4;
        fragment.version = (flags & SIX) != 0 ? 6 : 4;
        fragment.sourceLow = 1;
        fragment.destinationLow = 2;
        fragment.identification = (flags & IDS) >>> 1;
        fragment.protocol = (flags & TCP) != 0 ? 6 : 17;
        fragment.offset = offset;
        fragment.more = (flags & MORE) != 0;
        fragment.headerBytes = 20;
        fragment.ipBytes = 20 + length;
        fragment.start = 3;
        fragment.captured = captured;
        fragment.wireLength = length;
        // its bytes end where the memory does
        fragment.bytes = new byte[3 + captured];
        System.arraycopy(FuzzInput.pattern(kind, offset, captured), 0, fragment.bytes, 3, captured);
        Outcome outcome = defragmenter.add(fragment, now);
        java.util.Arrays.fill(fragment.bytes, (byte) '#'); // what was kept and not copied shows
        if (models != null) {
            models.add(fragment, kind, now, outcome, defragmenter);
        }
        if (outcome == Outcome.COMPLETE) {
            check(defragmenter.captured() <= defragmenter.wireLength(), "more than there was");
            check(defragmenter.captured() >= 0, "negative length");
        }
        checkBounds();
    }

    private void checkBounds() {
        check(defragmenter.waiting() <= limits.datagrams(), "too many datagrams wait");
        long most = (long) limits.pages() * FragmentPages.PAGE_BYTES + FragmentedDatagram.MAX_BYTES;
        check(defragmenter.reservedBytes() <= most, "too much memory");
        FragmentCounters counters = defragmenter.counters();
        check(counters.timedOut + counters.evicted <= counters.incomplete, "given up twice");
        check(counters.withoutFirst <= counters.incomplete, "more without a first than given up");
        check(counters.conflicts <= counters.overlaps, "conflicts without overlap");
    }

    private void end() {
        defragmenter.onEnd();
        check(defragmenter.waiting(), 0, "waiting at the end");
        FragmentCounters counters = defragmenter.counters();
        if (models != null) {
            check(counters.datagrams + counters.incomplete, models.opened, "datagrams");
        }
    }

    /// All pages are there again: the largest datagrams find room.
    private void checkRoom() {
        for (int i = 0; i < limits.pages() / LARGE_PAGES + 2; i++) {
            check(whole(1000 + i) == Outcome.COMPLETE, "no room at the end");
            check(defragmenter.captured(), 65_000, "captured");
        }
        check(defragmenter.waiting(), 0, "waiting");
    }

    private Outcome whole(int identification) {
        fragment.version = 4;
        fragment.identification = identification;
        fragment.bytes = LARGE;
        fragment.start = 0;
        fragment.offset = 0;
        fragment.more = true;
        fragment.wireLength = 64_000;
        fragment.captured = 64_000;
        defragmenter.add(fragment, now);
        fragment.start = 64_000;
        fragment.offset = 64_000;
        fragment.more = false;
        fragment.wireLength = 1000;
        fragment.captured = 1000;
        return defragmenter.add(fragment, now);
    }

    private static SeedBytes fragment(SeedBytes seed, int flags, int offset, int length, int part) {
        return seed.u8(flags).u16(offset >>> 3).u16(length).u8(part);
    }

    public static List<byte[]> seeds() {
        SeedBytes inOrder = new SeedBytes().u8(0);
        fragment(inOrder, MORE, 0, 1480, 0);
        fragment(inOrder, MORE, 1480, 1480, 0);
        fragment(inOrder, 0, 2960, 37, 0);
        SeedBytes backwards = new SeedBytes().u8(0);
        fragment(backwards, SIX | 2, 2960, 37, 0);
        fragment(backwards, SIX | 2 | MORE, 1480, 1480, 0);
        fragment(backwards, SIX | 2 | MORE, 0, 1480, 0);
        SeedBytes overlaps = new SeedBytes().u8(0);
        fragment(overlaps, MORE | 0x10, 0, 24, 0);
        fragment(overlaps, MORE | 0x20, 16, 24, 0);
        fragment(overlaps, 0x30, 32, 20, 0);
        fragment(overlaps, SIX | MORE | 0x10, 0, 24, 0);
        fragment(overlaps, SIX | MORE | 0x20, 16, 24, 0);
        SeedBytes contradicting = new SeedBytes().u8(0);
        fragment(contradicting, 0, 8, 4, 0);
        fragment(contradicting, 0, 8, 8, 0);
        fragment(contradicting, MORE, 16, 8, 0);
        fragment(contradicting, MORE, 0, 8, 0);
        fragment(contradicting, MORE | 2, 16, 8, 0);
        fragment(contradicting, 2, 8, 2, 0);
        fragment(contradicting, MORE | 2, 0, 16, 0);
        fragment(contradicting, 2, 24, 2, 0);
        SeedBytes cut = new SeedBytes().u8(0);
        fragment(cut, MORE | TCP, 0, 16, 128);
        fragment(cut, TCP, 16, 3, 0);
        SeedBytes late = new SeedBytes().u8(0);
        fragment(late, MORE, 0, 8, 0);
        fragment(late, TIME, 8, 1, 0).u8(151);
        fragment(late, TIME | MORE, 0, 8, 0).u8(1);
        SeedBytes pieces = new SeedBytes().u8(0);
        for (int i = 0; i < 70; i++) {
            fragment(pieces, MORE, 16 * i, 8, 0);
        }
        SeedBytes flood = new SeedBytes().u8(NARROW);
        for (int i = 0; i < 12; i++) {
            fragment(flood, MORE | i << 1 & IDS, 48_000 - 4000 * i, 16_000, 0);
        }
        SeedBytes oversize = new SeedBytes().u8(0);
        fragment(oversize, 0, 65_528, 10, 0);
        fragment(oversize, MORE, 65_520, 8, 0);
        fragment(oversize, MORE, 0, 7, 0);
        return java.util.stream.Stream.of(
                        inOrder,
                        backwards,
                        overlaps,
                        contradicting,
                        cut,
                        late,
                        pieces,
                        flood,
                        oversize)
                .map(SeedBytes::bytes)
                .toList();
    }
}
