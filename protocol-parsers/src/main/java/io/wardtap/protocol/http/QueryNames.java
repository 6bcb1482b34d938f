package io.wardtap.protocol.http;

import io.wardtap.protocol.bytes.KnownWords;

/// Names of query parameters and form fields that outputs may show: of FHIR searches, DICOMweb, and
/// OAuth 2.0. The place in the list is the parameter's number.
final class QueryNames {
    static final KnownWords ALL =
            new KnownWords(
                    """
                    _id _lastUpdated _count _summary _elements _include _revinclude _sort _total
                    _format _pretty _type _typeFilter _since _outputFormat _has _list _security
                    identifier name family given phonetic birthdate phone email telecom address
                    address-city address-postalcode patient subject gender death-date beneficiary
                    subscriber encounter code category date status class type
                    PatientName PatientID PatientBirthDate PatientSex IssuerOfPatientID
                    StudyInstanceUID SeriesInstanceUID SOPInstanceUID StudyDate StudyTime
                    AccessionNumber ModalitiesInStudy Modality ReferringPhysicianName StudyID
                    StudyDescription SeriesDescription 00100010 00100020 00100030 00080050 00080020
                    00080061 0020000D 0020000E includefield limit offset fuzzymatching requestType
                    studyUID seriesUID objectUID contentType anonymize rows columns quality viewport
                    response_type client_id redirect_uri scope state aud launch grant_type code_verifier
                    code_challenge code_challenge_method refresh_token access_token id_token
                    client_secret client_assertion username password passwd pwd token api_key apikey
                    """);

    static final int COUNT_PARAMETER = ALL.number("_count");
    static final int REQUEST_TYPE = ALL.number("requestType");

    private static final KnownWords SECRETS =
            new KnownWords(
                    "password passwd pwd pass passphrase access_token id_token refresh_token token"
                            + " client_secret client_assertion api_key apikey Password PASSWORD"
                            + " j_password");

    private QueryNames() {}

    /// Whether a parameter of this name holds a secret.
    static boolean isSecret(byte[] bytes, int start, int length) {
        return SECRETS.find(bytes, start, length) != KnownWords.NONE;
    }
}
