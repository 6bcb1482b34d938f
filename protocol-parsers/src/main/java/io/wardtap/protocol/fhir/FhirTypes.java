package io.wardtap.protocol.fhir;

import io.wardtap.protocol.bytes.KnownWords;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Resource types of FHIR R4, R4B and R5 by number, and what their instances are about. Any thread;
/// a lookup allocates nothing.
public final class FhirTypes {
    /// Not a resource type.
    public static final int NONE = KnownWords.NONE;

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

    private static final KnownWords NAMES;
    private static final byte[] ABOUT;

    static {
        List<String> names = new ArrayList<>(List.of("Patient"));
        names.addAll(PERSONS);
        int persons = names.size();
        names.addAll(PROFESSIONALS);
        int professionals = names.size();
        names.addAll(ABOUT_PATIENTS);
        int aboutPatients = names.size();
        names.addAll(OTHERS);
        NAMES = new KnownWords(names);
        ABOUT = new byte[names.size()];
        Arrays.fill(ABOUT, 0, 1, (byte) PATIENT);
        Arrays.fill(ABOUT, 1, persons, (byte) PERSON);
        Arrays.fill(ABOUT, persons, professionals, (byte) STAFF);
        Arrays.fill(ABOUT, professionals, aboutPatients, (byte) CLINICAL);
        Arrays.fill(ABOUT, aboutPatients, ABOUT.length, (byte) OTHER);
    }

    /// The number of `Patient`.
    public static final int PATIENT_TYPE = 0;

    private FhirTypes() {}

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" ", -1));
    }

    /// The type of this name, or [#NONE].
    public static int of(byte[] bytes, int start, int length) {
        return length < 4 || length > 40 ? NONE : NAMES.find(bytes, start, length);
    }

    /// How many types there are; numbers run from 0.
    public static int count() {
        return NAMES.size();
    }

    public static String name(int type) {
        return NAMES.word(type);
    }

    /// Whether instances of this type are about a patient.
    public static boolean isPatientData(int type) {
        return type >= 0 && ABOUT[type] != OTHER && ABOUT[type] != STAFF;
    }

    static int about(int type) {
        return type < 0 ? OTHER : ABOUT[type];
    }
}
