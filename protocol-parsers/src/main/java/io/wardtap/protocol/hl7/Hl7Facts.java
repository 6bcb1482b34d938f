package io.wardtap.protocol.hl7;

import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.Facts;

/// What the HL7 parser found in one message. Mutable, reused; strings are names of systems, never
/// of patients. Absent strings are empty, absent numbers -1.
public final class Hl7Facts extends Facts {
    /// How the message was framed.
    public enum Framing {
        MLLP,
        /// No start block, the message began with MSH.
        NO_START_BLOCK,
        /// No end block, closed by the next start block or the end of the stream.
        NO_END_BLOCK,
        /// Neither.
        NO_BLOCK
    }

    /// MSH-9 as `ADT^A01`; `ACK` without a trigger; empty when missing or not of that shape.
    public String messageType;

    public String version;
    public String sendingApplication;
    public String sendingFacility;
    public String receivingApplication;
    public String receivingFacility;
    public String processingId;

    /// Keyed hash of MSH-10, 0 without one.
    public long controlIdHash;

    /// MSA-1 (AA, AE, AR, CA, CE, CR); empty when this is no acknowledgement.
    public String acknowledgmentCode;

    /// Keyed hash of MSA-2, 0 without one.
    public long acknowledgedControlIdHash;

    /// Time from the message to this acknowledgement, nanoseconds; -1 when its message was not
    /// seen.
    public long acknowledgmentLatencyNs;

    /// Type of the acknowledged message; empty when it was not seen.
    public String acknowledgedMessageType;

    public int segments;

    /// Bytes of the message without framing.
    public long bytes;

    public Framing framing;

    /// The delimiters are not sane, the message type is missing or of no known shape, or a line is
    /// no segment.
    public boolean malformed;

    /// Names of systems that might be a person's, an identifier or a date, and are reported as
    /// empty.
    public int maskedNames;

    /// A direct identifier was found (PHI decision of the field list), or only linkable ids.
    public boolean phiDirect;

    public final PhiFacts phi = new PhiFacts(Hl7Phi.CATALOGUE);

    // device identity
    /// MAC (48 bits) in the EUI-64 of OBX-18, PRT-10 or EQU-1 (equipment instance), else of MSH-3;
    /// or 0.
    public long equipmentMac;

    public String equipmentName; // namespace of the equipment instance
    public String softwareVendor; // SFT-1
    public String softwareVersion; // SFT-2
    public String softwareProduct; // SFT-3
    public String deviceSerial; // PRT-20

    public Hl7Facts() {
        clear();
    }

    @Override
    public void clear() {
        messageType = "";
        version = "";
        sendingApplication = "";
        sendingFacility = "";
        receivingApplication = "";
        receivingFacility = "";
        processingId = "";
        controlIdHash = 0;
        acknowledgmentCode = "";
        acknowledgedControlIdHash = 0;
        acknowledgmentLatencyNs = -1;
        acknowledgedMessageType = "";
        segments = 0;
        bytes = 0;
        framing = Framing.MLLP;
        malformed = false;
        maskedNames = 0;
        phiDirect = false;
        phi.clear();
        equipmentMac = 0;
        equipmentName = "";
        softwareVendor = "";
        softwareVersion = "";
        softwareProduct = "";
        deviceSerial = "";
    }
}
