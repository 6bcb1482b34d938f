package io.wardtap.protocol.phi;

/// One field that can carry patient data.
///
/// @param name as outputs show it: a DICOM keyword or an HL7 position such as `PID-5`
/// @param direct identifies a patient by itself; others only in combination
public record PhiField(String name, PhiCategory category, boolean direct) {}
