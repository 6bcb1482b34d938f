package io.wardtap.protocol.dicom;

import io.wardtap.protocol.phi.PhiCategory;
import io.wardtap.protocol.phi.PhiField;

import java.util.List;

/// DICOM attributes that can carry patient data, by keyword (PS3.15 Annex E, Table E.1-1, joined
/// with the data dictionary of PS3.6). Direct: identifies a patient by itself. Quasi: staff,
/// facility, date, free text or key that does so in combination. The last two are where a camera
/// was.
public final class DicomPhi {
    private static final boolean DIRECT = true;
    private static final boolean QUASI = false;

    private static final List<Row> ROWS =
            List.of(
                    text(0x0010_0010, "PatientName", PhiCategory.NAME, DIRECT),
                    text(0x0010_0020, "PatientID", PhiCategory.ID, DIRECT),
                    text(0x0010_0021, "IssuerOfPatientID", PhiCategory.FACILITY, QUASI),
                    text(0x0010_1000, "OtherPatientIDs", PhiCategory.ID, DIRECT),
                    text(0x0010_1001, "OtherPatientNames", PhiCategory.NAME, DIRECT),
                    sequence(0x0010_1002, "OtherPatientIDsSequence", PhiCategory.ID, DIRECT),
                    text(0x0010_1005, "PatientBirthName", PhiCategory.NAME, DIRECT),
                    text(0x0010_1060, "PatientMotherBirthName", PhiCategory.NAME, DIRECT),
                    text(0x0010_0030, "PatientBirthDate", PhiCategory.DOB, DIRECT),
                    text(
                            0x0010_0033,
                            "PatientBirthDateInAlternativeCalendar",
                            PhiCategory.DOB,
                            DIRECT),
                    text(0x0010_0012, "NameToUse", PhiCategory.NAME, DIRECT),
                    text(0x0010_1040, "PatientAddress", PhiCategory.ADDRESS, DIRECT),
                    text(0x0010_2154, "PatientTelephoneNumbers", PhiCategory.PHONE, DIRECT),
                    text(0x0010_2155, "PatientTelecomInformation", PhiCategory.PHONE, DIRECT),
                    text(0x0010_1080, "MilitaryRank", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_1090, "MedicalRecordLocator", PhiCategory.ID, DIRECT),
                    sequence(
                            0x0010_1100,
                            "ReferencedPatientPhotoSequence",
                            PhiCategory.IMAGE,
                            DIRECT),
                    text(0x0010_2297, "ResponsiblePerson", PhiCategory.NAME, DIRECT),
                    sequence(
                            0x0010_0050,
                            "PatientInsurancePlanCodeSequence",
                            PhiCategory.INSURANCE,
                            DIRECT),
                    text(0x0010_1050, "InsurancePlanIdentification", PhiCategory.INSURANCE, DIRECT),
                    text(0x0038_0010, "AdmissionID", PhiCategory.ACCOUNT, DIRECT),
                    text(0x0038_0060, "ServiceEpisodeID", PhiCategory.ACCOUNT, DIRECT),
                    text(0x0008_0050, "AccessionNumber", PhiCategory.ID, DIRECT),
                    text(0x0040_1102, "PersonAddress", PhiCategory.STAFF, QUASI),
                    text(0x0040_1103, "PersonTelephoneNumbers", PhiCategory.STAFF, QUASI),
                    text(0x0040_1104, "PersonTelecomInformation", PhiCategory.STAFF, QUASI),
                    text(0x0012_0040, "ClinicalTrialSubjectID", PhiCategory.ID, DIRECT),
                    text(0x0012_0042, "ClinicalTrialSubjectReadingID", PhiCategory.ID, DIRECT),
                    text(
                            0x0040_2016,
                            "PlacerOrderNumberImagingServiceRequest",
                            PhiCategory.ID,
                            DIRECT),
                    text(
                            0x0040_2017,
                            "FillerOrderNumberImagingServiceRequest",
                            PhiCategory.ID,
                            DIRECT),
                    text(0x0042_0011, "EncapsulatedDocument", PhiCategory.FREE_TEXT, DIRECT),
                    text(0x0040_A123, "PersonName", PhiCategory.NAME, QUASI),
                    text(0x0040_0551, "SpecimenIdentifier", PhiCategory.ID, QUASI),
                    text(0x0040_0512, "ContainerIdentifier", PhiCategory.ID, QUASI),
                    text(0x2200_0005, "BarcodeValue", PhiCategory.ID, QUASI),
                    text(0x2200_0002, "LabelText", PhiCategory.FREE_TEXT, QUASI),
                    text(0x2030_0020, "TextString", PhiCategory.FREE_TEXT, DIRECT),
                    text(0x0040_2010, "OrderCallbackPhoneNumber", PhiCategory.STAFF, QUASI),
                    text(
                            0x0040_1010,
                            "NamesOfIntendedRecipientsOfResults",
                            PhiCategory.STAFF,
                            QUASI),
                    text(0x0010_0040, "PatientSex", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_1010, "PatientAge", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_0032, "PatientBirthTime", PhiCategory.DOB, QUASI),
                    text(0x0010_1020, "PatientSize", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_1030, "PatientWeight", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_2160, "EthnicGroup", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_2180, "Occupation", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_2150, "CountryOfResidence", PhiCategory.ADDRESS, QUASI),
                    text(0x0010_2152, "RegionOfResidence", PhiCategory.ADDRESS, QUASI),
                    text(0x0010_21F0, "PatientReligiousPreference", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_21A0, "SmokingStatus", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_21C0, "PregnancyStatus", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0010_21D0, "LastMenstrualDate", PhiCategory.DATE, QUASI),
                    text(0x0010_2000, "MedicalAlerts", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0010_2110, "Allergies", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0010_21B0, "AdditionalPatientHistory", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0010_4000, "PatientComments", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0010_1081, "BranchOfService", PhiCategory.DEMOGRAPHIC, QUASI),
                    text(0x0038_0500, "PatientState", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0038_0050, "SpecialNeeds", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0038_0300, "CurrentPatientLocation", PhiCategory.FACILITY, QUASI),
                    text(0x0038_0400, "PatientInstitutionResidence", PhiCategory.ADDRESS, QUASI),
                    text(
                            0x0008_1080,
                            "AdmittingDiagnosesDescription",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(0x0038_0020, "AdmittingDate", PhiCategory.DATE, QUASI),
                    text(0x0008_0020, "StudyDate", PhiCategory.DATE, QUASI),
                    text(0x0008_0021, "SeriesDate", PhiCategory.DATE, QUASI),
                    text(0x0008_0022, "AcquisitionDate", PhiCategory.DATE, QUASI),
                    text(0x0008_0023, "ContentDate", PhiCategory.DATE, QUASI),
                    text(0x0040_0002, "ScheduledProcedureStepStartDate", PhiCategory.DATE, QUASI),
                    text(0x0040_0244, "PerformedProcedureStepStartDate", PhiCategory.DATE, QUASI),
                    text(0x0008_0030, "StudyTime", PhiCategory.DATE, QUASI),
                    text(0x0008_002A, "AcquisitionDateTime", PhiCategory.DATE, QUASI),
                    text(0x0020_000D, "StudyInstanceUID", PhiCategory.ID, QUASI),
                    text(0x0020_000E, "SeriesInstanceUID", PhiCategory.ID, QUASI),
                    text(0x0008_0018, "SOPInstanceUID", PhiCategory.ID, QUASI),
                    text(0x0020_0052, "FrameOfReferenceUID", PhiCategory.ID, QUASI),
                    text(0x0020_0010, "StudyID", PhiCategory.ID, QUASI),
                    text(0x0008_0090, "ReferringPhysicianName", PhiCategory.STAFF, QUASI),
                    text(0x0008_0092, "ReferringPhysicianAddress", PhiCategory.STAFF, QUASI),
                    text(
                            0x0008_0094,
                            "ReferringPhysicianTelephoneNumbers",
                            PhiCategory.STAFF,
                            QUASI),
                    text(0x0008_1048, "PhysiciansOfRecord", PhiCategory.STAFF, QUASI),
                    text(0x0008_1050, "PerformingPhysicianName", PhiCategory.STAFF, QUASI),
                    text(0x0008_1060, "NameOfPhysiciansReadingStudy", PhiCategory.STAFF, QUASI),
                    text(0x0008_1070, "OperatorsName", PhiCategory.STAFF, QUASI),
                    text(0x0032_1032, "RequestingPhysician", PhiCategory.STAFF, QUASI),
                    text(0x0008_009C, "ConsultingPhysicianName", PhiCategory.STAFF, QUASI),
                    text(0x0070_0084, "ContentCreatorName", PhiCategory.STAFF, QUASI),
                    text(0x0040_A075, "VerifyingObserverName", PhiCategory.STAFF, QUASI),
                    text(0x0040_4037, "HumanPerformerName", PhiCategory.STAFF, QUASI),
                    text(0x0040_0006, "ScheduledPerformingPhysicianName", PhiCategory.STAFF, QUASI),
                    text(0x300E_0008, "ReviewerName", PhiCategory.STAFF, QUASI),
                    text(0x3006_00A6, "ROIInterpreter", PhiCategory.STAFF, QUASI),
                    text(0x0010_2299, "ResponsibleOrganization", PhiCategory.FACILITY, QUASI),
                    text(0x0040_2008, "OrderEnteredBy", PhiCategory.STAFF, QUASI),
                    text(0x0008_1030, "StudyDescription", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0008_103E, "SeriesDescription", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0020_4000, "ImageComments", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0020_9158, "FrameComments", PhiCategory.FREE_TEXT, QUASI),
                    text(
                            0x0032_1060,
                            "RequestedProcedureDescription",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(
                            0x0040_0007,
                            "ScheduledProcedureStepDescription",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(
                            0x0040_0254,
                            "PerformedProcedureStepDescription",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(
                            0x0040_0400,
                            "CommentsOnTheScheduledProcedureStep",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(0x0040_1001, "RequestedProcedureID", PhiCategory.ID, QUASI),
                    text(
                            0x0040_1002,
                            "ReasonForTheRequestedProcedure",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(0x0040_1400, "RequestedProcedureComments", PhiCategory.FREE_TEXT, QUASI),
                    text(
                            0x0040_2400,
                            "ImagingServiceRequestComments",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(
                            0x0040_0280,
                            "CommentsOnThePerformedProcedureStep",
                            PhiCategory.FREE_TEXT,
                            QUASI),
                    text(0x0018_1030, "ProtocolName", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0008_2111, "DerivationDescription", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0038_4000, "VisitComments", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0032_1066, "ReasonForVisit", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0008_0080, "InstitutionName", PhiCategory.FACILITY, QUASI),
                    text(0x0008_0081, "InstitutionAddress", PhiCategory.FACILITY, QUASI),
                    text(0x0008_1040, "InstitutionalDepartmentName", PhiCategory.FACILITY, QUASI),
                    sequence(0x0040_A730, "ContentSequence", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0040_A160, "TextValue", PhiCategory.FREE_TEXT, QUASI),
                    sequence(0x0008_1120, "ReferencedPatientSequence", PhiCategory.ID, QUASI),
                    sequence(0x0040_0275, "RequestAttributesSequence", PhiCategory.ID, QUASI),
                    sequence(0x0400_0561, "OriginalAttributesSequence", PhiCategory.ID, QUASI),
                    sequence(0x0400_0550, "ModifiedAttributesSequence", PhiCategory.ID, QUASI),
                    sequence(
                            0x0070_0001, "GraphicAnnotationSequence", PhiCategory.FREE_TEXT, QUASI),
                    text(0x0016_0072, "GPSLatitude", PhiCategory.ADDRESS, QUASI),
                    text(0x0016_0074, "GPSLongitude", PhiCategory.ADDRESS, QUASI));

    /// The fields; a mark in [io.wardtap.protocol.phi.PhiFacts] is an index into this list.
    public static final List<PhiField> CATALOGUE = ROWS.stream().map(Row::field).toList();

    private DicomPhi() {}

    /// The attribute tag of a field: group in the upper half, element in the lower.
    public static int tag(int field) {
        return ROWS.get(field).tag();
    }

    /// Whether the field is a sequence: what counts is that something is in it.
    public static boolean isSequence(int field) {
        return ROWS.get(field).sequence();
    }

    private static Row text(int tag, String keyword, PhiCategory category, boolean direct) {
        return new Row(tag, false, new PhiField(keyword, category, direct));
    }

    private static Row sequence(int tag, String keyword, PhiCategory category, boolean direct) {
        return new Row(tag, true, new PhiField(keyword, category, direct));
    }

    private record Row(int tag, boolean sequence, PhiField field) {}
}
