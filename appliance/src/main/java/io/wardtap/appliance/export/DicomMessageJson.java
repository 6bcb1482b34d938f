package io.wardtap.appliance.export;

import com.fasterxml.jackson.core.io.SerializedString;

import io.wardtap.protocol.dicom.DicomCommands;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.SopClasses;

import java.io.IOException;

/// Of `wardtap.dicom`: one DIMSE message. Confined to one thread.
final class DicomMessageJson {
    private static final SerializedString COMMAND = JsonOut.key("command");
    private static final SerializedString SERVICE = JsonOut.key("service");
    private static final SerializedString SOP_CLASS = JsonOut.key("sop_class");
    private static final SerializedString SOP_INSTANCE = JsonOut.key("sop_instance_hash");
    private static final SerializedString TRANSFER_SYNTAX = JsonOut.key("transfer_syntax");
    private static final SerializedString CONTEXT_UNKNOWN = JsonOut.key("context_unknown");
    private static final SerializedString SYNTAX_GUESSED = JsonOut.key("syntax_guessed");
    private static final SerializedString STATUS = JsonOut.key("status");
    private static final SerializedString STATUS_CLASS = JsonOut.key("status_class");
    private static final SerializedString MESSAGE_ID = JsonOut.key("message_id");
    private static final SerializedString PRIORITY = JsonOut.key("priority");
    private static final SerializedString EVENT_TYPE = JsonOut.key("event_type_id");
    private static final SerializedString ACTION_TYPE = JsonOut.key("action_type_id");
    private static final SerializedString DATASET_BYTES = JsonOut.key("dataset_bytes");
    private static final SerializedString QUERY_LEVEL = JsonOut.key("query_level");
    private static final SerializedString MOVE_DESTINATION = JsonOut.key("move_destination");
    private static final SerializedString MOVE_ORIGINATOR = JsonOut.key("move_originator_ae");
    private static final SerializedString MOVE_ORIGINATOR_MESSAGE =
            JsonOut.key("move_originator_message_id");
    private static final SerializedString WILDCARD = JsonOut.key("wildcard");
    private static final SerializedString SUB_OPERATIONS = JsonOut.key("sub_operations");
    private static final SerializedString REMAINING = JsonOut.key("remaining");
    private static final SerializedString COMPLETED = JsonOut.key("completed");
    private static final SerializedString FAILED = JsonOut.key("failed");
    private static final SerializedString WARNING = JsonOut.key("warning");
    private static final SerializedString FRAMES = JsonOut.key("frames");
    private static final SerializedString FRAGMENTS = JsonOut.key("fragments");
    private static final SerializedString PIXEL_BYTES = JsonOut.key("pixel_bytes");
    private static final SerializedString ROWS = JsonOut.key("rows");
    private static final SerializedString COLUMNS = JsonOut.key("columns");
    private static final SerializedString CHARACTER_SET = JsonOut.key("character_set");
    private static final SerializedString PRIVATE_ATTRIBUTES = JsonOut.key("private_attributes");
    private static final SerializedString DEFLATED = JsonOut.key("deflated");
    private static final SerializedString INCOMPLETE = JsonOut.key("incomplete");
    private static final SerializedString TRUNCATED = JsonOut.key("truncated");
    private static final SerializedString DEIDENTIFIED = JsonOut.key("deidentified");
    private static final SerializedString DEIDENTIFICATION_METHOD =
            JsonOut.key("deidentification_method");
    private static final SerializedString BURNED_IN = JsonOut.key("burned_in_annotation");

    private static final String UNKNOWN_COMMAND = "UNKNOWN";

    private final JsonOut out;

    DicomMessageJson(JsonOut out) {
        this.out = out;
    }

    void write(DicomFacts facts) throws IOException {
        command(facts);
        out.uid(SOP_CLASS, facts.affectedSopClassUid);
        if (!facts.affectedSopClassUid.isEmpty()) {
            out.text(SERVICE, service(SopClasses.service(facts.affectedSopClassUid)), 32);
        }
        out.hash(SOP_INSTANCE, facts.sopInstanceHash);
        out.uid(TRANSFER_SYNTAX, facts.transferSyntaxUid);
        out.flagged(CONTEXT_UNKNOWN, facts.contextUnknown);
        out.flagged(SYNTAX_GUESSED, facts.guessedSyntax);
        if (facts.status >= 0) {
            out.code(STATUS, facts.status);
            out.text(STATUS_CLASS, label(DicomCommands.statusClass(facts.status)), 16);
        }
        out.known(MESSAGE_ID, facts.messageId);
        priority(facts.priority);
        out.known(EVENT_TYPE, facts.eventTypeId);
        out.known(ACTION_TYPE, facts.actionTypeId);
        if (facts.hasDataSet) {
            out.number(DATASET_BYTES, facts.dataSetBytes);
        }
        if (!facts.queryLevel.isEmpty()) {
            out.text(QUERY_LEVEL, queryLevel(facts.queryLevel), 16);
        }
        out.name(MOVE_DESTINATION, facts.moveDestination);
        out.name(MOVE_ORIGINATOR, facts.moveOriginatorAeTitle);
        out.known(MOVE_ORIGINATOR_MESSAGE, facts.moveOriginatorMessageId);
        if (DicomCommands.isQuery(facts.commandField)) {
            out.flag(WILDCARD, facts.wildcard);
        }
        subOperations(facts);
        dataSet(facts);
    }

    private void command(DicomFacts facts) throws IOException {
        if (facts.commandField < 0) {
            return;
        }
        String name = DicomCommands.name(facts.commandField);
        if (name.equals(UNKNOWN_COMMAND)) {
            out.code(COMMAND, facts.commandField);
        } else {
            out.text(COMMAND, name, 32);
        }
    }

    private void priority(int priority) throws IOException {
        switch (priority) {
            case -1 -> {}
            case 0 -> out.text(PRIORITY, "medium", 8);
            case 1 -> out.text(PRIORITY, "high", 8);
            case 2 -> out.text(PRIORITY, "low", 8);
            default -> out.code(PRIORITY, priority);
        }
    }

    private void subOperations(DicomFacts facts) throws IOException {
        boolean any =
                facts.remainingSubOperations >= 0
                        || facts.completedSubOperations >= 0
                        || facts.failedSubOperations >= 0
                        || facts.warningSubOperations >= 0;
        if (any) {
            out.object(SUB_OPERATIONS);
            out.known(REMAINING, facts.remainingSubOperations);
            out.known(COMPLETED, facts.completedSubOperations);
            out.known(FAILED, facts.failedSubOperations);
            out.known(WARNING, facts.warningSubOperations);
            out.end();
        }
    }

    private void dataSet(DicomFacts facts) throws IOException {
        out.known(FRAMES, facts.frames);
        if (facts.pixelData) {
            out.number(PIXEL_BYTES, facts.pixelDataBytes);
            out.known(FRAGMENTS, facts.fragments);
        }
        out.known(ROWS, facts.rows);
        out.known(COLUMNS, facts.columns);
        out.text(CHARACTER_SET, facts.characterSet, 24);
        out.counted(PRIVATE_ATTRIBUTES, facts.privateAttributes);
        out.flagged(DEFLATED, facts.deflated);
        out.flagged(INCOMPLETE, facts.incomplete);
        out.flagged(TRUNCATED, facts.truncated);
        out.flagged(DEIDENTIFIED, facts.deidentified);
        out.flagged(DEIDENTIFICATION_METHOD, facts.deidentificationMethod);
        out.flagged(BURNED_IN, facts.burnedInAnnotation);
    }

    /// Query/Retrieve levels of PS3.4 C.6; anything else is no level and is not shown.
    private static String queryLevel(String level) {
        return switch (level) {
            case "PATIENT", "STUDY", "SERIES", "IMAGE", "FRAME" -> level;
            default -> JsonOut.MASKED;
        };
    }

    private static String label(DicomCommands.StatusClass status) {
        return switch (status) {
            case SUCCESS -> "success";
            case PENDING -> "pending";
            case CANCEL -> "cancel";
            case WARNING -> "warning";
            case FAILURE -> "failure";
        };
    }

    private static String service(SopClasses.Service service) {
        return switch (service) {
            case STORAGE -> "storage";
            case VERIFICATION -> "verification";
            case FIND -> "find";
            case MOVE -> "move";
            case GET -> "get";
            case WORKLIST -> "worklist";
            case PROCEDURE_STEP -> "procedure-step";
            case STORAGE_COMMITMENT -> "storage-commitment";
            case PRINT -> "print";
            case INVENTORY -> "inventory";
            case OTHER -> "other";
        };
    }
}
