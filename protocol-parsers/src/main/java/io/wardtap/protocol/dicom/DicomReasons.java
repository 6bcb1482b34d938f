package io.wardtap.protocol.dicom;

/// What the numbers of an A-ASSOCIATE-RJ and an A-ABORT mean (PS3.8 sections 9.3.4 and 9.3.8), as
/// labels. Any thread.
public final class DicomReasons {
    /// For a number that the standard has not.
    public static final String RESERVED = "reserved";

    private static final int SERVICE_USER = 1;
    private static final int ACSE = 2;
    private static final int PRESENTATION = 3;
    private static final int ABORT_BY_PROVIDER = 2;

    private DicomReasons() {}

    public static String rejection(int source, int reason) {
        return switch (source) {
            case SERVICE_USER ->
                    switch (reason) {
                        case 1 -> "no-reason-given";
                        case 2 -> "application-context-not-supported";
                        case 3 -> "calling-ae-title-not-recognized";
                        case 7 -> "called-ae-title-not-recognized";
                        default -> RESERVED;
                    };
            case ACSE ->
                    switch (reason) {
                        case 1 -> "no-reason-given";
                        case 2 -> "protocol-version-not-supported";
                        default -> RESERVED;
                    };
            case PRESENTATION ->
                    switch (reason) {
                        case 1 -> "temporary-congestion";
                        case 2 -> "local-limit-exceeded";
                        default -> RESERVED;
                    };
            default -> RESERVED;
        };
    }

    /// The reason counts only where the provider aborts.
    public static String abort(int source, int reason) {
        if (source != ABORT_BY_PROVIDER) {
            return source == 0 ? "by-user" : RESERVED;
        }
        return switch (reason) {
            case 0 -> "not-specified";
            case 1 -> "unrecognized-pdu";
            case 2 -> "unexpected-pdu";
            case 4 -> "unrecognized-pdu-parameter";
            case 5 -> "unexpected-pdu-parameter";
            case 6 -> "invalid-pdu-parameter-value";
            default -> RESERVED;
        };
    }
}
