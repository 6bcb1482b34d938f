package io.wardtap.protocol.astm;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// The records of one direction's message as they come in, kept in the assembler, handed on as
/// units with whole records. The text of the latest frame stays apart until it is known not to be
/// sent again. Lane thread only.
final class HeldRecords {
    /// A message longer than this comes in several units.
    static final int UNIT_BYTES = 48 * 1024;

    /// No more is held, whatever the sender does; further bytes are stepped over.
    static final int HELD_BYTES = 256 * 1024;

    private static final byte[] END_OF_RECORD = {'\r'};

    private final UnitAssembler assembler;
    private final Direction from;
    private long handle = UnitAssembler.NONE;
    private int length;
    private int partAt; // where the latest frame's text begins
    private long skipped;
    private boolean continues;
    private int frames;
    private int naks;
    private int checksumFaults;
    private int repeats;
    private int sequenceFaults;

    HeldRecords(UnitAssembler assembler, Direction from) {
        this.assembler = assembler;
        this.from = from;
    }

    void reset() {
        assembler.release(handle);
        handle = UnitAssembler.NONE;
        length = 0;
        partAt = 0;
        skipped = 0;
        continues = false;
        forgetCounts();
    }

    boolean isEmpty() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /// Whether a message is open: something is held, or was handed on as a part of one.
    boolean isOpen() {
        return length > 0 || continues;
    }

    void add(byte[] bytes, int start, int count) {
        int n = Math.min(count, HELD_BYTES - length);
        skipped += count - n;
        if (n <= 0) {
            return;
        }
        handle = assembler.append(handle, bytes, start, n);
        length += n;
        if (handle == UnitAssembler.NONE) {
            lose();
        }
    }

    /// Ends a record that has no carriage return of its own.
    void endRecord() {
        if (length > 0 && isLive() && !endsRecord()) {
            add(END_OF_RECORD, 0, 1);
        }
    }

    /// The text that follows is another frame's.
    void beginPart() {
        if (length > 0 && !isLive()) {
            lose();
        }
        partAt = length;
    }

    /// Whether the text since [#beginPart] is the same as what stood before it from `at` on.
    boolean isRepeat(int at) {
        int count = length - partAt;
        if (!isLive() || partAt - at != count) {
            return false;
        }
        byte[] held = assembler.segment(handle);
        int start = assembler.start(handle);
        return java.util.Arrays.equals(
                held, start + at, start + partAt, held, start + partAt, start + length);
    }

    /// Takes `[at, to)` out.
    void remove(int at, int to) {
        if (isLive() && to > at) {
            assembler.remove(handle, at, to - at);
            length -= to - at;
            partAt = partAt >= to ? partAt - (to - at) : Math.min(partAt, at);
        }
    }

    int partAt() {
        return partAt;
    }

    /// Whether a header record stands at `at`.
    boolean isHeader(int at) {
        if (!isLive()) {
            return false;
        }
        int start = assembler.start(handle);
        return AstmHeader.isAt(assembler.segment(handle), start + at, start + length);
    }

    /// Whether what stands at `at` may begin a record.
    boolean isRecord(int at) {
        return isLive()
                && at < length
                && AstmHeader.isRecordType(
                        Bytes.u8(assembler.segment(handle), assembler.start(handle) + at));
    }

    /// Whether a header record stands first and another record of its field delimiter behind it.
    boolean isMessage() {
        if (!isHeader(0)) {
            return false;
        }
        byte[] held = assembler.segment(handle);
        int start = assembler.start(handle);
        int at = Bytes.indexOf(held, start, start + length, '\r') + 1;
        return at > 0
                && at + 1 < start + length
                && AstmHeader.isRecordType(Bytes.u8(held, at))
                && Bytes.u8(held, at + 1) == Bytes.u8(held, start + 1);
    }

    /// Hands `[0, to)` on as a unit.
    ///
    /// @param flags of [Astm]
    void emit(int to, long flags, UnitSink sink) {
        if (length > 0 && !isLive()) {
            lose();
        }
        if (skipped > 0) {
            sink.onEvent(DecodeEvent.ASTM_OVERSIZE);
            sink.onUninspected(skipped);
            skipped = 0;
        }
        if (to > 0 && length > 0) {
            long before = continues ? Astm.CONTINUES : 0;
            sink.onUnit(
                    Astm.MESSAGE,
                    from,
                    assembler.segment(handle),
                    assembler.start(handle),
                    to,
                    Astm.detail(frames, naks, checksumFaults, repeats, sequenceFaults)
                            | flags
                            | before);
            forgetCounts();
            remove(0, to);
        }
        if (length == 0) {
            assembler.release(handle);
            handle = UnitAssembler.NONE;
        }
        continues = (flags & Astm.CONTINUED) != 0;
    }

    void countFrame() {
        frames++;
    }

    void countNak() {
        naks++;
    }

    void countChecksumFault() {
        checksumFaults++;
    }

    void countRepeat() {
        repeats++;
    }

    void countSequenceFault() {
        sequenceFaults++;
    }

    private boolean endsRecord() {
        int last = Bytes.u8(assembler.segment(handle), assembler.start(handle) + length - 1);
        return last == '\r' || last == '\n';
    }

    /// The assembler had no room, or has thrown out what was held.
    private void lose() {
        skipped += length;
        length = 0;
        partAt = 0;
        handle = UnitAssembler.NONE;
    }

    private boolean isLive() {
        return assembler.isLive(handle);
    }

    private void forgetCounts() {
        frames = 0;
        naks = 0;
        checksumFaults = 0;
        repeats = 0;
        sequenceFaults = 0;
    }
}
