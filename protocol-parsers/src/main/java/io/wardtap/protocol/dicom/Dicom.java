package io.wardtap.protocol.dicom;

import io.wardtap.protocol.identify.Protocol;

import java.util.List;

/// The DICOM protocol's registry entry, unit types and the Upper Layer's numbers (PS3.8 section 9).
///
/// Units of types 1 to 7 are whole PDUs, header included. P-DATA-TF is never a unit: its fragments
/// become [#COMMAND] and [#DATA_SET].
public final class Dicom {
    public static final int ASSOCIATE_RQ = 1;
    public static final int ASSOCIATE_AC = 2;
    public static final int ASSOCIATE_RJ = 3;
    public static final int P_DATA_TF = 4;
    public static final int RELEASE_RQ = 5;
    public static final int RELEASE_RP = 6;
    public static final int ABORT = 7;

    /// A whole DIMSE command set (PS3.7 section 6.3). Detail: presentation context id in the low
    /// byte, [#DATA_SET_FOLLOWS] when a data set comes after it.
    public static final int COMMAND = 16;

    /// A data set has ended; the bytes are its wanted values as [DataSetUnit] lays them out.
    /// Detail: all bytes of the data set that were seen.
    public static final int DATA_SET = 17;

    /// No bytes: the stream ended and an A-ASSOCIATE-RQ was never answered.
    public static final int UNANSWERED = 32;

    /// No bytes: the stream ended and the association was neither released nor aborted.
    public static final int CLOSED = 33;

    /// Flag in the detail of a [#COMMAND] unit.
    public static final long DATA_SET_FOLLOWS = 0x100;

    /// Largest A-ASSOCIATE PDU that is read, bytes after its header.
    public static final int ASSOCIATE_MAX_BYTES = 256 * 1024;

    /// Largest command set that is read; real ones are below 1 KiB.
    public static final int COMMAND_MAX_BYTES = 64 * 1024;

    /// Presentation context ids are the odd numbers 1 to 255 (PS3.8 section 9.3.2.2).
    public static final int MAX_CONTEXTS = 128;

    /// PDU-type, reserved byte and PDU-length (PS3.8 section 9.3.1).
    static final int PDU_HEADER_BYTES = 6;

    /// Item-length, presentation context id and message control header (PS3.8 section 9.3.5.1).
    static final int PDV_HEADER_BYTES = 6;

    public static final Protocol PROTOCOL =
            new Protocol(
                    "dicom",
                    List.of("01", "02", "03", "04", "05", "06", "07"),
                    List.of(104, 11112, 4242),
                    new DicomProbe(),
                    PduFramer::new,
                    DicomParser::new,
                    DicomFacts::new);

    private Dicom() {}
}
