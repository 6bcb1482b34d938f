/// HL7 FHIR R4 (4.0.1), R4B (4.3.0) and R5 (5.0.0): resource types, interactions, and which
/// elements of resources identify patients, in JSON and in XML. Carried by HTTP, whose parser hands
/// bodies and paths in. Start with [io.wardtap.protocol.fhir.FhirElements] and
/// [io.wardtap.protocol.fhir.FhirTypes].
package io.wardtap.protocol.fhir;
