package io.wardtap.appliance.config;

import java.util.List;

/// Section `protocols`. Bytes decide what a flow is; ports raise the odds.
public record ProtocolSettings(
        @Setting("DICOM Upper Layer.") Protocol dicom,
        @Setting("HL7 version 2 over MLLP.") Protocol hl7,
        @Setting("TLS: recognised, and marked as encrypted.") Protocol tls,
        @Setting("HTTP/1.x, and FHIR, DICOMweb and clinical documents in it.") Protocol http,
        @Setting("Checks a few HL7 messages against the standard, off the line.")
                Conformance hl7Conformance) {
    /// Checks of samples of HL7 messages with HAPI.
    public record Conformance(
            @Setting(
                            "Whether messages are checked; what is found is in hl7_interfaces of"
                                    + " summary.json.")
                    boolean enabled,
            @Setting(
                            value =
                                    "Messages of each interface, sender and message type: in an"
                                            + " hour live, in all in a replay.",
                            min = 1,
                            max = 1000)
                    int messagesPerType) {
        public Conformance {
            new Checks().range("messagesPerType", messagesPerType, 1, 1000).done();
        }

        public static Conformance defaults() {
            return new Conformance(false, 8);
        }
    }

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
                Protocol.defaults(),
                Protocol.defaults(),
                Protocol.defaults(),
                Protocol.defaults(),
                Conformance.defaults());
    }
}
