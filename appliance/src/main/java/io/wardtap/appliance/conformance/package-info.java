/// Checks a few HL7 v2 messages for conformance, off the line. Start with
/// [io.wardtap.appliance.conformance.Hl7Conformance]. Only
/// [io.wardtap.appliance.conformance.HapiValidator] sees HAPI, and nothing but codes and positions
/// leaves it. Depends on what analysis observes.
package io.wardtap.appliance.conformance;
