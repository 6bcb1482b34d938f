package io.wardtap.protocol.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class UnitAssemblerTest {
    private final UnitAssembler assembler = new UnitAssembler(4 << 20);

    @Test
    void holdsWhatWasAppendedWhileItGrows() {
        Random random = new Random(7);
        byte[] all = new byte[300_000];
        random.nextBytes(all);
        long handle = UnitAssembler.NONE;
        int at = 0;
        while (at < all.length) {
            int n = Math.min(1 + random.nextInt(5000), all.length - at);
            handle = assembler.append(handle, all, at, n);
            at += n;
        }

        assertThat(Arrays.equals(content(handle), all)).isTrue();
    }

    @Test
    void keepsManyRunsApart() {
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            byte[] one = new byte[100];
            Arrays.fill(one, (byte) i);
            handles.add(assembler.append(UnitAssembler.NONE, one, 0, one.length));
        }

        for (int i = 0; i < 500; i++) {
            assertThat(content(handles.get(i))).containsOnly((byte) i).hasSize(100);
        }
    }

    @Test
    void throwsOutWhatWasTouchedLongestAgoWhenTheBudgetIsSpent() {
        byte[] large = new byte[200_000];
        List<Long> handles = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            handles.add(assembler.append(UnitAssembler.NONE, large, 0, 200_000));
        }

        assertThat(assembler.evictions()).isEqualTo(40 - 16);
        assertThat(assembler.isLive(handles.getFirst())).isFalse();
        assertThat(assembler.isLive(handles.getLast())).isTrue();
        assertThat(assembler.reservedBytes()).isLessThanOrEqualTo(4 << 20);
        assertThat(assembler.append(handles.getFirst(), large, 0, 1)).isEqualTo(UnitAssembler.NONE);
    }

    @Test
    void doesNotThrowOutWhatIsPinned() {
        byte[] large = new byte[200_000];
        long first = assembler.append(UnitAssembler.NONE, large, 0, 200_000);
        assembler.pin(first);
        for (int i = 0; i < 40; i++) {
            assembler.append(UnitAssembler.NONE, large, 0, 200_000);
        }

        assertThat(assembler.isLive(first)).isTrue();
    }

    @Test
    void refusesMoreThanOneRunMayHold() {
        byte[] mebibyte = new byte[UnitAssembler.MAX_BYTES];
        long handle = assembler.append(UnitAssembler.NONE, mebibyte, 0, UnitAssembler.MAX_BYTES);

        assertThat(assembler.append(handle, mebibyte, 0, 1)).isEqualTo(UnitAssembler.NONE);
        assertThat(assembler.isLive(handle)).isFalse();
        assertThat(assembler.refusals()).isEqualTo(1);
    }

    @Test
    void releasedHandlesAreDeadAndTheirBlocksUsedAgain() {
        byte[] bytes = new byte[1000];
        long reserved = 0;
        for (int i = 0; i < 10_000; i++) {
            long handle = assembler.append(UnitAssembler.NONE, bytes, 0, 1000);
            assembler.release(handle);
            assertThat(assembler.isLive(handle)).isFalse();
            reserved = assembler.reservedBytes();
        }

        assertThat(reserved).isEqualTo(1 << 20);
    }

    private byte[] content(long handle) {
        int start = assembler.start(handle);
        return Arrays.copyOfRange(
                assembler.segment(handle), start, start + assembler.length(handle));
    }
}
