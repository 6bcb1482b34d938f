package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.dicom.ElementLevels.Kind;

/// Walks one data set element by element as its bytes come, to find the wanted values and the pixel
/// data (PS3.5 section 7). Holds at most one element's header; wanted values go to the
/// [ValueCollector], everything else is stepped over by counting. From the pixel data on, and
/// inside a value that nobody wants, a slice costs the same whatever its length.
///
/// Reads implicit and explicit VR little endian and explicit big endian, sequences and items of
/// defined and undefined length, UN of undefined length (Implicit VR Little Endian inside, PS3.5
/// section 6.2.2), encapsulated values. In implicit VR, and in UN, a value that begins with an item
/// is taken for a sequence, so private ones are read too. Confined to its framer.
final class DataSetWalker {
    /// Headers and kept values read of one data set, bytes; values stepped over do not count.
    static final int MAX_WALKED_BYTES = 256 * 1024;

    /// Items of all sequences of one data set.
    static final int MAX_ITEMS = 4096;

    /// Elements (gggg,0010) to (gggg,00FF) reserve blocks of private attributes.
    private static final int LAST_RESERVATION = 0xFF;

    private static final int ITEM_TAG = 0xE000;
    private static final int ITEM_END = 0xE00D;
    private static final int SEQUENCE_END = 0xE0DD;
    private static final int ITEM_TAG_LE = 0xE000_FFFE;

    private enum State {
        HEADER,
        /// Four bytes of a value that may turn out to be a sequence.
        PEEK,
        KEEP,
        SKIP,
        /// A deflate stream, whose beginning is kept.
        STREAM,
        /// The fragments of encapsulated pixel data.
        PIXELS,
        DONE
    }

    private final ValueCollector values;
    private final ElementHeader header = new ElementHeader();
    private final ElementLevels levels = new ElementLevels();
    private final PixelDataCounter pixelData = new PixelDataCounter();
    private State state = State.DONE;
    private boolean undecided;
    private boolean mustLookLikeStart;
    private boolean stopped;
    private boolean opaque;
    private int flags;
    private long totalBytes;
    private long uninspectedBytes;
    private long left;
    private long valueLeft;
    private int peeked;
    private int peekedBytes;
    private int walkedBytes;
    private int items;
    private int privateAttributes;

    DataSetWalker(ValueCollector values) {
        this.values = values;
    }

    /// Begins a data set.
    ///
    /// @param mustLookLikeStart the command set was not seen: what does not look like the beginning
    ///   of a data set is opaque
    void begin(TransferSyntax negotiated, boolean mustLookLikeStart) {
        this.mustLookLikeStart = mustLookLikeStart;
        values.clear();
        header.clear();
        levels.begin(negotiated);
        undecided = true;
        stopped = false;
        opaque = false;
        flags = 0;
        totalBytes = 0;
        uninspectedBytes = 0;
        walkedBytes = 0;
        items = 0;
        privateAttributes = 0;
        pixelData.clear();
        state = State.HEADER;
        if (negotiated == TransferSyntax.DEFLATED) {
            flags = DataSetUnit.DEFLATED;
            state = State.STREAM;
        }
    }

    void onBytes(byte[] bytes, int start, int length) {
        totalBytes += length;
        int at = start;
        int end = start + length;
        while (at < end) {
            at =
                    switch (state) {
                        case HEADER -> header(bytes, at, end);
                        case PEEK -> peek(bytes, at, end);
                        case KEEP -> keep(bytes, at, end);
                        case SKIP -> skip(at, end);
                        case STREAM -> stream(bytes, at, end);
                        case PIXELS -> pixels(bytes, at, end);
                        case DONE -> {
                            uninspectedBytes += stopped ? end - at : 0;
                            yield end;
                        }
                    };
        }
    }

    /// Bytes that were never seen. The walk goes on only if they lie in a value that is stepped
    /// over.
    void onGap(long missingBytes) {
        if (state == State.SKIP && missingBytes <= left) {
            left -= missingBytes;
            levels.advance(missingBytes);
            if (left == 0) {
                toHeader();
            }
        } else if (state == State.STREAM) {
            stop(DataSetUnit.DEFLATED_CUT);
        } else if (state == State.PIXELS) {
            state = pixelData.onGap(missingBytes) ? State.PIXELS : State.DONE;
        } else if (state != State.DONE) {
            stop(DataSetUnit.TRUNCATED);
        }
    }

    /// Flags of [DataSetUnit], at the end of the data set.
    int flagsAtEnd() {
        boolean ended = state == State.DONE || state == State.STREAM;
        boolean midway = !ended && (state != State.HEADER || header.have() > 0);
        boolean open = state == State.HEADER && levels.depth() > 0;
        int lost = values.isLost() ? DataSetUnit.TRUNCATED : 0;
        return flags | lost | (midway || open ? DataSetUnit.MALFORMED : 0);
    }

    /// Bytes of the data set that were seen.
    long totalBytes() {
        return totalBytes;
    }

    /// Bytes after the walk had to stop before the pixel data.
    long uninspectedBytes() {
        return uninspectedBytes;
    }

    /// What was found of pixel data.
    PixelDataCounter pixelData() {
        return pixelData;
    }

    /// Attributes of odd groups that have a value; what reserves a block (PS3.5 section 7.8.1) is
    /// none.
    int privateAttributes() {
        return privateAttributes;
    }

    /// Nothing more of these bytes is of use: the pixel data was reached, or the walk had to stop.
    boolean isDone() {
        return state == State.DONE || state == State.PIXELS;
    }

    /// Nothing about these bytes looks like a data set.
    boolean isOpaque() {
        return opaque || undecided && mustLookLikeStart;
    }

    private int header(byte[] bytes, int at, int end) {
        int next = header.fill(bytes, at, end);
        if (!header.hasFirstEight()) {
            return next;
        }
        if (undecided && !decide()) {
            // these bytes have been taken in already
            uninspectedBytes += header.have();
            return next;
        }
        header.interpret(levels.syntax());
        next = header.fillLong(bytes, next, end);
        if (header.isComplete()) {
            levels.advance(header.have());
            walkedBytes += header.have();
            element();
        }
        return next;
    }

    /// Takes the first element's header for evidence of the syntax.
    private boolean decide() {
        undecided = false;
        TransferSyntax guess = header.guess(levels.syntax());
        if (guess != levels.syntax()) {
            flags |= DataSetUnit.GUESSED_SYNTAX;
        }
        if (guess == TransferSyntax.EXPLICIT_BE) {
            flags |= DataSetUnit.BIG_ENDIAN;
        }
        levels.syntax(guess);
        if (guess == TransferSyntax.UNKNOWN || mustLookLikeStart && !header.mayBeginDataSet()) {
            opaque = true;
            stop(DataSetUnit.TRUNCATED);
            return false;
        }
        return true;
    }

    private void element() {
        if (header.isUnreadable() || !levels.hasRoom(0)) {
            malformed();
        } else if (walkedBytes > MAX_WALKED_BYTES) {
            stop(DataSetUnit.TRUNCATED);
        } else if (header.group() == ElementHeader.DELIMITERS) {
            delimiter(header.element(), header.length());
        } else if (levels.kind() != Kind.ITEM) {
            malformed();
        } else if (levels.depth() == 0 && isPixelData(header.tag())) {
            beginPixelData();
        } else if (header.length() == ElementHeader.UNDEFINED_LENGTH) {
            undefined();
        } else if (!levels.hasRoom(header.length())) {
            malformed();
        } else {
            defined(header.length());
        }
    }

    private void beginPixelData() {
        flags |= DataSetUnit.PIXEL_DATA;
        if (header.length() == ElementHeader.UNDEFINED_LENGTH) {
            flags |= DataSetUnit.ENCAPSULATED;
            pixelData.begin();
            state = State.PIXELS;
        } else {
            pixelData.onNative(header.length());
            state = State.DONE;
        }
    }

    private int pixels(byte[] bytes, int at, int end) {
        int next = pixelData.onBytes(bytes, at, end);
        if (!pixelData.isOpen()) {
            flags |= pixelData.isMalformed() ? DataSetUnit.MALFORMED : 0;
            state = State.DONE;
        }
        return next;
    }

    /// Keeps the beginning of a deflate stream; the rest is not looked at.
    private int stream(byte[] bytes, int at, int end) {
        int kept = values.addStream(bytes, at, end - at);
        if (kept < end - at) {
            stop(DataSetUnit.DEFLATED_CUT);
        }
        return at + kept;
    }

    private void delimiter(int element, long length) {
        Kind top = levels.kind();
        boolean inside = levels.depth() > 0 && length != ElementHeader.UNDEFINED_LENGTH;
        switch (element) {
            case ITEM_TAG -> {
                if (top == Kind.SEQUENCE) {
                    item(length);
                } else if (top == Kind.FRAGMENTS && inside && levels.hasRoom(length)) {
                    skipValue(length);
                } else {
                    malformed();
                }
            }
            case ITEM_END -> endLevel(top == Kind.ITEM && inside);
            case SEQUENCE_END -> endLevel(top != Kind.ITEM && inside);
            default -> malformed();
        }
    }

    /// A delimiter closes only what it belongs to, and only what has no length of its own.
    private void endLevel(boolean fits) {
        if (fits && levels.isUndefined()) {
            levels.pop();
            toHeader();
        } else {
            malformed();
        }
    }

    private void item(long length) {
        boolean undefined = length == ElementHeader.UNDEFINED_LENGTH;
        if (++items > MAX_ITEMS) {
            stop(DataSetUnit.TRUNCATED);
        } else if (!undefined && !levels.hasRoom(length)) {
            malformed();
        } else {
            push(Kind.ITEM, levels.syntax(), length, WantedTags.NONE);
        }
    }

    private void undefined() {
        countIfPrivate();
        int vr = header.vr();
        boolean encapsulated =
                ValueRepresentation.isOther(vr)
                        || vr == ValueRepresentation.NONE && isPixelData(header.tag());
        if (encapsulated) {
            found();
            push(Kind.FRAGMENTS, levels.syntax(), ElementHeader.UNDEFINED_LENGTH, WantedTags.NONE);
        } else if (vr == ValueRepresentation.SQ
                || vr == ValueRepresentation.NONE
                || vr == ValueRepresentation.UN) {
            TransferSyntax inside =
                    vr == ValueRepresentation.UN ? TransferSyntax.IMPLICIT_LE : levels.syntax();
            int index = WantedTags.indexOf(header.tag());
            push(Kind.SEQUENCE, inside, ElementHeader.UNDEFINED_LENGTH, index);
        } else {
            malformed();
        }
    }

    private void defined(long length) {
        int index = WantedTags.indexOf(header.tag());
        int vr = header.vr();
        if (length == 0) {
            toHeader();
            return;
        }
        countIfPrivate();
        if (vr == ValueRepresentation.SQ) {
            push(Kind.SEQUENCE, levels.syntax(), length, index);
            return;
        }
        boolean mayBeSequence = vr == ValueRepresentation.NONE || vr == ValueRepresentation.UN;
        if (index != WantedTags.NONE && !WantedTags.isSequence(index)) {
            found();
            wanted(index, length);
        } else if (mayBeSequence && length >= 8) {
            peeked = 0;
            peekedBytes = 0;
            left = length;
            state = State.PEEK;
        } else {
            unwanted(length);
        }
    }

    private void countIfPrivate() {
        if ((header.group() & 1) != 0 && header.element() > LAST_RESERVATION) {
            privateAttributes++;
        }
    }

    private void unwanted(long length) {
        // a group length says nothing
        if (header.element() != 0) {
            found();
            flags |= DataSetUnit.OTHER_VALUES;
        }
        skipValue(length);
    }

    private void wanted(int index, long length) {
        int keep = values.open(index, header.tag(), levels.depth() > 0, length);
        if (keep < 0) {
            stop(DataSetUnit.TRUNCATED);
        } else if (keep == 0) {
            skipValue(length);
        } else {
            walkedBytes += keep;
            valueLeft = length - keep;
            left = keep;
            state = State.KEEP;
        }
    }

    private int keep(byte[] bytes, int at, int end) {
        int n = (int) Math.min(left, end - at);
        values.add(bytes, at, n);
        left -= n;
        levels.advance(n);
        if (left == 0) {
            skipValue(valueLeft);
        }
        return at + n;
    }

    private int peek(byte[] bytes, int at, int end) {
        int next = at;
        while (peekedBytes < 4 && next < end) {
            peeked |= Bytes.u8(bytes, next++) << (peekedBytes++ << 3);
        }
        if (peekedBytes < 4) {
            return next;
        }
        if (peeked == ITEM_TAG_LE) {
            int index = WantedTags.indexOf(header.tag());
            push(Kind.SEQUENCE, TransferSyntax.IMPLICIT_LE, left, index);
            if (state == State.HEADER) {
                header.resume(peeked);
            } else {
                // too deep: the sequence is stepped over, and four bytes of it already were
                levels.advance(4);
                left -= state == State.SKIP ? 4 : 0;
            }
        } else {
            levels.advance(4);
            unwanted(left - 4);
        }
        return next;
    }

    private int skip(int at, int end) {
        int n = (int) Math.min(left, end - at);
        left -= n;
        levels.advance(n);
        if (left == 0) {
            toHeader();
        }
        return at + n;
    }

    private void skipValue(long length) {
        left = length;
        if (length == 0) {
            toHeader();
        } else {
            state = State.SKIP;
        }
    }

    /// A sequence or item begins here. One too deep is stepped over, if it says how long it is.
    private void push(Kind kind, TransferSyntax inside, long length, int index) {
        if (!levels.isFull()) {
            boolean wanted = WantedTags.isSequence(index);
            levels.push(kind, inside, length, wanted ? index : WantedTags.NONE);
            toHeader();
            return;
        }
        flags |= DataSetUnit.TRUNCATED;
        if (length == ElementHeader.UNDEFINED_LENGTH) {
            stop(DataSetUnit.TRUNCATED);
        } else {
            uninspectedBytes += length;
            skipValue(length);
        }
    }

    /// A value stands here that is not empty: the sequences around it are not empty either.
    private void found() {
        for (int i = levels.depth(); i > 0 && levels.hasUnfilled(); i--) {
            int index = levels.fill(i);
            if (index != WantedTags.NONE) {
                values.addSequence(index, i > 1);
            }
        }
    }

    private void toHeader() {
        header.clear();
        levels.closeEnded();
        state = State.HEADER;
    }

    /// The elements do not add up. If something around says where it ends, the walk goes on there.
    private void malformed() {
        flags |= DataSetUnit.MALFORMED;
        long rest = levels.escape();
        if (rest < 0) {
            stop(DataSetUnit.TRUNCATED);
        } else {
            uninspectedBytes += rest;
            skipValue(rest);
        }
    }

    private void stop(int why) {
        flags |= why;
        stopped = true;
        state = State.DONE;
    }

    private static boolean isPixelData(int tag) {
        return tag == 0x7FE0_0010 || tag == 0x7FE0_0008 || tag == 0x7FE0_0009;
    }
}
