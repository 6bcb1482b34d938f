package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates the kept beginning of a deflated data set (PS3.5 Annex A.5, RFC 1951: no header, no
/// checksum) and walks what comes out, up to the pixel data, as framers do with others. What comes
/// out is bounded by size and by ratio, and only one chunk of it is there at a time. Confined to
/// one parser thread; allocates nothing on sound streams, once made.
final class InflatedDataSet implements UnitSink {
    /// Inflated bytes of one data set that are looked at.
    static final int MAX_BYTES = 1 << 20;

    /// Inflated bytes for one deflated, once [#RATIO_FROM_BYTES] have come out; images of one grey
    /// reach more, but lie behind what is read.
    static final int MAX_RATIO = 200;

    private static final int RATIO_FROM_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 8 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ValueCollector values = new ValueCollector(new UnitAssembler(0));
    private final DataSetWalker walker = new DataSetWalker(values);
    private final byte[] unit = new byte[DataSetUnit.HEADER_BYTES + ValueCollector.MAX_BYTES];
    private int unitLength;

    /// Inflates and walks a unit's stream, and binds the view to the values instead.
    void read(DataSetUnit deflated) {
        walker.begin(TransferSyntax.EXPLICIT_LE, false);
        int ended = inflate(deflated);
        int kept = DataSetUnit.INCOMPLETE | DataSetUnit.NO_COMMAND;
        int flags = (deflated.flags() & kept) | ended | walker.flagsAtEnd() | DataSetUnit.INFLATED;
        unitLength = 0;
        values.emit(
                this,
                Direction.ORIGINATOR,
                flags & ~DataSetUnit.GUESSED_SYNTAX,
                deflated.contextId(),
                walker,
                0);
        deflated.wrap(unit, 0, unitLength);
    }

    /// @return flags for what went wrong
    private int inflate(DataSetUnit deflated) {
        inflater.reset();
        inflater.setInput(deflated.segment(), deflated.streamStart(), deflated.streamLength());
        long out = 0;
        while (!walker.isDone()) {
            int n;
            try {
                n = inflater.inflate(chunk);
            } catch (DataFormatException e) {
                return DataSetUnit.MALFORMED | DataSetUnit.TRUNCATED;
            }
            out += n;
            walker.onBytes(chunk, 0, n);
            if (inflater.finished()) {
                return 0;
            }
            if (n == 0) {
                // the stream goes on, but its bytes are not here
                boolean cut = deflated.has(DataSetUnit.DEFLATED_CUT | DataSetUnit.INCOMPLETE);
                return DataSetUnit.TRUNCATED | (cut ? 0 : DataSetUnit.MALFORMED);
            }
            boolean tooMuch =
                    out > MAX_BYTES
                            || out > RATIO_FROM_BYTES && out > MAX_RATIO * inflater.getBytesRead();
            if (tooMuch && !walker.isDone()) {
                return DataSetUnit.TRUNCATED;
            }
        }
        return 0;
    }

    @Override
    public void onUnit(int type, Direction from, byte[] bytes, int start, int length, long detail) {
        System.arraycopy(bytes, start, unit, 0, length);
        unitLength = length;
    }

    @Override
    public void onCount(int kind) {
        // a walk counts nothing
    }

    @Override
    public void onEvent(DecodeEvent event) {
        // the flags say it
    }

    @Override
    public void onUninspected(long bytes) {
        // counted by the framer, as they were on the wire
    }

    @Override
    public void onEncrypted() {
        // not here
    }

    @Override
    public void onClientIs(Direction client) {
        // not here
    }
}
