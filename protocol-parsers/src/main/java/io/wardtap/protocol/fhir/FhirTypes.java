package io.wardtap.protocol.fhir;

import io.wardtap.protocol.bytes.Bytes;

import java.util.Arrays;
import java.util.List;

/// Resource types of FHIR R4, R4B and R5 by number, and what their instances are about. Any thread;
/// a lookup allocates nothing.
public final class FhirTypes {
    /// Not a resource type.
    public static final int NONE = -1;

    // what instances of a type are about
    static final int OTHER = 0;
    static final int PATIENT = 1;
    static final int PERSON = 2;
    static final int STAFF = 3;
    static final int CLINICAL = 4;

    private static final List<String> PERSONS = List.of("RelatedPerson", "Person");

    private static final List<String> PROFESSIONALS = List.of("Practitioner", "PractitionerRole");

    /// Types whose instances are about one patient.
    private static final List<String> ABOUT_PATIENTS =
            words(
                    "Account AdverseEvent AllergyIntolerance Appointment AppointmentResponse"
                        + " AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure"
                        + " CarePlan CareTeam ChargeItem Claim ClaimResponse ClinicalImpression"
                        + " Communication CommunicationRequest Composition Condition Consent"
                        + " Contract Coverage CoverageEligibilityRequest"
                        + " CoverageEligibilityResponse DetectedIssue DeviceAssociation"
                        + " DeviceDispense DeviceRequest DeviceUsage DeviceUseStatement"
                        + " DiagnosticReport DocumentManifest DocumentReference Encounter"
                        + " EncounterHistory EnrollmentRequest EnrollmentResponse EpisodeOfCare"
                        + " ExplanationOfBenefit FamilyMemberHistory Flag FormularyItem"
                        + " GenomicStudy Goal Group GuidanceResponse ImagingSelection ImagingStudy"
                        + " Immunization ImmunizationEvaluation ImmunizationRecommendation Invoice"
                        + " List Media MedicationAdministration MedicationDispense"
                        + " MedicationRequest MedicationStatement MolecularSequence NutritionIntake"
                        + " NutritionOrder Observation PaymentNotice PaymentReconciliation"
                        + " Procedure QuestionnaireResponse RequestGroup RequestOrchestration"
                        + " ResearchSubject RiskAssessment ServiceRequest Specimen SupplyDelivery"
                        + " SupplyRequest Task Transport VisionPrescription");

    private static final List<String> OTHERS =
            words(
                    "ActivityDefinition ActorDefinition AdministrableProductDefinition"
                        + " ArtifactAssessment Bundle CapabilityStatement CatalogEntry"
                        + " ChargeItemDefinition Citation ClinicalUseDefinition CodeSystem"
                        + " CompartmentDefinition ConceptMap ConditionDefinition Device"
                        + " DeviceDefinition DeviceMetric EffectEvidenceSynthesis Endpoint"
                        + " EventDefinition Evidence EvidenceReport EvidenceVariable"
                        + " ExampleScenario GraphDefinition HealthcareService ImplementationGuide"
                        + " Ingredient InsurancePlan InventoryItem InventoryReport Library Linkage"
                        + " Location ManufacturedItemDefinition Measure MeasureReport Medication"
                        + " MedicationKnowledge MedicinalProductDefinition MessageDefinition"
                        + " MessageHeader NamingSystem NutritionProduct ObservationDefinition"
                        + " OperationDefinition OperationOutcome Organization"
                        + " OrganizationAffiliation PackagedProductDefinition Parameters Permission"
                        + " PlanDefinition Provenance Questionnaire RegulatedAuthorization"
                        + " Requirements ResearchElementDefinition ResearchStudy"
                        + " RiskEvidenceSynthesis Schedule SearchParameter Slot SpecimenDefinition"
                        + " StructureDefinition StructureMap Subscription SubscriptionStatus"
                        + " SubscriptionTopic Substance SubstanceDefinition SubstanceNucleicAcid"
                        + " SubstancePolymer SubstanceProtein SubstanceReferenceInformation"
                        + " SubstanceSourceMaterial TerminologyCapabilities TestPlan TestReport"
                        + " TestScript ValueSet VerificationResult");

    private static final int SHIFT = 22;

    private static final String[] NAMES = new String[256];
    private static final byte[] ABOUT = new byte[256];
    private static final short[] SLOTS = new short[1 << (32 - SHIFT)];
    private static final int COUNT;

    static {
        Arrays.fill(SLOTS, (short) NONE);
        int count = add("Patient", PATIENT, 0);
        count = addAll(PERSONS, PERSON, count);
        count = addAll(PROFESSIONALS, STAFF, count);
        count = addAll(ABOUT_PATIENTS, CLINICAL, count);
        COUNT = addAll(OTHERS, OTHER, count);
    }

    /// The number of `Patient`.
    public static final int PATIENT_TYPE = 0;

    private FhirTypes() {}

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" ", -1));
    }

    private static int addAll(List<String> names, int about, int from) {
        int count = from;
        for (String name : names) {
            count = add(name, about, count);
        }
        return count;
    }

    private static int add(String name, int about, int index) {
        int hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 31 + name.charAt(i);
        }
        int slot = slot(hash);
        while (SLOTS[slot] != NONE) {
            slot = slot + 1 & SLOTS.length - 1;
        }
        SLOTS[slot] = (short) index;
        NAMES[index] = name;
        ABOUT[index] = (byte) about;
        return index + 1;
    }

    /// The type of this name, or [#NONE].
    public static int of(byte[] bytes, int start, int length) {
        if (length < 4 || length > 40) {
            return NONE;
        }
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + Bytes.u8(bytes, start + i);
        }
        int slot = slot(hash);
        while (SLOTS[slot] != NONE) {
            String name = NAMES[SLOTS[slot]];
            if (name.length() == length && Bytes.startsWith(bytes, start, name)) {
                return SLOTS[slot];
            }
            slot = slot + 1 & SLOTS.length - 1;
        }
        return NONE;
    }

    /// How many types there are; numbers run from 0.
    public static int count() {
        return COUNT;
    }

    public static String name(int type) {
        return NAMES[type];
    }

    /// Whether instances of this type are about a patient.
    public static boolean isPatientData(int type) {
        return type >= 0 && ABOUT[type] != OTHER && ABOUT[type] != STAFF;
    }

    static int about(int type) {
        return type < 0 ? OTHER : ABOUT[type];
    }

    private static int slot(int hash) {
        return hash * 0x9E37_79B1 >>> SHIFT;
    }
}
