package io.wardtap.protocol.dicom;

/// Names of command fields and classes of status codes (PS3.7 Annexes C and E).
public final class DicomCommands {
    public static final int C_STORE_RQ = 0x0001;
    public static final int C_STORE_RSP = 0x8001;
    public static final int C_GET_RQ = 0x0010;
    public static final int C_GET_RSP = 0x8010;
    public static final int C_FIND_RQ = 0x0020;
    public static final int C_FIND_RSP = 0x8020;
    public static final int C_MOVE_RQ = 0x0021;
    public static final int C_MOVE_RSP = 0x8021;
    public static final int C_ECHO_RQ = 0x0030;
    public static final int C_ECHO_RSP = 0x8030;
    public static final int N_EVENT_REPORT_RQ = 0x0100;
    public static final int N_EVENT_REPORT_RSP = 0x8100;
    public static final int N_GET_RQ = 0x0110;
    public static final int N_GET_RSP = 0x8110;
    public static final int N_SET_RQ = 0x0120;
    public static final int N_SET_RSP = 0x8120;
    public static final int N_ACTION_RQ = 0x0130;
    public static final int N_ACTION_RSP = 0x8130;
    public static final int N_CREATE_RQ = 0x0140;
    public static final int N_CREATE_RSP = 0x8140;
    public static final int N_DELETE_RQ = 0x0150;
    public static final int N_DELETE_RSP = 0x8150;
    public static final int C_CANCEL_RQ = 0x0FFF;

    /// What a status code means for the operation (PS3.7 Annex C).
    public enum StatusClass {
        SUCCESS,
        PENDING,
        CANCEL,
        WARNING,
        FAILURE
    }

    private static final int RESPONSE = 0x8000;

    private DicomCommands() {}

    /// The name as outputs show it, or "UNKNOWN".
    public static String name(int commandField) {
        return switch (commandField) {
            case C_STORE_RQ -> "C-STORE-RQ";
            case C_STORE_RSP -> "C-STORE-RSP";
            case C_GET_RQ -> "C-GET-RQ";
            case C_GET_RSP -> "C-GET-RSP";
            case C_FIND_RQ -> "C-FIND-RQ";
            case C_FIND_RSP -> "C-FIND-RSP";
            case C_MOVE_RQ -> "C-MOVE-RQ";
            case C_MOVE_RSP -> "C-MOVE-RSP";
            case C_ECHO_RQ -> "C-ECHO-RQ";
            case C_ECHO_RSP -> "C-ECHO-RSP";
            case N_EVENT_REPORT_RQ -> "N-EVENT-REPORT-RQ";
            case N_EVENT_REPORT_RSP -> "N-EVENT-REPORT-RSP";
            case N_GET_RQ -> "N-GET-RQ";
            case N_GET_RSP -> "N-GET-RSP";
            case N_SET_RQ -> "N-SET-RQ";
            case N_SET_RSP -> "N-SET-RSP";
            case N_ACTION_RQ -> "N-ACTION-RQ";
            case N_ACTION_RSP -> "N-ACTION-RSP";
            case N_CREATE_RQ -> "N-CREATE-RQ";
            case N_CREATE_RSP -> "N-CREATE-RSP";
            case N_DELETE_RQ -> "N-DELETE-RQ";
            case N_DELETE_RSP -> "N-DELETE-RSP";
            case C_CANCEL_RQ -> "C-CANCEL-RQ";
            default -> "UNKNOWN";
        };
    }

    public static boolean isResponse(int commandField) {
        return (commandField & RESPONSE) != 0;
    }

    /// C-FIND, C-MOVE or C-GET request: its data set is an identifier, not an object.
    public static boolean isQuery(int commandField) {
        return commandField == C_FIND_RQ || commandField == C_MOVE_RQ || commandField == C_GET_RQ;
    }

    public static StatusClass statusClass(int status) {
        return switch (status) {
            case 0x0000 -> StatusClass.SUCCESS;
            case 0xFF00, 0xFF01 -> StatusClass.PENDING;
            case 0xFE00 -> StatusClass.CANCEL;
            case 0x0001, 0x0107, 0x0116 -> StatusClass.WARNING;
            default -> (status & 0xF000) == 0xB000 ? StatusClass.WARNING : StatusClass.FAILURE;
        };
    }
}
