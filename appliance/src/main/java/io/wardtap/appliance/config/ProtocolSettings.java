package io.wardtap.appliance.config;

import java.util.List;

/// Section `protocols`. Bytes decide what a flow is; ports raise the odds.
public record ProtocolSettings(
        @Setting("DICOM Upper Layer.") Protocol dicom,
        @Setting("HL7 version 2 over MLLP.") Protocol hl7,
        @Setting("TLS: recognised, and marked as encrypted.") Protocol tls,
        @Setting("HTTP/1.x, and FHIR, DICOMweb and clinical documents in it.") Protocol http) {
    /// One protocol.
    public record Protocol(
            @Setting(value = "Whether it is looked for.", active = false) boolean enabled,
            @Setting(
                            value = "Ports it has here besides its usual ones.",
                            min = 1,
                            max = 65_535,
                            active = false)
                    List<Integer> ports) {
        public Protocol {
            ports = List.copyOf(ports);
            Checks checks = new Checks();
            for (int port : ports) {
                checks.range("ports", port, 1, 65_535);
            }
            checks.done();
        }

        public static Protocol defaults() {
            return new Protocol(true, List.of());
        }
    }

    public static ProtocolSettings defaults() {
        return new ProtocolSettings(
                Protocol.defaults(), Protocol.defaults(), Protocol.defaults(), Protocol.defaults());
    }
}
