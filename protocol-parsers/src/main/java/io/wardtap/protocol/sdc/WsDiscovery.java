package io.wardtap.protocol.sdc;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.identify.Protocol;
import io.wardtap.protocol.xml.XmlNames;

import java.util.List;

/// The registry entry of WS-Discovery, its unit type and its kinds. Printers and others speak it as
/// well: their messages are counted and not read.
public final class WsDiscovery {
    /// Unit type: one datagram about medical devices.
    public static final int MESSAGE = 1;

    static final List<String> KINDS =
            List.of(
                    "hello",
                    "bye",
                    "probe",
                    "probe_matches",
                    "resolve",
                    "resolve_matches",
                    "other");

    /// Elements of the SOAP body (WS-Discovery 1.1, 4 to 6), in the order of the kinds.
    private static final String[] ELEMENTS = {
        "Hello", "Bye", "Probe", "ProbeMatches", "Resolve", "ResolveMatches"
    };

    static final int PROBE = 2;
    static final int RESOLVE = 4;
    private static final int PROBE_MATCHES = 3;
    private static final int RESOLVE_MATCHES = 5;
    static final int OTHER = 6;

    private static final int PORT = 3702;
    private static final String ENVELOPE = "Envelope";
    private static final int ENVELOPE_WITHIN = 256;

    /// Of WS-Discovery 1.1 (OASIS 2009), and of the draft that came before.
    private static final String NAMESPACE = "/ws-dd/ns/discovery/2009/01";

    private static final String DRAFT_NAMESPACE = "/ws/2005/04/discovery";

    /// The type that devices have, and the beginning of their scopes.
    static final String MEDICAL_DEVICE = "MedicalDevice";

    private static final String SCOPE = "sdc.";

    public static final Protocol PROTOCOL =
            Protocol.ofDatagrams(
                    "ws-discovery",
                    KINDS,
                    List.of(PORT),
                    (bytes, start, length, sourcePort, destinationPort) ->
                            isOurs(bytes, start, length),
                    new WsDiscoveryFramer(),
                    WsDiscoveryParser::new,
                    WsDiscoveryFacts::new);

    private WsDiscovery() {}

    /// A SOAP envelope that names the discovery's namespace.
    static boolean isOurs(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = start;
        while (at < end && at - start < 8 && Bytes.u8(bytes, at) != '<') {
            if (!mayPrecede(Bytes.u8(bytes, at))) {
                return false;
            }
            at++;
        }
        int within = Math.min(end, at + ENVELOPE_WITHIN);
        return at < end
                && Bytes.u8(bytes, at) == '<'
                && Bytes.indexOf(bytes, at, within, ENVELOPE) >= 0
                && (Bytes.indexOf(bytes, at, end, NAMESPACE) >= 0
                        || Bytes.indexOf(bytes, at, end, DRAFT_NAMESPACE) >= 0);
    }

    /// The kind of a message, an index into [#KINDS].
    static int kind(byte[] bytes, int start, int length) {
        int end = start + length;
        int at = Bytes.indexOf(bytes, start, end, '<');
        while (at >= 0) {
            int nameEnd = XmlNames.end(bytes, at + 1, end);
            int name = XmlNames.local(bytes, at + 1, nameEnd);
            for (int i = 0; i < ELEMENTS.length && nameEnd < end; i++) {
                if (Bytes.isText(bytes, name, nameEnd - name, ELEMENTS[i])) {
                    return i;
                }
            }
            at = Bytes.indexOf(bytes, at + 1, end, '<');
        }
        return OTHER;
    }

    /// Whether a message of this kind answers a question.
    static boolean isMatch(int kind) {
        return kind == PROBE_MATCHES || kind == RESOLVE_MATCHES;
    }

    /// Whether it may be about medical devices.
    static boolean isMedical(byte[] bytes, int start, int length) {
        return Bytes.indexOf(bytes, start, start + length, MEDICAL_DEVICE) >= 0
                || Bytes.indexOf(bytes, start, start + length, SCOPE) >= 0;
    }

    /// White space and a byte order mark.
    private static boolean mayPrecede(int b) {
        return XmlNames.isBlank(b) || b == 0xEF || b == 0xBB || b == 0xBF;
    }
}
