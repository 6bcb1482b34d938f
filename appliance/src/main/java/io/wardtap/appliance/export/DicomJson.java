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
    private static final SerializedString REJECT_SOURCE = JsonOut.key("reject_source");
    private static final SerializedString REJECT_REASON = JsonOut.key("reject_reason");
    private static final SerializedString CLASS_UID = JsonOut.key("implementation_class_uid");
    private static final SerializedString VERSION = JsonOut.key("implementation_version");
    private static final SerializedString ACCEPTOR_CLASS_UID =
            JsonOut.key("acceptor_implementation_class_uid");
    private static final SerializedString ACCEPTOR_VERSION =
            JsonOut.key("acceptor_implementation_version");
    private static final SerializedString TRANSFER_SYNTAXES = JsonOut.key("transfer_syntaxes");
    private static final SerializedString SOP_CLASSES = JsonOut.key("sop_classes");
    private static final SerializedString USER_IDENTITY_TYPE = JsonOut.key("user_identity_type");
    private static final SerializedString COMMAND = JsonOut.key("command");
    private static final SerializedString SOP_CLASS = JsonOut.key("sop_class");
    private static final SerializedString STATUS = JsonOut.key("status");
    private static final SerializedString MESSAGE_ID = JsonOut.key("message_id");
    private static final SerializedString PRIORITY = JsonOut.key("priority");
    private static final SerializedString DATASET_BYTES = JsonOut.key("dataset_bytes");
    private static final SerializedString QUERY_LEVEL = JsonOut.key("query_level");
    private static final SerializedString MOVE_DESTINATION = JsonOut.key("move_destination");
    private static final SerializedString WILDCARD = JsonOut.key("wildcard");
    private static final SerializedString FRAMES = JsonOut.key("frames");
    private static final SerializedString INCOMPLETE = JsonOut.key("incomplete");
    private static final SerializedString DEIDENTIFIED = JsonOut.key("deidentified");

    private final JsonOut out;
    private final EventEnvelope envelope;
    private final PhiJson phi;

    DicomJson(JsonOut out, EventEnvelope envelope, PhiJson phi) {
        this.out = out;
        this.envelope = envelope;
        this.phi = phi;
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
            case ASSOCIATION -> association(facts);
            case MESSAGE -> message(facts);
            case END, NONE -> {}
        }
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

    private void association(DicomFacts facts) throws IOException {
        known(REJECT_SOURCE, facts.rejectSource);
        known(REJECT_REASON, facts.rejectReason);
        out.uid(CLASS_UID, facts.implementationClassUid);
        out.name(VERSION, facts.implementationVersion);
        out.uid(ACCEPTOR_CLASS_UID, facts.acceptorImplementationClassUid);
        out.name(ACCEPTOR_VERSION, facts.acceptorImplementationVersion);
        out.uids(TRANSFER_SYNTAXES, facts.transferSyntaxUids);
        out.uids(SOP_CLASSES, facts.abstractSyntaxUids);
        known(USER_IDENTITY_TYPE, facts.userIdentityType);
    }

    private void message(DicomFacts facts) throws IOException {
        if (facts.commandField >= 0) {
            String command = command(facts.commandField);
            if (command.isEmpty()) {
                out.code(COMMAND, facts.commandField);
            } else {
                out.text(COMMAND, command, 32);
            }
        }
        out.uid(SOP_CLASS, facts.affectedSopClassUid);
        if (facts.status >= 0) {
            out.code(STATUS, facts.status);
        }
        known(MESSAGE_ID, facts.messageId);
        switch (facts.priority) {
            case -1 -> {}
            case 0 -> out.text(PRIORITY, "medium", 8);
            case 1 -> out.text(PRIORITY, "high", 8);
            case 2 -> out.text(PRIORITY, "low", 8);
            default -> out.code(PRIORITY, facts.priority);
        }
        if (facts.hasDataSet) {
            out.number(DATASET_BYTES, facts.dataSetBytes);
        }
        if (!facts.queryLevel.isEmpty()) {
            out.text(QUERY_LEVEL, queryLevel(facts.queryLevel), 16);
        }
        out.name(MOVE_DESTINATION, facts.moveDestination);
        if (isQuery(facts.commandField)) {
            out.flag(WILDCARD, facts.wildcard);
        }
        known(FRAMES, facts.frames);
        if (facts.incomplete) {
            out.flag(INCOMPLETE, true);
        }
        if (facts.deidentified) {
            out.flag(DEIDENTIFIED, true);
        }
    }

    private void known(SerializedString name, long value) throws IOException {
        if (value >= 0) {
            out.number(name, value);
        }
    }

    /// C-FIND-RQ, C-GET-RQ and C-MOVE-RQ have matching keys.
    private static boolean isQuery(int commandField) {
        return commandField == 0x0020 || commandField == 0x0010 || commandField == 0x0021;
    }

    /// Query/Retrieve levels of PS3.4 C.6; anything else is no level and is not shown.
    private static String queryLevel(String level) {
        return switch (level) {
            case "PATIENT", "STUDY", "SERIES", "IMAGE", "FRAME" -> level;
            default -> JsonOut.MASKED;
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

    /// Names of the Command Field's values (PS3.7 E.1); "" for one that the standard has not.
    static String command(int field) {
        return switch (field) {
            case 0x0001 -> "C-STORE-RQ";
            case 0x8001 -> "C-STORE-RSP";
            case 0x0010 -> "C-GET-RQ";
            case 0x8010 -> "C-GET-RSP";
            case 0x0020 -> "C-FIND-RQ";
            case 0x8020 -> "C-FIND-RSP";
            case 0x0021 -> "C-MOVE-RQ";
            case 0x8021 -> "C-MOVE-RSP";
            case 0x0030 -> "C-ECHO-RQ";
            case 0x8030 -> "C-ECHO-RSP";
            case 0x0100 -> "N-EVENT-REPORT-RQ";
            case 0x8100 -> "N-EVENT-REPORT-RSP";
            case 0x0110 -> "N-GET-RQ";
            case 0x8110 -> "N-GET-RSP";
            case 0x0120 -> "N-SET-RQ";
            case 0x8120 -> "N-SET-RSP";
            case 0x0130 -> "N-ACTION-RQ";
            case 0x8130 -> "N-ACTION-RSP";
            case 0x0140 -> "N-CREATE-RQ";
            case 0x8140 -> "N-CREATE-RSP";
            case 0x0150 -> "N-DELETE-RQ";
            case 0x8150 -> "N-DELETE-RSP";
            case 0x0FFF -> "C-CANCEL-RQ";
            default -> "";
        };
    }
}
