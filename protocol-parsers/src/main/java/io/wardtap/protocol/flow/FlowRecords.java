package io.wardtap.protocol.flow;

import java.util.Arrays;

/// The flows' records by index, in chunks of longs: as the table grows a chunk is added, none is
/// ever copied, and a collector finds one object a thousand flows, without references. Confined to
/// the lane's thread; allocates while it grows, nothing once warm.
final class FlowRecords {
    private static final int CHUNK_SHIFT = 10;
    private static final int IN_CHUNK = (1 << CHUNK_SHIFT) - 1;

    private long[][] chunks = new long[8][];
    private int made;
    private int free; // index + 1 of the first that was given back

    /// The chunk in which a record lies, from [#at] on.
    long[] chunk(int index) {
        return chunks[index >>> CHUNK_SHIFT];
    }

    static int at(int index) {
        return (index & IN_CHUNK) << FlowLayout.SHIFT;
    }

    /// The index of a record of zeros.
    int take() {
        if (free != 0) {
            int index = free - 1;
            long[] words = chunk(index);
            int at = at(index);
            free = (int) words[at + FlowLayout.LINKS];
            Arrays.fill(words, at, at + FlowLayout.WORDS, 0);
            return index;
        }
        int number = made >>> CHUNK_SHIFT;
        if (number == chunks.length) {
            chunks = Arrays.copyOf(chunks, number * 2);
        }
        if (chunks[number] == null) {
            chunks[number] = new long[FlowLayout.WORDS << CHUNK_SHIFT];
        }
        return made++;
    }

    void giveBack(int index) {
        chunk(index)[at(index) + FlowLayout.LINKS] = free;
        free = index + 1;
    }
}
