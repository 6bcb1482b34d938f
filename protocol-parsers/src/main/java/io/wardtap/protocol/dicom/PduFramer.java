package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.unit.StreamFramer;
import io.wardtap.protocol.unit.UnitAssembler;
import io.wardtap.protocol.unit.UnitSink;

/// Cuts a flow of the DICOM Upper Layer (PS3.8) into units: the PDUs of the association, command
/// sets, and of data sets the wanted values. The types are in [Dicom].
///
/// PDUs are counted by type when all their bytes have passed; one that the stream's end or a gap
/// cuts is not counted. Once the bytes cannot be followed any more the framer fails: what was open
/// is handed on as incomplete, and further bytes are ignored. Confined to the lane's thread.
public final class PduFramer implements StreamFramer {
    private final FramedAssociation association = new FramedAssociation();
    private final PduReader originator;
    private final PduReader responder;
    private boolean originatorEnded;
    private boolean responderEnded;
    private boolean concluded;

    public PduFramer(UnitAssembler assembler) {
        this.originator = new PduReader(Direction.ORIGINATOR, association, assembler);
        this.responder = new PduReader(Direction.RESPONDER, association, assembler);
    }

    @Override
    public void onBytes(Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        if (!concluded) {
            reader(from).onBytes(bytes, start, length, sink);
            concludeIfFailed(sink);
        }
    }

    @Override
    public void onGap(Direction from, long missingBytes, UnitSink sink) {
        if (!concluded) {
            reader(from).onGap(missingBytes, sink);
            concludeIfFailed(sink);
        }
    }

    @Override
    public void onEnd(Direction from, UnitSink sink) {
        if (concluded) {
            return;
        }
        reader(from).onEnd(sink);
        originatorEnded |= from == Direction.ORIGINATOR;
        responderEnded |= from == Direction.RESPONDER;
        if (originatorEnded && responderEnded) {
            conclude(sink);
        }
    }

    @Override
    public boolean isConfirmed() {
        return association.isConfirmed();
    }

    @Override
    public boolean isFailed() {
        return association.isFailed();
    }

    @Override
    public void reset() {
        association.clear();
        originator.clear();
        responder.clear();
        originatorEnded = false;
        responderEnded = false;
        concluded = false;
    }

    private void concludeIfFailed(UnitSink sink) {
        if (association.isFailed()) {
            conclude(sink);
        }
    }

    /// Hands on what is open, and how the association ended if the wire did not say.
    private void conclude(UnitSink sink) {
        concluded = true;
        originator.onEnd(sink);
        responder.onEnd(sink);
        association.conclude(sink);
    }

    private PduReader reader(Direction from) {
        return from == Direction.ORIGINATOR ? originator : responder;
    }
}
