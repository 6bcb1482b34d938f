package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import java.util.Arrays;

/// Gathers the wanted values of one data set in the [UnitAssembler] and hands them on in the layout
/// of [DataSetUnit]. Bounded by number and bytes. Confined to its framer.
final class ValueCollector {
    /// Values kept of one data set.
    static final int MAX_VALUES = 1024;

    /// Values of one attribute kept inside sequences; at the top level it stands once.
    static final int MAX_NESTED_VALUES = 4;

    /// Bytes kept of one data set.
    static final int MAX_BYTES = 64 * 1024;

    /// Bytes kept of a deflate stream.
    static final int MAX_STREAM_BYTES = 64 * 1024;

    private final UnitAssembler assembler;
    private final byte[] scratch = new byte[DataSetUnit.HEADER_BYTES];
    private final byte[] nestedValues = new byte[WantedTags.COUNT];
    private long handle = UnitAssembler.NONE;
    private int values;
    private int bytes;
    private boolean lost;

    ValueCollector(UnitAssembler assembler) {
        this.assembler = assembler;
    }

    /// Ready for another data set; gives back what was held.
    void clear() {
        assembler.release(handle);
        handle = UnitAssembler.NONE;
        if (values > 0) {
            Arrays.fill(nestedValues, (byte) 0);
        }
        values = 0;
        bytes = 0;
        lost = false;
    }

    /// Begins an attribute's value.
    ///
    /// @return how many of its bytes are to be added, or -1 when nothing more is held of this data
    ///   set
    int open(int index, int tag, boolean nested, long length) {
        if (hasEnough(index, nested)) {
            return 0;
        }
        int keep = (int) Math.min(length, WantedTags.keepBytes(index));
        return entry(index, tag, nested, keep, length) ? keep : -1;
    }

    /// Notes a sequence that is not empty.
    void addSequence(int index, boolean nested) {
        if (!hasEnough(index, nested)) {
            entry(index, WantedTags.tag(index), nested, 0, 1);
        }
    }

    /// Whether enough of this attribute has been kept already: another one says nothing new.
    private boolean hasEnough(int index, boolean nested) {
        return nested && nestedValues[index] >= MAX_NESTED_VALUES;
    }

    private boolean entry(int index, int tag, boolean nested, int keep, long fullLength) {
        int size = DataSetUnit.ENTRY_BYTES + keep;
        if (lost || values >= MAX_VALUES || bytes + size > MAX_BYTES) {
            return false;
        }
        if (handle == UnitAssembler.NONE) {
            add(scratch, 0, DataSetUnit.HEADER_BYTES);
        }
        Bytes.putU32(scratch, 0, tag);
        Bytes.putU8(scratch, 4, nested ? 1 : 0);
        Bytes.putU8(scratch, 5, 0);
        Bytes.putU16(scratch, 6, keep);
        Bytes.putU32(scratch, 8, Math.min(fullLength, 0xFFFF_FFFFL));
        add(scratch, 0, DataSetUnit.ENTRY_BYTES);
        values++;
        bytes += size;
        if (nested) {
            nestedValues[index]++;
        }
        return !lost;
    }

    /// The next bytes of the value begun last.
    void add(byte[] from, int start, int count) {
        if (!lost) {
            handle = assembler.append(handle, from, start, count);
            lost = handle == UnitAssembler.NONE;
        }
    }

    /// The next bytes of a deflate stream.
    ///
    /// @return how many of them are kept
    int addStream(byte[] from, int start, int count) {
        int n = Math.min(count, MAX_STREAM_BYTES - bytes);
        if (handle == UnitAssembler.NONE) {
            add(scratch, 0, DataSetUnit.HEADER_BYTES);
        }
        add(from, start, n);
        bytes += n;
        return lost ? 0 : n;
    }

    /// Whether what was kept has been thrown out, for want of memory.
    boolean isLost() {
        return lost || handle != UnitAssembler.NONE && !assembler.isLive(handle);
    }

    /// Hands the values on as one unit and forgets them.
    void emit(
            UnitSink sink,
            Direction from,
            int flags,
            int contextId,
            DataSetWalker walked,
            long totalBytes) {
        byte[] unit = scratch;
        int start = 0;
        int length = DataSetUnit.HEADER_BYTES;
        if (handle != UnitAssembler.NONE && assembler.isLive(handle)) {
            unit = assembler.segment(handle);
            start = assembler.start(handle);
            length = assembler.length(handle);
        }
        Bytes.putU16(unit, start, flags);
        Bytes.putU8(unit, start + 2, contextId);
        Bytes.putU8(unit, start + 3, 0);
        Bytes.putU32(unit, start + 4, Math.min(walked.pixelData().fragments(), 0xFFFF_FFFFL));
        Bytes.putU64(unit, start + 8, walked.pixelData().bytes());
        Bytes.putU32(unit, start + 16, walked.privateAttributes());
        sink.onUnit(Dicom.DATA_SET, from, unit, start, length, totalBytes);
        clear();
    }
}
