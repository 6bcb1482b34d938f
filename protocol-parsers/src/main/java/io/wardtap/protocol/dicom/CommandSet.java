package io.wardtap.protocol.dicom;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.Padding;
import io.wardtap.protocol.status.DecodeStatus;

/// View of a whole DIMSE command set: group 0000 in Implicit VR Little Endian, the group length
/// first (PS3.7 section 6.3.1, Annex E). One pass on wrap notes where each field stands; absent
/// numbers are -1. Valid as long as the bytes; one thread at a time.
final class CommandSet {
    /// Value of (0000,0800) that says no data set follows (PS3.7 Annex E.1).
    private static final int NO_DATA_SET = 0x0101;

    private static final int ELEMENT_HEADER_BYTES = 8;

    private byte[] bytes;
    private int commandField;
    private int messageId;
    private int messageIdBeingRespondedTo;
    private int priority;
    private int dataSetType;
    private int status;
    private int remaining;
    private int completed;
    private int failed;
    private int warning;
    private int eventTypeId;
    private int actionTypeId;
    private int moveOriginatorMessageId;
    private int sopClassStart;
    private int sopClassLength;
    private int moveDestinationStart;
    private int moveDestinationLength;
    private int moveOriginatorStart;
    private int moveOriginatorLength;
    private int sopInstanceStart;
    private int sopInstanceLength;

    /// Binds this view. After MALFORMED the fields up to the fault are there.
    DecodeStatus wrap(byte[] bytes, int start, int length) {
        clear(bytes);
        int at = start;
        int end = start + length;
        int previous = -1;
        while (end - at >= ELEMENT_HEADER_BYTES) {
            int group = Bytes.u16Le(bytes, at);
            int element = Bytes.u16Le(bytes, at + 2);
            long valueLength = Bytes.u32Le(bytes, at + 4);
            at += ELEMENT_HEADER_BYTES;
            boolean first = previous < 0;
            if (group != 0 || element <= previous || first && element != 0) {
                return DecodeStatus.MALFORMED;
            }
            if (valueLength > end - at) {
                return DecodeStatus.MALFORMED;
            }
            previous = element;
            field(element, at, (int) valueLength);
            at += (int) valueLength;
        }
        return at == end && commandField >= 0 ? DecodeStatus.OK : DecodeStatus.MALFORMED;
    }

    int commandField() {
        return commandField;
    }

    /// The request's own id, or the id of the request that this answers or cancels.
    int messageId() {
        return messageIdBeingRespondedTo >= 0 ? messageIdBeingRespondedTo : messageId;
    }

    int priority() {
        return priority;
    }

    int status() {
        return status;
    }

    boolean hasDataSetType() {
        return dataSetType >= 0;
    }

    boolean hasDataSet() {
        return dataSetType >= 0 && dataSetType != NO_DATA_SET;
    }

    int remainingSubOperations() {
        return remaining;
    }

    int completedSubOperations() {
        return completed;
    }

    int failedSubOperations() {
        return failed;
    }

    int warningSubOperations() {
        return warning;
    }

    /// Of N-EVENT-REPORT (PS3.7 section 10.1.1).
    int eventTypeId() {
        return eventTypeId;
    }

    /// Of N-ACTION (PS3.7 section 10.1.4).
    int actionTypeId() {
        return actionTypeId;
    }

    int moveOriginatorMessageId() {
        return moveOriginatorMessageId;
    }

    /// Affected or requested SOP class UID; length 0 when there is none.
    int sopClassStart() {
        return sopClassStart;
    }

    int sopClassLength() {
        return sopClassLength;
    }

    int moveDestinationStart() {
        return moveDestinationStart;
    }

    int moveDestinationLength() {
        return moveDestinationLength;
    }

    int moveOriginatorStart() {
        return moveOriginatorStart;
    }

    int moveOriginatorLength() {
        return moveOriginatorLength;
    }

    /// Affected or requested SOP instance UID, without padding; length 0 when there is none.
    int sopInstanceStart() {
        return sopInstanceStart;
    }

    int sopInstanceLength() {
        return sopInstanceLength;
    }

    private void clear(byte[] bytes) {
        this.bytes = bytes;
        commandField = -1;
        messageId = -1;
        messageIdBeingRespondedTo = -1;
        priority = -1;
        dataSetType = -1;
        status = -1;
        remaining = -1;
        completed = -1;
        failed = -1;
        warning = -1;
        eventTypeId = -1;
        actionTypeId = -1;
        moveOriginatorMessageId = -1;
        sopClassLength = 0;
        moveDestinationLength = 0;
        moveOriginatorLength = 0;
        sopInstanceLength = 0;
    }

    private void field(int element, int at, int length) {
        switch (element) {
            case 0x0002, 0x0003 -> {
                sopClassStart = at;
                sopClassLength = length;
            }
            case 0x0100 -> commandField = number(at, length);
            case 0x0110 -> messageId = number(at, length);
            case 0x0120 -> messageIdBeingRespondedTo = number(at, length);
            case 0x0600 -> {
                moveDestinationStart = at;
                moveDestinationLength = length;
            }
            case 0x0700 -> priority = number(at, length);
            case 0x0800 -> dataSetType = number(at, length);
            case 0x0900 -> status = number(at, length);
            case 0x1000, 0x1001 -> {
                sopInstanceStart = at;
                sopInstanceLength = withoutPadding(at, length);
            }
            case 0x1002 -> eventTypeId = number(at, length);
            case 0x1008 -> actionTypeId = number(at, length);
            case 0x1020 -> remaining = number(at, length);
            case 0x1021 -> completed = number(at, length);
            case 0x1022 -> failed = number(at, length);
            case 0x1023 -> warning = number(at, length);
            case 0x1030 -> {
                moveOriginatorStart = at;
                moveOriginatorLength = length;
            }
            case 0x1031 -> moveOriginatorMessageId = number(at, length);
            default -> {
                // not needed, or free text that may name a patient
            }
        }
    }

    private int withoutPadding(int at, int length) {
        return Padding.drop(bytes, at, at + length) - at;
    }

    private int number(int at, int length) {
        return length == 2 ? Bytes.u16Le(bytes, at) : -1;
    }
}
