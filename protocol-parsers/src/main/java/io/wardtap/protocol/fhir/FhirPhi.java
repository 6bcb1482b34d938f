package io.wardtap.protocol.fhir;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.ArrayList;
import java.util.List;

/// Elements of FHIR resources that can carry patient data, by path. `Resource` stands for any type
/// whose instances are about a patient, `subject` for whichever of its elements names that patient.
public final class FhirPhi {
    private static final List<PhiField> FIELDS = new ArrayList<>();

    static final int PATIENT_IDENTIFIER = add("Patient.identifier", PhiCategory.ID, true);
    static final int PATIENT_NAME = add("Patient.name", PhiCategory.NAME, true);
    static final int PATIENT_TELECOM = add("Patient.telecom", PhiCategory.PHONE, true);
    static final int PATIENT_BIRTH_DATE = add("Patient.birthDate", PhiCategory.DOB, true);
    static final int PATIENT_ADDRESS = add("Patient.address", PhiCategory.ADDRESS, true);
    static final int PATIENT_PHOTO = add("Patient.photo", PhiCategory.IMAGE, true);
    static final int PATIENT_CONTACT = add("Patient.contact", PhiCategory.NAME, true);

    /// The logical id: means somebody only to who may ask the server.
    public static final int PATIENT_ID = add("Patient.id", PhiCategory.ID, false);

    static final int PATIENT_GENDER = add("Patient.gender", PhiCategory.DEMOGRAPHIC, false);
    static final int PATIENT_DECEASED = add("Patient.deceased", PhiCategory.DATE, false);
    static final int PERSON_IDENTIFIER = add("Person.identifier", PhiCategory.ID, true);
    static final int PERSON_NAME = add("Person.name", PhiCategory.NAME, true);
    static final int PERSON_TELECOM = add("Person.telecom", PhiCategory.PHONE, true);
    static final int PERSON_BIRTH_DATE = add("Person.birthDate", PhiCategory.DOB, true);
    static final int PERSON_ADDRESS = add("Person.address", PhiCategory.ADDRESS, true);
    static final int PERSON_PHOTO = add("Person.photo", PhiCategory.IMAGE, true);
    static final int SUBJECT_DISPLAY = add("subject.display", PhiCategory.NAME, true);
    static final int SUBJECT_IDENTIFIER = add("subject.identifier", PhiCategory.ID, true);
    static final int SUBJECT_REFERENCE = add("subject.reference", PhiCategory.ID, false);
    static final int SUBSCRIBER_ID = add("Coverage.subscriberId", PhiCategory.INSURANCE, true);
    static final int RESOURCE_IDENTIFIER = add("Resource.identifier", PhiCategory.ID, false);
    static final int NARRATIVE = add("Resource.text", PhiCategory.FREE_TEXT, false);
    static final int NOTE = add("Resource.note", PhiCategory.FREE_TEXT, false);
    static final int ATTACHMENT = add("Attachment.data", PhiCategory.FREE_TEXT, false);
    static final int RESOURCE_DATE = add("Resource.date", PhiCategory.DATE, false);
    static final int PRACTITIONER_NAME = add("Practitioner.name", PhiCategory.STAFF, false);
    static final int PRACTITIONER_TELECOM = add("Practitioner.telecom", PhiCategory.STAFF, false);

    /// The fields; a mark in [io.wardtap.protocol.phi.PhiFacts] is an index into this list.
    public static final List<PhiField> CATALOGUE = List.copyOf(FIELDS);

    private FhirPhi() {}

    private static int add(String name, PhiCategory category, boolean direct) {
        FIELDS.add(new PhiField(name, category, direct));
        return FIELDS.size() - 1;
    }
}
