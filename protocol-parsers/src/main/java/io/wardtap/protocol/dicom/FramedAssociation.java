package io.wardtap.protocol.dicom;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.unit.UnitSink;

/// What both directions of a framed flow share: the association's state, what was negotiated, and
/// whether the bytes are DICOM at all. Confined to its framer.
final class FramedAssociation {
    /// Times that the bytes may fall out of step with no two whole PDUs in between, before the flow
    /// is given up.
    static final int MAX_RESYNCHRONISATIONS = 3;

    private static final byte[] NO_BYTES = new byte[0];

    private final NegotiatedContexts contexts = new NegotiatedContexts();
    private AssociationState state = AssociationState.STA2;
    private Direction requestor = Direction.ORIGINATOR;
    private boolean clientKnown;
    private boolean begun;
    private boolean confirmed;
    private boolean failed;
    private int resynchronisations;
    private int wholePdus;

    void clear() {
        contexts.clear();
        state = AssociationState.STA2;
        requestor = Direction.ORIGINATOR;
        clientKnown = false;
        begun = false;
        confirmed = false;
        failed = false;
        resynchronisations = 0;
        wholePdus = 0;
    }

    NegotiatedContexts contexts() {
        return contexts;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    boolean isFailed() {
        return failed;
    }

    void fail() {
        failed = true;
    }

    /// A PDU header that can be one has been read.
    void onPlausibleHeader() {
        begun = true;
    }

    /// What should be a PDU header cannot be one. The very first bytes of a flow prove the guess
    /// wrong; later it may be looked for the next header, a few times.
    ///
    /// @return whether to look for it
    boolean onDesynchronised(UnitSink sink) {
        sink.onEvent(DecodeEvent.DICOM_DESYNCHRONISED);
        wholePdus = 0;
        failed |= !begun || ++resynchronisations > MAX_RESYNCHRONISATIONS;
        return !failed;
    }

    /// A whole PDU of any type, none of its bytes missing.
    void onWholePdu(boolean sound) {
        confirmed |= sound;
        if (sound && ++wholePdus >= 2) {
            resynchronisations = 0;
        }
    }

    /// A whole PDU that says something about the association; its unit goes out after this.
    void onPdu(int type, Direction from, byte[] bytes, int start, int length, UnitSink sink) {
        if (type == Dicom.ASSOCIATE_RQ && state != AssociationState.STA2) {
            conclude(sink);
        }
        advance(type, sink);
        boolean sound = true;
        switch (type) {
            case Dicom.ASSOCIATE_RQ -> {
                requestor = from;
                sound = contexts.onRequest(from, bytes, start, length);
                clientIs(from, sink);
            }
            case Dicom.ASSOCIATE_AC -> {
                sound = contexts.onAccept(from, bytes, start, length);
                clientIs(from.opposite(), sink);
            }
            case Dicom.ASSOCIATE_RJ -> clientIs(from.opposite(), sink);
            default -> {
                // release and abort may come from either end
            }
        }
        if (!sound) {
            sink.onEvent(DecodeEvent.DICOM_PDU_MALFORMED);
        }
    }

    /// A P-DATA-TF PDU begins.
    void onData(UnitSink sink) {
        advance(Dicom.P_DATA_TF, sink);
    }

    /// A whole command set: where no association PDU was seen, it tells who asks and who answers.
    void onCommand(int commandField, Direction from, UnitSink sink) {
        switch (commandField) {
            case DicomCommands.C_STORE_RQ,
                    DicomCommands.C_STORE_RSP,
                    DicomCommands.N_EVENT_REPORT_RQ,
                    DicomCommands.N_EVENT_REPORT_RSP -> {
                // the acceptor may ask these itself: results of C-GET, events
            }
            default ->
                    clientIs(DicomCommands.isResponse(commandField) ? from.opposite() : from, sink);
        }
    }

    /// Both directions have ended, or are given up: says what the wire did not.
    void conclude(UnitSink sink) {
        if (state == AssociationState.STA3) {
            sink.onUnit(Dicom.UNANSWERED, requestor, NO_BYTES, 0, 0, 0);
        } else if (state.isEstablished()) {
            sink.onUnit(Dicom.CLOSED, requestor, NO_BYTES, 0, 0, 0);
        }
        state = AssociationState.STA13;
    }

    private void advance(int type, UnitSink sink) {
        if (!state.expects(type)) {
            sink.onEvent(DecodeEvent.DICOM_UNEXPECTED_PDU);
        }
        state = state.next(type);
    }

    private void clientIs(Direction client, UnitSink sink) {
        if (!clientKnown) {
            clientKnown = true;
            sink.onClientIs(client);
        }
    }
}
