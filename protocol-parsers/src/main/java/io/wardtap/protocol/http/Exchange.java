package io.wardtap.protocol.http;

import io.wardtap.protocol.cda.CdaContent;
import io.wardtap.protocol.dicom.DicomFacts;
import io.wardtap.protocol.dicom.Preamble;
import io.wardtap.protocol.fhir.FhirContent;
import io.wardtap.protocol.fhir.FhirTypes;
import io.wardtap.protocol.http.HttpFacts.Service;
import io.wardtap.protocol.phi.PhiFacts;

/// A request and what is known of its response so far. Pooled; confined to one parser thread.
final class Exchange {
    /// Patients of earlier parts and of the request that the whole transaction still tells of.
    static final int MAX_PATIENTS = 32;

    int number;
    boolean open;

    String method;
    int methodNumber;
    int minorVersion;
    String host;
    String path;
    final long[] parameters = new long[2];
    int otherParameters;
    String userAgent;
    String requestType;
    long requestBytes;
    long requestEndNs;

    int status;
    String server;
    String responseType;
    long responseBytes;
    long latencyNs;
    boolean incomplete;

    int credentials;
    boolean authorized;
    long userHash;

    Service service;
    boolean fhirHint;
    boolean dicomHint;
    int type;
    String interaction;
    String operation;
    final long[] resourceTypes = new long[4];
    int resources;
    boolean patientResources;
    String document;
    String action;
    int instances;
    String modality;
    boolean deidentified;
    Preamble preamble;

    /// Of the request's target, until it is told.
    final PhiFacts phi = new PhiFacts(HttpPhi.CATALOGUE);

    /// Of all of it so far.
    final PhiFacts all = new PhiFacts(HttpPhi.CATALOGUE, MAX_PATIENTS);

    Exchange() {
        clear();
    }

    void clear() {
        number = -1;
        open = false;
        method = "";
        methodNumber = Methods.OTHER;
        minorVersion = -1;
        host = "";
        path = "";
        parameters[0] = 0;
        parameters[1] = 0;
        otherParameters = 0;
        userAgent = "";
        requestType = "";
        requestBytes = 0;
        requestEndNs = -1;
        status = -1;
        server = "";
        responseType = "";
        responseBytes = 0;
        latencyNs = -1;
        incomplete = false;
        credentials = 0;
        authorized = false;
        userHash = 0;
        service = Service.NONE;
        fhirHint = false;
        dicomHint = false;
        type = FhirTypes.NONE;
        interaction = "";
        operation = "";
        java.util.Arrays.fill(resourceTypes, 0);
        resources = 0;
        patientResources = false;
        document = "";
        action = "";
        instances = 0;
        modality = "";
        deidentified = false;
        preamble = Preamble.EMPTY;
        phi.clear();
        all.clear();
    }

    /// Takes in what a body in FHIR told.
    void add(FhirContent content, boolean fromClient) {
        if (content.token) {
            credentials |= Credentials.ISSUED;
        }
        if (content.resources == 0) {
            return;
        }
        service = Service.FHIR;
        resources += content.resources;
        for (int type = 0; type < FhirTypes.count(); type++) {
            if (content.hasType(type)) {
                resourceTypes[type >>> 6] |= 1L << type;
                patientResources |= !fromClient && FhirTypes.isPatientData(type);
            }
        }
    }

    void add(CdaContent content) {
        if (!content.root.isEmpty() || !content.action.isEmpty()) {
            service = service == Service.NONE ? Service.DOCUMENTS : service;
            document = document.isEmpty() ? content.root : document;
            action = action.isEmpty() ? content.action : action;
        }
    }

    void add(DicomFacts file, Preamble before) {
        service = service == Service.NONE ? Service.FILE : service;
        instances++;
        modality = file.modality.isEmpty() ? modality : file.modality;
        deidentified = file.deidentified;
        if (before.ordinal() > preamble.ordinal()) {
            preamble = before;
        }
    }

    void fill(HttpFacts facts) {
        facts.service = service;
        facts.method = method;
        facts.minorVersion = minorVersion;
        facts.host = host;
        facts.path = path;
        for (int half = 0; half < parameters.length; half++) {
            for (long bits = parameters[half]; bits != 0; bits &= bits - 1) {
                int number = half * 64 + Long.numberOfTrailingZeros(bits);
                facts.parameters.add(QueryNames.ALL.word(number));
            }
        }
        facts.otherParameters = otherParameters;
        facts.userAgent = userAgent;
        facts.requestType = requestType;
        facts.requestBytes = requestBytes;
        facts.status = status;
        facts.server = server;
        facts.responseType = responseType;
        facts.responseBytes = responseBytes;
        facts.latencyNs = latencyNs;
        facts.incomplete = incomplete;
        facts.credentials = credentials;
        facts.authorized = authorized;
        facts.userHash = userHash;
        facts.interaction = interaction;
        facts.operation = operation;
        facts.document = document;
        facts.action = action;
        facts.instances = instances;
        facts.modality = modality;
        facts.deidentified = deidentified;
        facts.preamble = preamble;
        if (service == Service.FHIR) {
            facts.resourceType = type == FhirTypes.NONE ? "" : FhirTypes.name(type);
            facts.resources = resources;
            facts.patientResources = patientResources;
            fillTypes(facts);
        }
    }

    private void fillTypes(HttpFacts facts) {
        for (int word = 0; word < resourceTypes.length; word++) {
            for (long bits = resourceTypes[word]; bits != 0; bits &= bits - 1) {
                if (facts.resourceTypes.size() < HttpFacts.MAX_RESOURCE_TYPES) {
                    int type = word * 64 + Long.numberOfTrailingZeros(bits);
                    facts.resourceTypes.add(FhirTypes.name(type));
                }
            }
        }
    }
}
