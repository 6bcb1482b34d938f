package io.wardtap.protocol.status;

import java.util.Locale;

/// An oddity in bytes from the wire: counted where it happens, kept apart from threats. The order
/// may change; names are public (`decode_errors` of summary.json,
/// `wardtap_decode_errors_total{reason}`).
public enum DecodeEvent {
    LINK_TRUNCATED,
    LINK_UNSUPPORTED,
    ARP_MALFORMED,
    IPV4_TRUNCATED,
    IPV4_MALFORMED,
    IPV6_TRUNCATED,
    IPV6_MALFORMED,
    /// Empty, or behind the end of the longest datagram.
    IP_FRAGMENT_MALFORMED,
    /// Only where such packets are left out.
    CHECKSUM_WRONG,
    ICMP_TRUNCATED,
    ICMP_MALFORMED,
    TCP_TRUNCATED,
    TCP_MALFORMED,
    UDP_TRUNCATED,
    UDP_MALFORMED,
    TUNNEL_TRUNCATED,
    TUNNEL_MALFORMED,
    /// A kind of tunnel, or of content of one, that is not read; the packet around it is.
    TUNNEL_UNREAD,
    /// More tunnels in tunnels than are gone through.
    TUNNEL_TOO_DEEP,
    TIME_BACKWARDS,
    TIME_JUMP,
    IDENTIFICATION_FAILED,
    DICOM_PDU_MALFORMED,
    DICOM_PDU_OVERSIZE,
    DICOM_PDV_MALFORMED,
    DICOM_COMMAND_MALFORMED,
    DICOM_COMMAND_OVERSIZE,
    DICOM_DATA_SET_MALFORMED,
    DICOM_UNEXPECTED_PDU,
    DICOM_DESYNCHRONISED,
    DICOM_MESSAGE_INCOMPLETE,
    HL7_MISSING_START_BLOCK,
    HL7_MISSING_END_BLOCK,
    HL7_MISSING_CARRIAGE_RETURN,
    HL7_LINE_FEED_SEPARATOR,
    HL7_EMPTY_BLOCK,
    /// MLLP release 2 transport acknowledgement.
    HL7_COMMIT_BLOCK,
    /// The same, negative: the receiver could not store the message.
    HL7_COMMIT_NAK,
    /// A message in UTF-16.
    HL7_UTF16,
    HL7_OVERSIZE,
    HL7_DELIMITERS_MALFORMED,
    HL7_HEADER_MALFORMED,
    HL7_INCOMPLETE,
    HL7_DESYNCHRONISED,
    TLS_RECORD_MALFORMED,
    /// The two digits behind a frame are not its sum.
    ASTM_CHECKSUM_WRONG,
    ASTM_CHECKSUM_MISSING,
    /// A frame number out of its turn that repeats nothing.
    ASTM_FRAME_SEQUENCE,
    ASTM_FRAME_MALFORMED,
    ASTM_OVERSIZE,
    ASTM_INCOMPLETE,
    MEDIBUS_CHECKSUM_WRONG,
    POCT1_OVERSIZE,
    POCT1_INCOMPLETE,
    UNIT_BUDGET_EXHAUSTED;

    private final String reason = name().toLowerCase(Locale.ROOT);

    /// The public name, snake case.
    public String reason() {
        return reason;
    }
}
