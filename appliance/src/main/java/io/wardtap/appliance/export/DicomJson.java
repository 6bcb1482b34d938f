package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.appliance.export.EventEnvelope.Shape;
import io.wardtap.appliance.observe.Conversation;
import io.wardtap.protocol.dicom.DicomFacts;

import java.io.IOException;

/// `wardtap.dicom`: an association negotiated, a DIMSE message, an association's end. Confined to
/// one thread.
final class DicomJson {
    private static final Shape ACCEPTED =
            Shape.of(EventDataset.DICOM, "event", "network", "protocol,connection,allowed");
    private static final Shape REJECTED =
            Shape.of(EventDataset.DICOM, "event", "network", "protocol,connection,denied");
    private static final Shape MESSAGE =
            Shape.of(EventDataset.DICOM, "event", "network", "protocol,info");
    private static final Shape END =
            Shape.of(EventDataset.DICOM, "event", "network", "protocol,end");

    private static final SerializedString DICOM = JsonOut.key("dicom");
    private static final SerializedString KIND = JsonOut.key("kind");
    private static final SerializedString KIND_ASSOCIATION = JsonOut.key("association");
    private static final SerializedString KIND_MESSAGE = JsonOut.key("message");
    private static final SerializedString KIND_END = JsonOut.key("end");
    private static final SerializedString CALLING_AE = JsonOut.key("calling_ae");
    private static final SerializedString CALLED_AE = JsonOut.key("called_ae");
    private static final SerializedString RESULT = JsonOut.key("result");
    private static final SerializedString CAUSED_BY = JsonOut.key("caused_by");

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final PhiJson phi;
    private final DicomAssociationJson associations;
    private final DicomMessageJson messages;

    DicomJson(JsonOut out, EventEnvelope envelope, PhiJson phi) {
        this.out = out;
        this.envelope = envelope;
        this.phi = phi;
        this.associations = new DicomAssociationJson(out);
        this.messages = new DicomMessageJson(out);
    }

    void write(Conversation flow, DicomFacts facts, long packet, long nowNs) throws IOException {
        envelope.open(shape(facts), packet, nowNs);
        envelope.closeEvent(flow.interfaceIndex);
        envelope.ends(flow);
        envelope.openWardtap();
        out.object(DICOM);
        out.constant(
                KIND,
                switch (facts.kind) {
                    case ASSOCIATION -> KIND_ASSOCIATION;
                    case MESSAGE -> KIND_MESSAGE;
                    case END, NONE -> KIND_END;
                });
        out.name(CALLING_AE, facts.callingAeTitle);
        out.name(CALLED_AE, facts.calledAeTitle);
        out.text(RESULT, result(facts.result), 32);
        switch (facts.kind) {
            case ASSOCIATION -> associations.write(facts);
            case MESSAGE -> messages.write(facts);
            case END -> associations.abort(facts);
            case NONE -> {}
        }
        out.text(CAUSED_BY, flow.causedBy, 64);
        out.end();
        phi.write(facts.phi);
        envelope.close();
    }

    private static Shape shape(DicomFacts facts) {
        return switch (facts.kind) {
            case ASSOCIATION ->
                    switch (facts.result) {
                        case REJECTED_PERMANENT, REJECTED_TRANSIENT -> REJECTED;
                        default -> ACCEPTED;
                    };
            case MESSAGE -> MESSAGE;
            case END, NONE -> END;
        };
    }

    /// Label of a negotiation's result or an association's end; "" when there is none.
    static String result(DicomFacts.Result result) {
        return switch (result) {
            case NONE -> "";
            case ACCEPTED -> "accepted";
            case REJECTED_PERMANENT -> "rejected-permanent";
            case REJECTED_TRANSIENT -> "rejected-transient";
            case RELEASED -> "released";
            case ABORTED_BY_USER -> "aborted-by-user";
            case ABORTED_BY_PROVIDER -> "aborted-by-provider";
            case CLOSED -> "closed";
        };
    }
}
