package io.wardtap.protocol.sdc;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.bytes.UrlText;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.medical.MedicalNames;
import io.wardtap.protocol.medical.PatientValues;
import io.wardtap.protocol.phi.SystemNames;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;
import io.wardtap.protocol.xml.XmlNames;
import io.wardtap.protocol.xml.XmlTags;

/// Reads WS-Discovery messages about medical devices: types, scopes with the location context,
/// transport addresses, endpoint. Of several matches in one message the first endpoint and location
/// count. Keeps no state of a conversation. Confined to one parser thread.
public final class WsDiscoveryParser implements ProtocolParser {
    /// Domain of endpoint hashes.
    private static final int ENDPOINT_DOMAIN = 11;

    private static final String LOCATION = "sdc.ctxt.loc:";
    private static final String PATIENT = "sdc.ctxt.pat:";
    private static final int MAX_SCOPES = 256;
    private static final int BED = 5;
    private static final String[] PARTS = {"fac=", "bldng=", "poc=", "flr=", "rm=", "bed="};

    private final XmlTags elements = new XmlTags();
    private final KeyedHash hash;
    private final PatientValues patients;
    private final MedicalNames names;
    private final int[] starts = new int[PARTS.length];
    private final int[] ends = new int[PARTS.length];

    /// One more than a name may have, so that a longer one is too long.
    private final byte[] decoded = new byte[SystemNames.MAX_LENGTH + 1];

    private boolean hasLocation;

    public WsDiscoveryParser(ParserContext context) {
        hash = context.correlationHash();
        patients = new PatientValues(context.patientHash());
        names = new MedicalNames(context.names(), patients);
    }

    @Override
    public void onUnit(
            long flow,
            int type,
            Direction from,
            long timeNs,
            byte[] bytes,
            int start,
            int length,
            long detail,
            Facts facts) {
        if (!(facts instanceof WsDiscoveryFacts found)) {
            return;
        }
        int kind = (int) detail;
        found.kind = WsDiscovery.KINDS.get(kind);
        found.bytes = length;
        patients.begin(bytes);
        hasLocation = false;
        java.util.Arrays.fill(starts, 0);
        java.util.Arrays.fill(ends, 0);
        elements.wrap(bytes, start, length);
        elements(bytes, found);
        found.facility = part(0, bytes, found);
        found.building = part(1, bytes, found);
        found.pointOfCare = part(2, bytes, found);
        found.floor = part(3, bytes, found);
        found.room = part(4, bytes, found);
        found.bed = part(BED, bytes, found);
        boolean device = kind != WsDiscovery.PROBE && kind != WsDiscovery.RESOLVE;
        if (device && found.isMedicalDevice) {
            found.senderClass = "medical.unknown";
        }
    }

    @Override
    public void onFlowEnd(long flow) {
        // no state is kept
    }

    private void elements(byte[] bytes, WsDiscoveryFacts found) {
        boolean endpoint = false;
        while (elements.next()) {
            if (elements.isEnd()) {
                continue;
            }
            int text = elements.textStart();
            int stop = elements.textEnd();
            if (elements.isNamed("EndpointReference")) {
                endpoint = true;
            } else if (endpoint && elements.isNamed("Address")) {
                endpoint(bytes, text, stop, found);
                endpoint = false;
            } else if (elements.isNamed("Types")) {
                found.isMedicalDevice |=
                        Bytes.indexOf(bytes, text, stop, WsDiscovery.MEDICAL_DEVICE) >= 0;
            } else if (elements.isNamed("Scopes")) {
                scopes(bytes, text, stop, found);
            } else if (elements.isNamed("XAddrs")) {
                addresses(bytes, text, stop, found);
            }
        }
    }

    private void endpoint(byte[] bytes, int from, int to, WsDiscoveryFacts found) {
        int start = from;
        int end = to;
        while (start < end && XmlNames.isBlank(Bytes.u8(bytes, start))) {
            start++;
        }
        while (end > start && XmlNames.isBlank(Bytes.u8(bytes, end - 1))) {
            end--;
        }
        if (found.endpointHash == 0 && end > start) {
            found.endpointHash = hash.hash(ENDPOINT_DOMAIN, bytes, start, end - start);
        }
    }

    private static void addresses(byte[] bytes, int from, int to, WsDiscoveryFacts found) {
        for (int at = from; at < to; at = wordEnd(bytes, at, to) + 1) {
            if (to - at >= 8 && Bytes.startsWith(bytes, at, "https://")) {
                found.tlsAddresses++;
            } else if (to - at >= 7 && Bytes.startsWith(bytes, at, "http://")) {
                found.plainAddresses++;
            }
        }
    }

    private void scopes(byte[] bytes, int from, int to, WsDiscoveryFacts found) {
        int at = from;
        for (int i = 0; i < MAX_SCOPES && at < to; i++) {
            int end = wordEnd(bytes, at, to);
            if (end - at > PATIENT.length() && Bytes.startsWith(bytes, at, PATIENT)) {
                found.phi.mark(WsDiscoveryPhi.PATIENT_CONTEXT);
                segments(bytes, at + PATIENT.length(), end);
                patients.identifier(at, end, found.phi);
            } else if (!hasLocation
                    && end - at > LOCATION.length()
                    && Bytes.startsWith(bytes, at, LOCATION)) {
                hasLocation = true;
                location(bytes, at, end);
            }
            at = end + 1;
        }
    }

    /// `sdc.ctxt.pat:/root/extension`: each part by itself is nothing to be shown elsewhere.
    private void segments(byte[] bytes, int from, int to) {
        for (int at = from; at < to; ) {
            int slash = Bytes.indexOf(bytes, at, to, '/');
            int end = slash < 0 ? to : slash;
            patients.add(at, end);
            at = end + 1;
        }
    }

    /// `sdc.ctxt.loc:/…?fac=…&amp;bldng=…`: the parts in any order (11073-20701).
    private void location(byte[] bytes, int from, int to) {
        int query = Bytes.indexOf(bytes, from, to, '?');
        int at = query < 0 ? to : query + 1;
        while (at < to) {
            int end = at;
            while (end < to && Bytes.u8(bytes, end) != '&' && Bytes.u8(bytes, end) != ';') {
                end++;
            }
            for (int i = 0; i < PARTS.length; i++) {
                int value = at + PARTS[i].length();
                if (value < end && Bytes.startsWith(bytes, at, PARTS[i])) {
                    starts[i] = value;
                    ends[i] = end;
                }
            }
            at = end + 1;
        }
    }

    /// A part of the location, without the escapes of URLs, when it may be shown.
    private String part(int i, byte[] bytes, WsDiscoveryFacts found) {
        int length = UrlText.decode(bytes, starts[i], ends[i], decoded);
        // a bed without a digit may be named after who lies in it
        boolean mayShow = i != BED || length == 0 || MedicalNames.hasDigit(decoded, 0, length);
        if (!mayShow || patients.occurIn(starts[i], ends[i])) {
            found.maskedNames++;
            return "";
        }
        return names.label(decoded, 0, length, found);
    }

    private static int wordEnd(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && !XmlNames.isBlank(Bytes.u8(bytes, end))) {
            end++;
        }
        return end;
    }
}
