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

    /// MSH-13, -1 without one.
    public long sequenceNumber;

    /// MSH-14 is there: this goes on where an earlier message broke off.
    public boolean isContinuation;

    /// DSC is there: another message goes on where this breaks off.
    public boolean isContinued;

    /// MSH-15 and MSH-16 (AL, NE, ER, SU): what is to be acknowledged; empty in original mode.
    public String acceptAcknowledgment;

    public String applicationAcknowledgment;

    /// MSH-18, the first; NONE when it is empty.
    public CharacterSet characterSet;

    /// A name in MSH-18 is not in table 0211.
    public boolean unreadCharacterSet;

    /// IHE profile (`PCD-01`), from MSH-21 or the trigger; empty when none is told.
    public String profile;

    /// Messages in the batch that ended behind this one, counted, or -1 when none ended here.
    public int batchMessages;

    /// What BTS-1 said of them; -1 when it said nothing.
    public int batchDeclared;

    /// Keyed hash of MSH-10, 0 without one.
    public long controlIdHash;

    /// The number at the end of MSH-10, -1 when there is none. Never put out.
    public long controlIdNumber;

    /// Tells control ids that count up together from others: what stands before the number. Never
    /// put out.
    public long controlIdSeries;

    /// Digest of places in the message, to know it again when it is repeated byte by byte. Never
    /// put out.
    public long bodyDigest;

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

    /// Segments of the site's own (Zxx).
    public int siteSegments;

    /// UAC is there: the sender's credential passed.
    public boolean hasCredential;

    /// Bytes of the message without framing.
    public long bytes;

    public Framing framing;

    /// The message was UTF-16 on the wire.
    public boolean isUtf16;

    /// Segments end with line feeds.
    public boolean hasLineFeeds;

    /// The delimiters are not sane, the message type is missing or of no known shape, or a line is
    /// no segment.
    public boolean malformed;

    /// Names of systems that might be a person's, an identifier or a date, and are reported as
    /// empty.
    public int maskedNames;

    /// A direct identifier was found (PHI decision of the field list), or only linkable ids.
    public boolean phiDirect;

    public final PhiFacts phi = new PhiFacts(Hl7Phi.CATALOGUE);

    /// Signs of a person in free text, bits of [FreeText]; 0 without any.
    public int textSigns;

    /// Documents in OBX-5, and of the first its kind.
    public int documents;

    public EmbeddedDocument document;

    /// Their size, as far as it can be told without decoding them.
    public long documentBytes;

    /// Among them, programs for Windows or Linux.
    public int programs;

    /// Signs of an attack in the fields, bits of [InjectionSign]; 0 without any.
    public int injectionSigns;

    /// Where the first of them is: the segment's three characters as a number and the field's
    /// number; 0 for a document.
    public int injectionSegment;

    public int injectionField;

    /// Of a message beyond 64 KiB, a field goes on for more than 64 KiB behind that.
    public boolean hasLongField;

    /// Of such a message, a segment goes on for more than 1 MiB.
    public boolean hasLongSegment;

    // device identity
    /// MAC (48 bits) in the EUI-64 of OBX-18, PRT-10 or EQU-1 (equipment instance), else of MSH-3;
    /// or 0.
    public long equipmentMac;

    public String equipmentName; // namespace of the equipment instance
    public String softwareVendor; // SFT-1
    public String softwareVersion; // SFT-2
    public String softwareProduct; // SFT-3
    public String deviceSerial; // PRT-20

    /// There are observations coded in ISO/IEEE 11073-10101.
    public boolean isMdc;

    /// Reference id of the medical device system among them (`MDC_DEV_…_MDS`).
    public String deviceType;

    /// The message reports an alarm (IHE PCD-04, trigger R40).
    public boolean isAlarm;

    /// Reference id of the alarm's event (`MDC_EVT_…`).
    public String alarmEvent;

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
        sequenceNumber = -1;
        isContinuation = false;
        isContinued = false;
        acceptAcknowledgment = "";
        applicationAcknowledgment = "";
        characterSet = CharacterSet.NONE;
        unreadCharacterSet = false;
        profile = "";
        batchMessages = -1;
        batchDeclared = -1;
        controlIdNumber = -1;
        controlIdSeries = 0;
        bodyDigest = 0;
        siteSegments = 0;
        hasCredential = false;
        isUtf16 = false;
        hasLineFeeds = false;
        textSigns = 0;
        documents = 0;
        document = EmbeddedDocument.NONE;
        documentBytes = 0;
        programs = 0;
        injectionSigns = 0;
        injectionSegment = 0;
        injectionField = 0;
        hasLongField = false;
        hasLongSegment = false;
        isMdc = false;
        deviceType = "";
        isAlarm = false;
        alarmEvent = "";
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
