package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.UnitSink;

/// What was found in the DICOM file read last: facts as of a stored object, and what its preamble
/// is. One for all files of a parser thread; allocates nothing once warm.
public final class Part10Facts implements UnitSink {
    private static final int UNIT_BYTES = DataSetUnit.HEADER_BYTES + ValueCollector.MAX_BYTES;

    private final DataSetReader reader;
    private final byte[] unit = new byte[UNIT_BYTES];
    private int unitLength;

    /// Facts of the data set, as of a C-STORE.
    public final DicomFacts facts = new DicomFacts();

    public Preamble preamble = Preamble.EMPTY;

    public Part10Facts(ParserContext context) {
        reader = new DataSetReader(new DicomNames(context.names()), context.patientHash());
    }

    /// Fills the facts from what the reader has kept, and has it forget that.
    ///
    /// @param whole the file was seen to its end
    public void read(Part10Reader file, boolean whole) {
        facts.clear();
        preamble = file.preamble();
        if (file.hasDataSet()) {
            DataSetWalker walker = file.walker();
            int ended = walker.flagsAtEnd();
            // what came was not all there is: that it ends midway is no fault of the file
            int flags =
                    whole || walker.isDone()
                            ? ended
                            : ended & ~DataSetUnit.MALFORMED
                                    | DataSetUnit.INCOMPLETE
                                    | DataSetUnit.DEFLATED_CUT;
            unitLength = 0;
            file.values().emit(this, Direction.ORIGINATOR, flags, 0, walker, file.totalBytes());
            DataSetUnit view = reader.wrap(unit, 0, unitLength);
            facts.incomplete = view.has(DataSetUnit.INCOMPLETE);
            facts.hasDataSet = true;
            facts.dataSetBytes = file.totalBytes();
            reader.read(DicomCommands.C_STORE_RQ, facts);
            facts.kind = DicomFacts.Kind.MESSAGE;
            java.util.Arrays.fill(unit, 0, unitLength, (byte) 0);
        }
        file.release();
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
        // counted by the framer
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
