package io.wardtap.protocol.hl7;

/// The HL7 protocol's registry entry and unit types.
public final class Hl7 {
    private Hl7() {}
}
