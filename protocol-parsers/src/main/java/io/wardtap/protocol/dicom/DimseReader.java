package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Joins the fragments of one direction into DIMSE messages (PS3.7 section 6.3, PS3.8 Annex E): a
/// command set whole, a data set through the [DataSetWalker]. One message at a time, since
/// fragments of two may not be mixed. A message that anything is missing of is handed on as
/// incomplete, or, when its command set never came whole, as a data set without a command if it
/// looks like one. Confined to its framer.
final class DimseReader {
    private enum Phase {
        IDLE,
        COMMAND,
        /// A command set that is too long or damaged: its bytes are stepped over.
        DAMAGED_COMMAND,
        /// The command set said that a data set follows.
        AWAITING_DATA,
        DATA
    }

    private static final int COMMAND_FRAGMENT = 1;
    private static final int LAST_FRAGMENT = 2;

    private final Direction from;
    private final FramedAssociation association;
    private final UnitAssembler assembler;
    private final ValueCollector values;
    private final DataSetWalker walker;
    private final CommandSet command = new CommandSet();
    private Phase phase = Phase.IDLE;
    private int contextId;
    private boolean last;
    private boolean orphan;
    private boolean touched;
    private long commandHandle = UnitAssembler.NONE;
    private int commandBytes;

    DimseReader(Direction from, FramedAssociation association, UnitAssembler assembler) {
        this.from = from;
        this.association = association;
        this.assembler = assembler;
        this.values = new ValueCollector(assembler);
        this.walker = new DataSetWalker(values);
    }

    void clear() {
        dropCommand();
        values.clear();
        phase = Phase.IDLE;
    }

    void onFragmentStart(int contextId, int control, UnitSink sink) {
        boolean ofCommand = (control & COMMAND_FRAGMENT) != 0;
        boolean sameMessage = contextId == this.contextId;
        last = (control & LAST_FRAGMENT) != 0;
        if (ofCommand && !(inCommand() && sameMessage)) {
            abandon(sink);
            phase = Phase.COMMAND;
            this.contextId = contextId;
        } else if (!ofCommand && !(inData() && sameMessage)) {
            abandon(sink);
            this.contextId = contextId;
            beginDataSet(true);
        } else if (phase == Phase.AWAITING_DATA) {
            phase = Phase.DATA;
        }
    }

    /// @param left bytes of this fragment still to come after these
    void onFragmentBytes(byte[] bytes, int start, int length, long left, UnitSink sink) {
        if (phase == Phase.DATA) {
            walker.onBytes(bytes, start, length);
        } else if (phase == Phase.COMMAND) {
            if (last && left == 0 && commandBytes == 0) {
                finishCommand(bytes, start, length, sink);
            } else {
                keepCommand(bytes, start, length, sink);
            }
        }
    }

    void onFragmentEnd(UnitSink sink) {
        if (!last) {
            return;
        }
        switch (phase) {
            case COMMAND -> finishCommand(sink);
            case DAMAGED_COMMAND -> phase = Phase.IDLE;
            case DATA -> finishDataSet(0, sink);
            case IDLE, AWAITING_DATA -> {
                // a command set that lay in one piece has been handed on
            }
        }
    }

    /// Bytes inside the current fragment were never seen.
    void onGap(long missingBytes, UnitSink sink) {
        if (phase == Phase.COMMAND) {
            sink.onEvent(DecodeEvent.DICOM_MESSAGE_INCOMPLETE);
            dropCommand();
            phase = Phase.DAMAGED_COMMAND;
        } else if (phase == Phase.DATA) {
            touched = true;
            walker.onGap(missingBytes);
        }
    }

    /// What is open will not be continued: the stream has ended, or cannot be followed.
    void abandon(UnitSink sink) {
        switch (phase) {
            case IDLE -> {
                return;
            }
            case COMMAND -> {
                sink.onEvent(DecodeEvent.DICOM_MESSAGE_INCOMPLETE);
                dropCommand();
            }
            case DAMAGED_COMMAND -> {
                // counted when it was damaged
            }
            case AWAITING_DATA, DATA -> finishDataSet(DataSetUnit.INCOMPLETE, sink);
        }
        phase = Phase.IDLE;
    }

    private boolean inCommand() {
        return phase == Phase.COMMAND || phase == Phase.DAMAGED_COMMAND;
    }

    private boolean inData() {
        return phase == Phase.AWAITING_DATA || phase == Phase.DATA;
    }

    private void keepCommand(byte[] bytes, int start, int length, UnitSink sink) {
        commandBytes += length;
        if (commandBytes > Dicom.COMMAND_MAX_BYTES) {
            sink.onEvent(DecodeEvent.DICOM_COMMAND_OVERSIZE);
            dropCommand();
            phase = Phase.DAMAGED_COMMAND;
            return;
        }
        commandHandle = assembler.append(commandHandle, bytes, start, length);
        if (commandHandle == UnitAssembler.NONE) {
            sink.onEvent(DecodeEvent.UNIT_BUDGET_EXHAUSTED);
            dropCommand();
            phase = Phase.DAMAGED_COMMAND;
        }
    }

    private void finishCommand(UnitSink sink) {
        if (!assembler.isLive(commandHandle)) {
            sink.onEvent(
                    commandHandle == UnitAssembler.NONE
                            ? DecodeEvent.DICOM_COMMAND_MALFORMED
                            : DecodeEvent.UNIT_BUDGET_EXHAUSTED);
            phase = Phase.IDLE;
        } else {
            finishCommand(
                    assembler.segment(commandHandle),
                    assembler.start(commandHandle),
                    assembler.length(commandHandle),
                    sink);
        }
        dropCommand();
    }

    private void finishCommand(byte[] bytes, int start, int length, UnitSink sink) {
        phase = Phase.IDLE;
        DecodeStatus status = command.wrap(bytes, start, length);
        if (status != DecodeStatus.OK || !command.hasDataSetType()) {
            sink.onEvent(DecodeEvent.DICOM_COMMAND_MALFORMED);
        }
        if (command.commandField() < 0) {
            return;
        }
        boolean dataSetFollows = command.hasDataSet();
        long detail = contextId | (dataSetFollows ? Dicom.DATA_SET_FOLLOWS : 0);
        association.onCommand(command.commandField(), from, sink);
        sink.onUnit(Dicom.COMMAND, from, bytes, start, length, detail);
        if (dataSetFollows) {
            beginDataSet(false);
            phase = Phase.AWAITING_DATA;
        }
    }

    private void beginDataSet(boolean withoutCommand) {
        phase = Phase.DATA;
        orphan = withoutCommand;
        touched = false;
        walker.begin(association.contexts().syntax(contextId), withoutCommand);
    }

    private void finishDataSet(int how, UnitSink sink) {
        phase = Phase.IDLE;
        boolean isIncomplete = how != 0 || touched || orphan;
        int flags =
                walker.flagsAtEnd()
                        | (isIncomplete ? DataSetUnit.INCOMPLETE : 0)
                        | (orphan ? DataSetUnit.NO_COMMAND : 0);
        if (isIncomplete) {
            sink.onEvent(DecodeEvent.DICOM_MESSAGE_INCOMPLETE);
        } else if ((flags & DataSetUnit.MALFORMED) != 0) {
            sink.onEvent(DecodeEvent.DICOM_DATA_SET_MALFORMED);
        }
        if (values.isLost()) {
            sink.onEvent(DecodeEvent.UNIT_BUDGET_EXHAUSTED);
        }
        if (walker.uninspectedBytes() > 0) {
            sink.onUninspected(walker.uninspectedBytes());
        }
        if (orphan && walker.isOpaque()) {
            // the rest of a message whose beginning was reported, or never seen
            values.clear();
            return;
        }
        values.emit(sink, from, flags, contextId, walker, walker.totalBytes());
    }

    private void dropCommand() {
        assembler.release(commandHandle);
        commandHandle = UnitAssembler.NONE;
        commandBytes = 0;
    }
}
