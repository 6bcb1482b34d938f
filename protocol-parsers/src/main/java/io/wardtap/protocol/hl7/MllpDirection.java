package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// One direction of an MLLP flow. Between messages it hunts byte by byte for a start block or a
/// header; inside one it jumps from end block to end block, and from MSH to MSH. Bytes that may
/// turn out to be framing (a run of end blocks, the beginning of MSH) are undecided: they are
/// neither kept nor passed on until the next byte decides, and are made again from state when they
/// were content after all. So a cut may fall anywhere. Lane thread only.
///
/// An end block ends the message when a carriage return, a line feed, a start block or the end of
/// the stream follows it, or a gap; before any other byte it is content, and a run of end blocks
/// counts as one.
final class MllpDirection {
    private static final int START_BLOCK = 0x0B;
    private static final int END_BLOCK = 0x1C;
    private static final int ACK = 0x06;
    private static final int NAK = 0x15;

    /// Bytes before a start block or header that are no oddity: byte order marks, a stray line.
    private static final int TOLERATED_JUNK_BYTES = 8;

    private final MllpFramer framer;
    private final MessageEmitter emitter;
    private final HeldMessage held;
    private final HeaderMatcher matcher = new HeaderMatcher();
    private Utf16Narrower utf16; // made for the first message in UTF-16

    // one slice
    private int sliceStart;
    private int contentFrom; // first byte of the slice that is the message's and not held yet
    private int carried; // undecided bytes that came with earlier slices
    private int lastByte; // before the slice

    // between messages
    private boolean startBlock; // a block has begun
    private int blockBytes; // bytes since then that are no white space
    private int blockLastByte;
    private int junkBytes; // bytes in a row that are nothing
    private long searchedBytes; // the like since the last message
    private long uninspected;
    private boolean resynchronising; // behind a gap junk is expected

    // inside a message
    private boolean inMessage;
    private boolean isMessage; // else a batch header, which is passed over
    private boolean opensBatch; // a batch header stood before the message
    private boolean hasStartBlock;
    private int endBlocks;
    private int byteBeforeHeader; // of what may be a message's

    MllpDirection(MllpFramer framer, Direction from, UnitAssembler assembler) {
        this.framer = framer;
        this.emitter = new MessageEmitter(framer, from);
        this.held = new HeldMessage(assembler);
    }

    void reset() {
        held.release();
        matcher.reset();
        carried = 0;
        lastByte = 0;
        startBlock = false;
        blockBytes = 0;
        junkBytes = 0;
        searchedBytes = 0;
        uninspected = 0;
        resynchronising = false;
        inMessage = false;
        endBlocks = 0;
        if (utf16 != null) {
            utf16.reset();
        }
    }

    void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int end = start + length;
        int at = start;
        while (at < end && !framer.isFailed()) {
            at = isUtf16() ? utf16(bytes, at, end, sink) : slice(bytes, at, end, sink);
        }
        flushUninspected(sink);
    }

    /// @return `end`, or behind the first bytes of a message in UTF-16
    private int slice(byte[] bytes, int start, int end, UnitSink sink) {
        sliceStart = start;
        contentFrom = start;
        carried = matcher.matched() + endBlocks;
        int at = start;
        boolean narrow = !isUtf16();
        while (at < end && !framer.isFailed()) {
            at = inMessage ? content(bytes, at, end, sink) : hunt(bytes, at, end, sink);
            if (narrow && isUtf16()) {
                lastByte = 0;
                return at;
            }
        }
        if (inMessage) {
            keep(bytes, end - (matcher.matched() + endBlocks - carried));
        }
        lastByte = Bytes.u8(bytes, end - 1);
        return end;
    }

    private boolean isUtf16() {
        return utf16 != null && utf16.isActive();
    }

    /// Reads on in UTF-16, until the block has ended or turns out to be none.
    private int utf16(byte[] bytes, int at, int end, UnitSink sink) {
        int next = utf16.take(bytes, at, end, !inMessage);
        if (utf16.length() > 0) {
            slice(utf16.narrow(), 0, utf16.length(), sink);
        }
        if (utf16.hasEnded() || (!inMessage && matcher.matched() == 0)) {
            utf16.reset();
        }
        return next;
    }

    /// A letter that may begin a header was followed by a NUL. Without a byte order mark, and with
    /// the start block as a character, little endian cannot be told from big: letters of ASCII are
    /// right either way.
    private void beginUtf16() {
        if (utf16 == null) {
            utf16 = new Utf16Narrower();
        }
        boolean bigEndian = byteBeforeHeader == 0;
        utf16.begin(!bigEndian, bigEndian ? 0 : -1);
    }

    /// A message that a gap has touched is given up; one whose end block had come is whole.
    void onGap(UnitSink sink) {
        if (inMessage && endBlocks > 0) {
            deliverHeld(0, sink);
            missingCarriageReturn(sink);
        } else if (inMessage) {
            abandon(sink);
        }
        reset();
        resynchronising = true;
    }

    /// What was not ended by an end block counts as complete when its last segment is, or when it
    /// had no start block either: then there is nothing to wait for.
    void onEnd(UnitSink sink) {
        if (inMessage && endBlocks > 0) {
            deliverHeld(0, sink);
            missingCarriageReturn(sink);
        } else if (inMessage) {
            addUndecided(matcher.matched());
            if (lastByte == '\r' || lastByte == '\n' || !hasStartBlock) {
                deliverHeld(Hl7.NO_END_BLOCK, sink);
            } else {
                abandon(sink);
            }
        } else {
            blockBytes += matcher.matched();
            closeBlock(sink);
            flushUninspected(sink);
        }
        reset();
    }

    // ---- between messages

    private int hunt(byte[] bytes, int start, int end, UnitSink sink) {
        for (int at = start; at < end; at++) {
            int b = Bytes.u8(bytes, at);
            if (matcher.matched() == 0) {
                byteBeforeHeader = before(bytes, at);
            }
            if (!matcher.fits(b, isLenient())) {
                if (b == 0 && matcher.matched() == 1 && !isUtf16()) {
                    beginUtf16();
                    return at + 1;
                }
                if (!giveUp(sink)) {
                    return end;
                }
                byteBeforeHeader = before(bytes, at);
                if (separates(b, sink)) {
                    continue;
                }
                if (!matcher.fits(b, isLenient())) {
                    blockLastByte = b;
                    if (junk(1, sink)) {
                        return end;
                    }
                    continue;
                }
            }
            if (matcher.accept(b)) {
                begin(at + 1);
                return at + 1;
            }
        }
        return end;
    }

    /// Directly behind a start block, MSH is enough.
    private boolean isLenient() {
        return startBlock && blockBytes == 0;
    }

    /// What looked like a header is none.
    ///
    /// @return false when the search is given up
    private boolean giveUp(UnitSink sink) {
        int matched = matcher.matched();
        matcher.reset();
        carried = 0;
        return matched == 0 || !junk(matched, sink);
    }

    /// Handles what may stand between messages; false when the byte is nothing of the kind.
    private boolean separates(int b, UnitSink sink) {
        switch (b) {
            case START_BLOCK -> {
                closeBlock(sink);
                startBlock = true;
            }
            case END_BLOCK -> closeBlock(sink);
            case 0, ' ', '\t', '\r', '\n' -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    /// A block has ended, or another begun, without a header.
    private void closeBlock(UnitSink sink) {
        if (!startBlock) {
            return;
        }
        if (blockBytes == 0) {
            sink.onEvent(DecodeEvent.HL7_EMPTY_BLOCK);
        } else if (blockBytes == 1 && (blockLastByte == ACK || blockLastByte == NAK)) {
            sink.onEvent(
                    blockLastByte == ACK
                            ? DecodeEvent.HL7_COMMIT_BLOCK
                            : DecodeEvent.HL7_COMMIT_NAK);
        } else {
            sink.onEvent(DecodeEvent.HL7_HEADER_MALFORMED);
            uninspected += blockBytes;
        }
        startBlock = false;
        blockBytes = 0;
    }

    /// @return whether the search is given up
    private boolean junk(int count, UnitSink sink) {
        searchedBytes += count;
        if (startBlock) {
            blockBytes += count;
            if (blockBytes > MllpFramer.HEADER_SEARCH_BYTES) {
                closeBlock(sink);
            }
        } else {
            int junk = junkBytes;
            junkBytes = Math.min(junk + count, TOLERATED_JUNK_BYTES + 1);
            uninspected += count;
            if (junk <= TOLERATED_JUNK_BYTES
                    && junkBytes > TOLERATED_JUNK_BYTES
                    && !resynchronising) {
                sink.onEvent(DecodeEvent.HL7_DESYNCHRONISED);
            }
        }
        return framer.onSearched(searchedBytes, !resynchronising);
    }

    /// A header is whole, `next` is the byte behind it.
    private void begin(int next) {
        framer.onHeader();
        opensBatch = inMessage && !isMessage && matcher.isMessage();
        inMessage = true;
        isMessage = matcher.isMessage();
        hasStartBlock = startBlock;
        startBlock = false;
        blockBytes = 0;
        junkBytes = 0;
        endBlocks = 0;
        resynchronising = false;
        held.begin(matcher.separator());
        if (carried > 0) {
            addUndecided(carried);
            contentFrom = sliceStart;
        } else {
            contentFrom = next - HeaderMatcher.BYTES;
        }
        carried = 0;
        matcher.reset();
    }

    // ---- inside a message

    private int content(byte[] bytes, int at, int end, UnitSink sink) {
        if (matcher.matched() > 0) {
            return header(bytes, at, sink);
        }
        if (endBlocks > 0) {
            return endBlock(bytes, at, sink);
        }
        int mark = Hl7Scan.mark(bytes, at, end, before(bytes, at));
        if (mark < 0) {
            return end;
        }
        if (Bytes.u8(bytes, mark) == END_BLOCK) {
            endBlocks = 1;
        } else {
            byteBeforeHeader = before(bytes, mark);
            matcher.accept('M');
        }
        return mark + 1;
    }

    /// At the beginning of a segment that may be the next message's MSH.
    private int header(byte[] bytes, int at, UnitSink sink) {
        int b = Bytes.u8(bytes, at);
        if (!matcher.fits(b, false)) {
            addUndecided(carried);
            carried = 0;
            matcher.reset();
            return at;
        }
        if (matcher.accept(b)) {
            boolean restarted = byteBeforeHeader == START_BLOCK;
            boolean ended = byteBeforeHeader == END_BLOCK;
            // in a block that has begun, further messages are as well framed as the first
            boolean goesOn = hasStartBlock && !restarted;
            int to = at + 1 - (HeaderMatcher.BYTES - carried);
            deliver(bytes, to, ended || goesOn ? 0 : Hl7.NO_END_BLOCK, sink);
            if (ended) {
                missingCarriageReturn(sink);
            }
            startBlock = restarted || (goesOn && !ended);
            begin(at + 1);
        }
        return at + 1;
    }

    /// Behind one or more end blocks.
    private int endBlock(byte[] bytes, int at, UnitSink sink) {
        int b = Bytes.u8(bytes, at);
        if (b == END_BLOCK) {
            endBlocks++;
            return at + 1;
        }
        if (b == '\r' || b == '\n' || b == START_BLOCK) {
            deliver(bytes, at - (endBlocks - carried), 0, sink);
            if (b != '\r') {
                missingCarriageReturn(sink);
            }
            inMessage = false;
            endBlocks = 0;
            carried = 0;
            return b == START_BLOCK ? at : at + 1;
        }
        if (carried > 0 && isMessage) {
            HeaderMatcher.copyTo(held, END_BLOCK, carried);
        }
        carried = 0;
        endBlocks = 0;
        return at;
    }

    private void missingCarriageReturn(UnitSink sink) {
        if (isMessage) {
            sink.onEvent(DecodeEvent.HL7_MISSING_CARRIAGE_RETURN);
        }
    }

    private int before(byte[] bytes, int at) {
        return at > sliceStart ? Bytes.u8(bytes, at - 1) : lastByte;
    }

    private void addUndecided(int count) {
        if (count > 0 && isMessage) {
            matcher.copyTo(held, count);
        }
    }

    private void keep(byte[] bytes, int to) {
        if (isMessage) {
            held.add(bytes, contentFrom, to);
        }
    }

    /// The message in progress ends at `to` of this slice.
    private void deliver(byte[] bytes, int to, long flags, UnitSink sink) {
        int length = to - contentFrom;
        if (held.isEmpty() && length <= HeldMessage.WHOLE_BYTES) {
            if (isMessage) {
                emitter.emit(bytes, contentFrom, length, length, flagsOf(flags), sink);
                searchedBytes = 0;
            }
        } else {
            keep(bytes, to);
            deliverHeld(flags, sink);
        }
    }

    private void deliverHeld(long flags, UnitSink sink) {
        if (!isMessage) {
            return;
        }
        if (held.isLost()) {
            sink.onEvent(DecodeEvent.UNIT_BUDGET_EXHAUSTED);
            abandon(sink);
            return;
        }
        long skipped = held.skippedBytes();
        if (skipped > 0) {
            sink.onUninspected(skipped);
        }
        emitter.emit(
                held.segment(),
                held.start(),
                held.length(),
                held.totalBytes(),
                flagsOf(held.flags() | (skipped > 0 ? flags | Hl7.ABRIDGED : flags)),
                sink);
        searchedBytes = 0;
        held.release();
    }

    private long flagsOf(long flags) {
        long batch = opensBatch ? flags | Hl7.OPENS_BATCH : flags;
        long encoded = isUtf16() ? batch | Hl7.UTF16 : batch;
        return hasStartBlock ? encoded : encoded | Hl7.NO_START_BLOCK;
    }

    private void abandon(UnitSink sink) {
        if (isMessage) {
            sink.onEvent(DecodeEvent.HL7_INCOMPLETE);
            sink.onUninspected(held.totalBytes());
            held.release();
        }
    }

    private void flushUninspected(UnitSink sink) {
        if (uninspected > 0) {
            sink.onUninspected(uninspected);
            uninspected = 0;
        }
    }
}
