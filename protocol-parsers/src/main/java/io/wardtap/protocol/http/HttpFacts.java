package io.wardtap.protocol.http;

import io.wardtap.protocol.dicom.Preamble;
import io.wardtap.protocol.phi.PhiFacts;
import io.wardtap.protocol.unit.Facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the HTTP parser found with one unit. Mutable, reused; strings are names of systems or words
/// of lists of ours, never of patients. Absent strings are empty, absent numbers -1.
public final class HttpFacts extends Facts {
    /// Distinct patients told apart in one message.
    public static final int MAX_PATIENTS = 128;

    /// Resource types named of one transaction.
    public static final int MAX_RESOURCE_TYPES = 16;

    /// What is told.
    public enum Kind {
        NONE,
        /// A message, or one part of it, carried patient data or a DICOM file: [#phi], and of the
        /// transaction what is known so far.
        CONTENT,
        /// A request and its response, as far as either was seen. [#phi] is the response's own.
        TRANSACTION
    }

    /// What is carried.
    public enum Service {
        NONE,
        FHIR,
        DICOMWEB,
        /// Clinical documents, and IHE transactions over SOAP.
        DOCUMENTS,
        /// A DICOM file outside of DICOMweb.
        FILE;

        private final String label = name().toLowerCase(Locale.ROOT);

        public String label() {
            return label;
        }
    }

    public Kind kind;

    /// The content or response at hand was sent by the client.
    public boolean fromClient;

    public Service service;

    // request
    public String method;

    /// Minor version of HTTP/1, the request's or else the response's.
    public int minorVersion;

    /// Host of the Host field or the target, without port; empty when absent or not shown.
    public String host;

    /// Path with everything that is no known word replaced, see [PathTemplate].
    public String path;

    /// Known names of query parameters, in the order of a fixed list; the others only count.
    public final List<String> parameters = new ArrayList<>();

    public int otherParameters;
    public String userAgent;
    public String requestType;
    public long requestBytes;

    // response
    /// Status code, -1 without a response.
    public int status;

    public String server;
    public String responseType;
    public long responseBytes;

    /// Time from the request's end to the response's head, nanoseconds; -1 when one was not seen.
    public long latencyNs;

    /// Either was not seen whole.
    public boolean incomplete;

    // credentials
    /// Kinds of secrets that passed, bits of [Credentials]; 0 without.
    public int credentials;

    /// An Authorization field was there, of whatever kind.
    public boolean authorized;

    /// Keyed hash of the user's name, 0 without one.
    public long userHash;

    // medical content
    /// FHIR resource type of the path; empty when there is none.
    public String resourceType;

    /// FHIR interaction (`read`, `search`, `create`, …), or DICOMweb transaction (`qido-rs`,
    /// `stow-rs`, …); empty when there is none.
    public String interaction;

    /// FHIR operation (`$export`); empty without one of the known ones.
    public String operation;

    /// Types of the resources in the bodies.
    public final List<String> resourceTypes = new ArrayList<>();

    public int resources;

    /// There are resources about patients in the response.
    public boolean patientResources;

    /// The document's or SOAP message's root element, and IHE's action.
    public String document;

    public String action;

    /// DICOM files or data sets in the bodies.
    public int instances;

    /// Of the DICOM file read last.
    public String modality;

    public boolean deidentified;

    /// The worst preamble of the DICOM files.
    public Preamble preamble;

    /// Of this message; the whole transaction's is [#transactionPhi].
    public final PhiFacts phi = new PhiFacts(HttpPhi.CATALOGUE, MAX_PATIENTS);

    /// Of request and response together; of [Kind#TRANSACTION].
    public final PhiFacts transactionPhi = new PhiFacts(HttpPhi.CATALOGUE, MAX_PATIENTS);

    public HttpFacts() {
        kind = Kind.TRANSACTION;
        clear();
    }

    @Override
    public void clear() {
        if (kind == Kind.NONE) {
            return;
        }
        kind = Kind.NONE;
        fromClient = false;
        service = Service.NONE;
        method = "";
        minorVersion = -1;
        host = "";
        path = "";
        parameters.clear();
        otherParameters = 0;
        userAgent = "";
        requestType = "";
        requestBytes = 0;
        status = -1;
        server = "";
        responseType = "";
        responseBytes = 0;
        latencyNs = -1;
        incomplete = false;
        credentials = 0;
        authorized = false;
        userHash = 0;
        resourceType = "";
        interaction = "";
        operation = "";
        resourceTypes.clear();
        resources = 0;
        patientResources = false;
        document = "";
        action = "";
        instances = 0;
        modality = "";
        deidentified = false;
        preamble = Preamble.EMPTY;
        phi.clear();
        transactionPhi.clear();
    }
}
