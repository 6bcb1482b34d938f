package io.wardtap.protocol.cda;

import io.wardtap.protocol.bytes.Bytes;

/// Names of elements, messages and actions that are known. Any thread; a lookup allocates nothing.
final class CdaNames {
    static final int OTHER = 0;
    static final int ENVELOPE = 1;
    static final int ACTION = 2;
    static final int BODY = 3;
    static final int PATIENT_ROLE = 4;
    static final int PATIENT = 5;
    static final int PATIENT_PERSON = 6;
    static final int ID = 7;
    static final int NAME = 8;
    static final int BIRTH_TIME = 9;
    static final int ADDR = 10;
    static final int TELECOM = 11;
    static final int GENDER = 12;
    static final int SECTION = 13;
    static final int TEXT = 14;
    static final int SUBJECT_NAME = 15;
    static final int SUBJECT_ID = 16;
    static final int SUBJECT_BIRTH_TIME = 17;
    static final int SUBJECT_ADDRESS = 18;
    static final int SLOT = 19;
    static final int VALUE = 20;
    static final int EXTERNAL_IDENTIFIER = 21;
    static final int PROVIDER = 22;
    static final int DOCUMENT = 23;

    private static final String[] ELEMENTS = {
        "",
        "Envelope",
        "Action",
        "Body",
        "patientRole",
        "patient",
        "patientPerson",
        "id",
        "name",
        "birthTime",
        "addr",
        "telecom",
        "administrativeGenderCode",
        "section",
        "text",
        "livingSubjectName",
        "livingSubjectId",
        "livingSubjectBirthTime",
        "patientAddress",
        "Slot",
        "Value",
        "ExternalIdentifier",
        "providerOrganization",
        "Document",
    };

    private static final String[] ROOTS = {
        "ClinicalDocument",
        "ProvideAndRegisterDocumentSetRequest",
        "RegisterDocumentSetRequest",
        "SubmitObjectsRequest",
        "AdhocQueryRequest",
        "AdhocQueryResponse",
        "RetrieveDocumentSetRequest",
        "RetrieveDocumentSetResponse",
        "RetrieveImagingDocumentSetRequest",
        "RegistryResponse",
        "PRPA_IN201301UV02",
        "PRPA_IN201302UV02",
        "PRPA_IN201304UV02",
        "PRPA_IN201305UV02",
        "PRPA_IN201306UV02",
        "PRPA_IN201309UV02",
        "PRPA_IN201310UV02",
        "MCCI_IN000002UV01",
        "QUQI_IN000003UV01",
        "Fault",
    };

    private static final String[] ACTIONS = {
        "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b",
        "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse",
        "urn:ihe:iti:2007:RegisterDocumentSet-b",
        "urn:ihe:iti:2007:RegisterDocumentSet-bResponse",
        "urn:ihe:iti:2007:RegistryStoredQuery",
        "urn:ihe:iti:2007:RegistryStoredQueryResponse",
        "urn:ihe:iti:2007:RetrieveDocumentSet",
        "urn:ihe:iti:2007:RetrieveDocumentSetResponse",
        "urn:ihe:iti:2007:CrossGatewayQuery",
        "urn:ihe:iti:2007:CrossGatewayRetrieve",
        "urn:ihe:rad:2009:RetrieveImagingDocumentSet",
        "urn:hl7-org:v3:PRPA_IN201301UV02",
        "urn:hl7-org:v3:PRPA_IN201302UV02",
        "urn:hl7-org:v3:PRPA_IN201304UV02",
        "urn:hl7-org:v3:PRPA_IN201305UV02",
        "urn:hl7-org:v3:PRPA_IN201306UV02",
        "urn:hl7-org:v3:PRPA_IN201309UV02",
        "urn:hl7-org:v3:PRPA_IN201310UV02",
        "urn:hl7-org:v3:MCCI_IN000002UV01",
    };

    private CdaNames() {}

    static int element(byte[] bytes, int start, int length) {
        for (int i = 1; i < ELEMENTS.length; i++) {
            if (Bytes.isText(bytes, start, length, ELEMENTS[i])) {
                return i;
            }
        }
        return OTHER;
    }

    /// A known message or document, else "".
    static String root(byte[] bytes, int start, int length) {
        return known(ROOTS, bytes, start, length);
    }

    static String action(byte[] bytes, int start, int length) {
        return known(ACTIONS, bytes, start, length);
    }

    private static String known(String[] names, byte[] bytes, int start, int length) {
        for (String name : names) {
            if (Bytes.isText(bytes, start, length, name)) {
                return name;
            }
        }
        return "";
    }
}
