package io.wardtap.protocol.testkit;

import java.nio.charset.StandardCharsets;

/// Makes WS-Discovery 1.1 messages (OASIS 2009, 4 to 6) of SDC devices.
public final class DiscoveryMessages {
    private static final String DISCOVERY = "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01";
    private static final String MDPWS =
            "http://standards.ieee.org/downloads/11073/11073-20702-2016";
    private static final String TYPES = "dpws:Device mdpws:MedicalDevice";

    private DiscoveryMessages() {}

    public static byte[] hello(String scopes, String xAddrs) {
        return message("Hello", "<d:Hello>" + device(TYPES, scopes, xAddrs) + "</d:Hello>");
    }

    public static byte[] probeMatches(String types, String scopes, String xAddrs) {
        return message(
                "ProbeMatches",
                "<d:ProbeMatches><d:ProbeMatch>"
                        + device(types, scopes, xAddrs)
                        + "</d:ProbeMatch></d:ProbeMatches>");
    }

    public static byte[] probe(String types) {
        return message("Probe", "<d:Probe><d:Types>" + types + "</d:Types></d:Probe>");
    }

    public static byte[] message(String action, String body) {
        String text =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                        + " xmlns:d=\""
                        + DISCOVERY
                        + "\" xmlns:mdpws=\""
                        + MDPWS
                        + "\"><s:Header><a:Action>"
                        + DISCOVERY
                        + "/"
                        + action
                        + "</a:Action><a:To>urn:x</a:To></s:Header><s:Body>"
                        + body
                        + "</s:Body></s:Envelope>";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String device(String types, String scopes, String xAddrs) {
        return "<a:EndpointReference><a:Address> urn:uuid:0a1b2c3d-0000-4000-8000-00000000c0de"
                + " </a:Address></a:EndpointReference><d:Types>"
                + types
                + "</d:Types><d:Scopes>"
                + scopes
                + "</d:Scopes><d:XAddrs>"
                + xAddrs
                + "</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion>";
    }
}
