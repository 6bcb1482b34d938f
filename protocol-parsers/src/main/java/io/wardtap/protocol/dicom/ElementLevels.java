package io.wardtap.protocol.dicom;

/// The sequences and items that lie around the place a data set walk has come to: a stack of fixed
/// size, so that no nesting on the wire can grow it (PS3.5 section 7.5). Confined to its walker.
final class ElementLevels {
    /// Sequences and items that lie in one another, together; 16 sequences deep.
    static final int MAX_LEVELS = 32;

    enum Kind {
        /// Holds elements; the data set itself is one.
        ITEM,
        /// Holds items.
        SEQUENCE,
        /// Encapsulated bytes: items that hold no elements.
        FRAGMENTS
    }

    private final Kind[] kind = new Kind[MAX_LEVELS + 1];
    private final boolean[] defined = new boolean[MAX_LEVELS + 1];
    // where the level ends, or where the nearest one around it that says so does
    private final long[] limit = new long[MAX_LEVELS + 1];
    private final TransferSyntax[] syntax = new TransferSyntax[MAX_LEVELS + 1];
    // a wanted sequence in which nothing has been found yet
    private final int[] unfilled = new int[MAX_LEVELS + 1];
    private int unfilledCount;
    private int depth;
    private long position;

    void begin(TransferSyntax negotiated) {
        depth = 0;
        position = 0;
        kind[0] = Kind.ITEM;
        defined[0] = true;
        limit[0] = Long.MAX_VALUE;
        syntax[0] = negotiated;
        unfilledCount = 0;
    }

    int depth() {
        return depth;
    }

    boolean isFull() {
        return depth == MAX_LEVELS;
    }

    Kind kind() {
        return kind[depth];
    }

    /// Whether only a delimiter ends the level.
    boolean isUndefined() {
        return !defined[depth];
    }

    /// The walk goes on behind these bytes.
    void advance(long bytes) {
        position += bytes;
    }

    /// Whether so many bytes more lie inside all levels.
    boolean hasRoom(long bytes) {
        return bytes <= limit[depth] - position;
    }

    TransferSyntax syntax() {
        return syntax[depth];
    }

    /// Says how the elements from here on are encoded.
    void syntax(TransferSyntax guessed) {
        syntax[depth] = guessed;
    }

    /// @param length of the level from here on, or [ElementHeader#UNDEFINED_LENGTH]
    /// @param wanted index of a wanted sequence, or [WantedTags#NONE]
    void push(Kind what, TransferSyntax inside, long length, int wanted) {
        boolean undefined = length == ElementHeader.UNDEFINED_LENGTH;
        depth++;
        kind[depth] = what;
        syntax[depth] = inside;
        defined[depth] = !undefined;
        limit[depth] = undefined ? limit[depth - 1] : position + length;
        unfilled[depth] = wanted;
        unfilledCount += wanted == WantedTags.NONE ? 0 : 1;
    }

    void pop() {
        unfilledCount -= unfilled[depth] == WantedTags.NONE ? 0 : 1;
        depth--;
    }

    /// Leaves the levels that end here by their length.
    void closeEnded() {
        while (depth > 0 && defined[depth] && position >= limit[depth]) {
            pop();
        }
    }

    /// Leaves levels until one says that it ends behind this place, and that one too.
    ///
    /// @return bytes up to its end, or -1 when none says so
    long escape() {
        while (depth > 0 && (!defined[depth] || limit[depth] <= position)) {
            pop();
        }
        if (depth == 0) {
            return -1;
        }
        long left = limit[depth] - position;
        pop();
        return left;
    }

    boolean hasUnfilled() {
        return unfilledCount > 0;
    }

    /// Index of the wanted sequence that `level` is, if nothing was found in it before; it counts
    /// as filled from then on.
    int fill(int level) {
        int wanted = unfilled[level];
        unfilled[level] = WantedTags.NONE;
        unfilledCount -= wanted == WantedTags.NONE ? 0 : 1;
        return wanted;
    }
}
