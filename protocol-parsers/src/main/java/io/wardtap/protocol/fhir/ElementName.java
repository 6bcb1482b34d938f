package io.wardtap.protocol.fhir;

import io.wardtap.protocol.bytes.KnownWords;

import java.util.List;

/// Names of elements that matter, by number. Any thread; a lookup allocates nothing.
final class ElementName {
    static final int OTHER = 0;
    static final int ROOT = 1;
    static final int RESOURCE = 2;
    static final int CONTAINED = 3;
    static final int OUTCOME = 4;
    static final int RESOURCE_TYPE = 5;
    static final int ID = 6;
    static final int IDENTIFIER = 7;
    static final int VALUE = 8;
    static final int NAME = 9;
    static final int FAMILY = 10;
    static final int GIVEN = 11;
    static final int TEXT = 12;
    static final int TELECOM = 13;
    static final int BIRTH_DATE = 14;
    static final int ADDRESS = 15;
    static final int LINE = 16;
    static final int CITY = 17;
    static final int POSTAL_CODE = 18;
    static final int DISTRICT = 19;
    static final int PHOTO = 20;
    static final int DATA = 21;
    static final int URL = 22;
    static final int CONTACT = 23;
    static final int GENDER = 24;
    static final int DECEASED = 25;
    static final int SUBJECT = 26;
    static final int DISPLAY = 27;
    static final int REFERENCE = 28;
    static final int SUBSCRIBER_ID = 29;
    static final int DIV = 30;
    static final int NOTE = 31;
    static final int CONTENT = 32;
    static final int DATE = 33;
    static final int TOKEN = 34;

    private static final String[] NAMES = {
        "resource",
        "contained",
        "outcome",
        "resourceType",
        "id",
        "identifier",
        "value",
        "name",
        "family",
        "given",
        "text",
        "telecom",
        "birthDate",
        "address",
        "line",
        "city",
        "postalCode",
        "district",
        "photo",
        "data",
        "url",
        "contact",
        "gender",
        "deceasedDateTime",
        "deceasedBoolean",
        "subject",
        "patient",
        "beneficiary",
        "subscriber",
        "policyHolder",
        "for",
        "display",
        "reference",
        "subscriberId",
        "div",
        "note",
        "content",
        "presentedForm",
        "effectiveDateTime",
        "issued",
        "authoredOn",
        "recordedDate",
        "onsetDateTime",
        "period",
        "effectivePeriod",
        "occurrenceDateTime",
        "performedDateTime",
        "performedPeriod",
        "started",
        "date",
        "access_token",
        "refresh_token",
        "id_token",
    };

    private static final int[] CODES = {
        RESOURCE,
        CONTAINED,
        OUTCOME,
        RESOURCE_TYPE,
        ID,
        IDENTIFIER,
        VALUE,
        NAME,
        FAMILY,
        GIVEN,
        TEXT,
        TELECOM,
        BIRTH_DATE,
        ADDRESS,
        LINE,
        CITY,
        POSTAL_CODE,
        DISTRICT,
        PHOTO,
        DATA,
        URL,
        CONTACT,
        GENDER,
        DECEASED,
        DECEASED,
        SUBJECT,
        SUBJECT,
        SUBJECT,
        SUBJECT,
        SUBJECT,
        SUBJECT,
        DISPLAY,
        REFERENCE,
        SUBSCRIBER_ID,
        DIV,
        NOTE,
        CONTENT,
        CONTENT,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        DATE,
        TOKEN,
        TOKEN,
        TOKEN,
    };

    private static final int LONGEST = 18;
    private static final KnownWords WORDS = new KnownWords(List.of(NAMES));

    private ElementName() {}

    static int of(byte[] bytes, int start, int length) {
        int found = length > LONGEST ? KnownWords.NONE : WORDS.find(bytes, start, length);
        return found == KnownWords.NONE ? OTHER : CODES[found];
    }
}
