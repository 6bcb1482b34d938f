package io.wardtap.protocol.dicom;

import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.Facts;

import java.util.ArrayList;
import java.util.List;

/// What the DICOM parser found in one unit. Mutable, reused; strings are names of systems, never of
/// patients. Absent strings are empty, absent numbers -1.
public final class DicomFacts extends Facts {
    /// What happened on the association.
    public enum Kind {
        NONE,
        /// Negotiated or rejected: all association fields are valid.
        ASSOCIATION,
        /// One whole DIMSE message; [#incomplete] when its data set was cut.
        MESSAGE,
        /// Released, aborted or closed without either ([#result] says which).
        END
    }

    /// Result of a negotiation, and how an association ended.
    public enum Result {
        NONE,
        ACCEPTED,
        REJECTED_PERMANENT,
        REJECTED_TRANSIENT,
        RELEASED,
        ABORTED_BY_USER,
        ABORTED_BY_PROVIDER,
        CLOSED
    }

    public Kind kind;
    public Result result;

    // association; the AE titles stand on every kind
    public String callingAeTitle;
    public String calledAeTitle;
    public int rejectSource;
    public int rejectReason;

    /// Of an A-ABORT (PS3.8 section 9.3.8), on its ASSOCIATION or END.
    public int abortSource;

    public int abortReason;
    public String implementationClassUid; // requestor's
    public String implementationVersion;
    public String acceptorImplementationClassUid;
    public String acceptorImplementationVersion;

    /// Accepted transfer syntaxes and proposed abstract syntaxes; bounded, interned.
    public final List<String> transferSyntaxUids = new ArrayList<>();

    public final List<String> abstractSyntaxUids = new ArrayList<>();

    /// PS3.7 D.3.3.7: 1 user name, 2 with passcode, 3 Kerberos, 4 SAML, 5 JWT; -1 none.
    public int userIdentityType;

    /// Keyed hash of the user name, 0 without one.
    public long userIdentityHash;

    /// Largest P-DATA that the requestor takes, 0 without limit.
    public long maximumPduLength;

    /// What else was offered and agreed on; of [Kind#ASSOCIATION].
    public final Negotiation negotiation = new Negotiation();

    // message
    /// Command Field (0000,0100), PS3.7 E.1.
    public int commandField;

    public String affectedSopClassUid; // or requested

    /// Transfer syntax of the message's presentation context; "" when the acceptor's answer was not
    /// seen or refuses it.
    public String transferSyntaxUid;

    /// The association's beginning was not seen: what the presentation context means is not known.
    public boolean contextUnknown;

    /// Keyed hash of the affected or requested SOP instance UID, 0 without one.
    public long sopInstanceHash;

    public int messageId; // or the message id being responded to
    public int status;
    public int priority;
    public boolean hasDataSet;
    public boolean incomplete;
    public long dataSetBytes;
    public String queryLevel;
    public String moveDestination;

    /// Who caused a C-STORE by a C-MOVE (0000,1030), and by which of its messages (0000,1031).
    public String moveOriginatorAeTitle;

    public int moveOriginatorMessageId;

    /// Patient name, id and other matching keys of a query: wildcard or empty in every one of them.
    public boolean wildcard;

    /// A query without any restricting key.
    public boolean unrestricted;

    public int frames;
    public int remainingSubOperations;
    public int completedSubOperations;
    public int failedSubOperations;
    public int warningSubOperations;

    /// Event Type ID of N-EVENT-REPORT and Action Type ID of N-ACTION.
    public int eventTypeId;

    public int actionTypeId;

    /// Pixel data was reached; bytes as the element or its fragments say, without their headers.
    public boolean pixelData;

    public long pixelDataBytes;

    /// Fragments of encapsulated pixel data (PS3.5 Annex A.4), -1 for native.
    public int fragments;

    public int rows;
    public int columns;

    /// Specific Character Set (0008,0005) of the data set, "" for the default repertoire.
    public String characterSet;

    /// Private attributes that have a value, block reservations not counted.
    public int privateAttributes;

    /// The data set was inflated to be read.
    public boolean deflated;

    /// PatientIdentityRemoved (0012,0062) is YES.
    public boolean deidentified;

    /// The data set says how it was de-identified (0012,0063) or (0012,0064).
    public boolean deidentificationMethod;

    /// BurnedInAnnotation (0028,0301) is YES: a name may stand in the pixels.
    public boolean burnedInAnnotation;

    /// The transfer syntax was not negotiated in sight but guessed: what was found is sound, what
    /// was not found says little.
    public boolean guessedSyntax;

    /// The data set was not read up to its pixel data or end: malformed or over a limit.
    public boolean truncated;

    public final PhiFacts phi = new PhiFacts(DicomPhi.CATALOGUE);

    // device attributes of the data set
    public String modality;
    public String manufacturer;
    public String modelName;
    public String serialNumber;
    public String softwareVersions;
    public String stationName;
    public String stationAeTitle;

    public DicomFacts() {
        clear();
    }

    @Override
    public void clear() {
        if (kind == Kind.ASSOCIATION) {
            negotiation.clear();
        }
        kind = Kind.NONE;
        result = Result.NONE;
        callingAeTitle = "";
        calledAeTitle = "";
        rejectSource = -1;
        rejectReason = -1;
        abortSource = -1;
        abortReason = -1;
        implementationClassUid = "";
        implementationVersion = "";
        acceptorImplementationClassUid = "";
        acceptorImplementationVersion = "";
        transferSyntaxUids.clear();
        abstractSyntaxUids.clear();
        userIdentityType = -1;
        userIdentityHash = 0;
        maximumPduLength = -1;
        commandField = -1;
        affectedSopClassUid = "";
        transferSyntaxUid = "";
        contextUnknown = false;
        sopInstanceHash = 0;
        messageId = -1;
        status = -1;
        priority = -1;
        hasDataSet = false;
        incomplete = false;
        dataSetBytes = 0;
        queryLevel = "";
        moveDestination = "";
        moveOriginatorAeTitle = "";
        moveOriginatorMessageId = -1;
        wildcard = false;
        unrestricted = false;
        frames = -1;
        remainingSubOperations = -1;
        completedSubOperations = -1;
        failedSubOperations = -1;
        warningSubOperations = -1;
        eventTypeId = -1;
        actionTypeId = -1;
        pixelData = false;
        pixelDataBytes = 0;
        fragments = -1;
        rows = -1;
        columns = -1;
        characterSet = "";
        privateAttributes = 0;
        deflated = false;
        deidentified = false;
        deidentificationMethod = false;
        burnedInAnnotation = false;
        guessedSyntax = false;
        truncated = false;
        phi.clear();
        modality = "";
        manufacturer = "";
        modelName = "";
        serialNumber = "";
        softwareVersions = "";
        stationName = "";
        stationAeTitle = "";
    }
}
