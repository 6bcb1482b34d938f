package io.wardtap.protocol.astm;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.MessageSide;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// One direction of an ASTM flow (LIS01-A2 6.3): between frames, inside one, or in records without
/// frames. A frame waits for what follows it: sent again, it counts once. What a checksum says
/// wrong is read all the same when it is not sent again, since it has passed. Lane thread only.
final class AstmDirection implements MessageSide {
    private enum State {
        BETWEEN,
        /// Behind STX.
        NUMBER,
        TEXT,
        /// Behind ETX or ETB.
        CHECKSUM_HIGH,
        CHECKSUM_LOW,
        /// What may be a header without a frame.
        HEADER,
        /// In a record without a frame.
        RECORD,
        /// Behind such a record.
        RECORD_END
    }

    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int EOT = 0x04;
    private static final int ENQ = 0x05;
    private static final int ACK = 0x06;
    private static final int START_BLOCK = 0x0B;
    private static final int NAK = 0x15;
    private static final int ETB = 0x17;
    private static final int END_BLOCK = 0x1C;
    private static final int NONE = -1;

    /// LIS01-A2 allows 64,000 characters a frame; beyond, nothing is a frame any more.
    private static final int MAX_FRAME_BYTES = 64_000;

    private final AstmFramer framer;
    private final Direction from;
    private final HeldRecords held;
    private final byte[] header = new byte[AstmHeader.BYTES];
    private State state = State.BETWEEN;
    private int headerBytes;
    private int previous; // byte between frames
    private long junkBytes;
    private boolean resynchronising; // behind a gap, what a frame's rest looks like is no junk
    private int number = NONE;
    private int sum;
    private int frameBytes;
    private boolean lastOfRecord;
    private int checksum;
    // the frame before, which may be sent again
    private int pendingAt = NONE; // where its text begins
    private int pendingNumber = NONE;
    private boolean pendingEndsRecord;
    private boolean pendingRefused; // wrong, or its receiver said so
    private int recordType;

    AstmDirection(AstmFramer framer, Direction from, UnitAssembler assembler) {
        this.framer = framer;
        this.from = from;
        this.held = new HeldRecords(assembler, from);
    }

    @Override
    public void reset() {
        held.reset();
        state = State.BETWEEN;
        headerBytes = 0;
        previous = 0;
        junkBytes = 0;
        resynchronising = false;
        forgetFrames();
    }

    @Override
    public void onBytes(byte[] bytes, int start, int length, UnitSink sink) {
        int end = start + length;
        int at = start;
        while (at < end && !framer.isFailed()) {
            at =
                    switch (state) {
                        case TEXT -> text(bytes, at, end, sink);
                        case RECORD -> record(bytes, at, end, sink);
                        default -> step(bytes, at, sink);
                    };
        }
    }

    /// What is held was said whole; only the frame or record in hand is lost.
    @Override
    public void onGap(UnitSink sink) {
        if (held.isOpen() || state != State.BETWEEN) {
            sink.onEvent(DecodeEvent.ASTM_INCOMPLETE);
        }
        dropPart();
        finish(0, sink);
        reset();
        resynchronising = true;
    }

    @Override
    public void onEnd(UnitSink sink) {
        if (state == State.RECORD) {
            held.endRecord();
        } else {
            dropPart();
        }
        finish(0, sink);
        reset();
    }

    /// The receiver wants the last frame again.
    void onNak() {
        held.countNak();
        pendingRefused |= pendingAt != NONE;
    }

    /// @return the next position: behind this byte, or this byte once more in another state
    private int step(byte[] bytes, int at, UnitSink sink) {
        int b = Bytes.u8(bytes, at);
        boolean taken =
                switch (state) {
                    case NUMBER -> number(b);
                    case CHECKSUM_HIGH -> checksumHigh(b, sink);
                    case CHECKSUM_LOW -> checksumLow(b, sink);
                    case HEADER -> header(b, sink);
                    case RECORD_END -> recordEnd(b, sink);
                    default -> between(b, sink);
                };
        if (taken) {
            previous = b;
        }
        return taken ? at + 1 : at;
    }

    // ---- between frames

    private boolean between(int b, UnitSink sink) {
        switch (b) {
            case ENQ -> {
                finish(0, sink);
                sink.onCount(Astm.ENQ);
            }
            case EOT -> {
                finish(0, sink);
                sink.onCount(Astm.EOT);
            }
            case ACK -> sink.onCount(Astm.ACK);
            case NAK -> {
                sink.onCount(Astm.NAK);
                framer.onNak(from);
            }
            case STX -> beginFrame();
            case '\r', '\n', ' ', 0, START_BLOCK, END_BLOCK -> {}
            default -> {
                if (b == 'H' && mayBeginLine()) {
                    header[0] = (byte) b;
                    headerBytes = 1;
                    state = State.HEADER;
                } else {
                    junk(1, sink);
                }
                return true;
            }
        }
        if (b == ENQ || b == EOT) {
            resynchronising = false;
            junkBytes = 0;
        }
        return true;
    }

    private boolean mayBeginLine() {
        return switch (previous) {
            case 0, '\r', '\n', START_BLOCK, END_BLOCK, ENQ, EOT ->
                    !resynchronising || previous > 0;
            default -> false;
        };
    }

    private void junk(int count, UnitSink sink) {
        if (junkBytes == 0 && !resynchronising) {
            sink.onEvent(DecodeEvent.ASTM_FRAME_MALFORMED);
        }
        if (framer.isConfirmed()) {
            sink.onUninspected(count);
        }
        junkBytes += count;
        // behind a gap before anything was proved: the next start may be far
        framer.onJunk(resynchronising && !framer.isConfirmed() ? junkBytes >>> 10 : junkBytes);
    }

    // ---- frames

    private void beginFrame() {
        resynchronising = false;
        held.beginPart();
        if (held.isEmpty()) {
            pendingAt = NONE;
        }
        number = NONE;
        sum = 0;
        frameBytes = 0;
        state = State.NUMBER;
    }

    private boolean number(int b) {
        state = State.TEXT;
        if (b >= '0' && b <= '7') {
            number = b - '0';
            sum = b;
            return true;
        }
        return false; // some leave it out
    }

    private int text(byte[] bytes, int start, int end, UnitSink sink) {
        int at = start;
        int most = Math.min(end, start + MAX_FRAME_BYTES + 1 - frameBytes);
        while (at < most && !endsText(Bytes.u8(bytes, at))) {
            sum += Bytes.u8(bytes, at);
            at++;
        }
        held.add(bytes, start, at - start);
        frameBytes += at - start;
        if (frameBytes > MAX_FRAME_BYTES) {
            sink.onEvent(DecodeEvent.ASTM_OVERSIZE);
            broken(sink);
            return at;
        }
        if (at == end) {
            return end;
        }
        int b = Bytes.u8(bytes, at);
        if (b == ETX || b == ETB) {
            sum += b;
            lastOfRecord = b == ETX;
            state = State.CHECKSUM_HIGH;
            return at + 1;
        }
        broken(sink);
        return at;
    }

    private static boolean endsText(int b) {
        return b >= STX && b <= ENQ || b == ETB;
    }

    /// The frame ends where none may.
    private void broken(UnitSink sink) {
        sink.onEvent(DecodeEvent.ASTM_FRAME_MALFORMED);
        dropPart();
        state = State.BETWEEN;
        framer.onJunk(++junkBytes);
    }

    private boolean checksumHigh(int b, UnitSink sink) {
        checksum = Character.digit(b, 16);
        if (checksum >= 0) {
            state = State.CHECKSUM_LOW;
            return true;
        }
        sink.onEvent(DecodeEvent.ASTM_CHECKSUM_MISSING);
        endFrame(false, sink);
        return false;
    }

    private boolean checksumLow(int b, UnitSink sink) {
        int low = Character.digit(b, 16);
        boolean right = low >= 0 && (checksum << 4 | low) == (sum & 0xFF);
        if (!right) {
            sink.onEvent(DecodeEvent.ASTM_CHECKSUM_WRONG);
            held.countChecksumFault();
        } else if (held.isRecord(held.partAt())) {
            framer.confirm();
        }
        endFrame(!right, sink);
        return low >= 0;
    }

    private void endFrame(boolean wrong, UnitSink sink) {
        state = State.BETWEEN;
        junkBytes = 0;
        sink.onCount(Astm.FRAME);
        if (lastOfRecord) {
            held.endRecord();
        }
        boolean same = pendingAt != NONE && number == pendingNumber && number != NONE;
        if (same && held.isRepeat(pendingAt)) {
            held.countRepeat();
            held.remove(held.partAt(), held.length());
            pendingRefused &= wrong;
            return;
        }
        if (same && pendingRefused) {
            held.countRepeat();
            held.remove(pendingAt, held.partAt());
        } else {
            held.countFrame();
            inTurn(sink);
            parts(sink);
        }
        pendingAt = held.partAt();
        pendingNumber = number;
        pendingRefused = wrong;
        pendingEndsRecord = lastOfRecord;
    }

    /// Numbers count up modulo 8 (LIS01-A2 6.3.1.2).
    private void inTurn(UnitSink sink) {
        if (pendingNumber != NONE && number != NONE && number != (pendingNumber + 1 & 7)) {
            sink.onEvent(DecodeEvent.ASTM_FRAME_SEQUENCE);
            held.countSequenceFault();
        }
    }

    /// What stands before the frame in hand goes out when a message begins with it, or when it is
    /// much and ends with a record.
    private void parts(UnitSink sink) {
        int at = held.partAt();
        if (at == 0) {
            return;
        }
        if (held.isHeader(at)) {
            emit(at, 0, sink);
        } else if (pendingEndsRecord && at >= HeldRecords.UNIT_BYTES) {
            emit(at, Astm.CONTINUED, sink);
        }
    }

    private void dropPart() {
        if (state != State.BETWEEN && state != State.RECORD_END && state != State.HEADER) {
            held.remove(held.partAt(), held.length());
        }
    }

    // ---- records without frames

    private boolean header(int b, UnitSink sink) {
        header[headerBytes] = (byte) b;
        if (!AstmHeader.fits(header, 0, headerBytes)) {
            state = State.BETWEEN;
            junk(headerBytes, sink);
            previous = header[headerBytes - 1];
            return false;
        }
        headerBytes++;
        if (headerBytes == AstmHeader.BYTES) {
            finish(0, sink);
            junkBytes = 0;
            resynchronising = false;
            held.beginPart();
            held.add(header, 0, headerBytes - 1);
            recordType = 'H';
            state = State.RECORD;
            return false; // the last byte is the record's
        }
        return true;
    }

    private int record(byte[] bytes, int start, int end, UnitSink sink) {
        int at = start;
        while (at < end && !endsRecord(Bytes.u8(bytes, at))) {
            at++;
        }
        held.add(bytes, start, at - start);
        if (at < end) {
            held.endRecord();
            held.beginPart();
            state = State.RECORD_END;
            if (!framer.isConfirmed() && recordType != 'H') {
                secondRecord();
            }
            if (recordType == 'L') {
                finish(Astm.UNFRAMED, sink);
            } else if (held.length() >= HeldRecords.UNIT_BYTES) {
                emit(held.length(), Astm.CONTINUED | Astm.UNFRAMED, sink);
            }
        }
        return at;
    }

    /// What stands behind a header proves it, or was no message: no third record is waited for.
    private void secondRecord() {
        if (held.isMessage()) {
            framer.confirm();
        } else {
            framer.onJunk(AstmFramer.UNCONFIRMED_JUNK_BYTES + 1);
        }
    }

    private static boolean endsRecord(int b) {
        return b == '\r' || b == '\n' || b == END_BLOCK || endsText(b);
    }

    private boolean recordEnd(int b, UnitSink sink) {
        if (b == '\r' || b == '\n') {
            return true;
        }
        boolean line = AstmHeader.isRecordType(b) || framer.isConfirmed() && b > ' ';
        if (b != 'H' && held.isOpen() && line) {
            recordType = b;
            held.beginPart();
            state = State.RECORD;
            return false;
        }
        finish(Astm.UNFRAMED, sink);
        state = State.BETWEEN;
        previous = '\r';
        return false;
    }

    // ---- units

    /// The message has ended.
    private void finish(long flags, UnitSink sink) {
        boolean unframed = pendingAt == NONE;
        emit(held.length(), unframed ? flags | Astm.UNFRAMED : flags, sink);
        forgetFrames();
    }

    private void emit(int to, long flags, UnitSink sink) {
        if (!framer.isConfirmed() && held.isMessage()) {
            framer.confirm();
        }
        if (framer.isConfirmed()) {
            held.emit(to, flags, sink);
        } else if (to > 0) {
            junkBytes += to;
            held.remove(0, to);
            framer.onJunk(junkBytes);
        }
        pendingAt = NONE;
    }

    private void forgetFrames() {
        number = NONE;
        pendingAt = NONE;
        pendingNumber = NONE;
        pendingRefused = false;
    }
}
