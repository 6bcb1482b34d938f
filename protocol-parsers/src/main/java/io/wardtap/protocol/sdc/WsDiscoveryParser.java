package io.wardtap.protocol.sdc;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.medical.MedicalNames;
import io.wardtap.protocol.medical.PatientValues;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

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

    private final KeyedHash hash;
    private final PatientValues patients;
    private final MedicalNames names;
    private final int[] starts = new int[PARTS.length];
    private final int[] ends = new int[PARTS.length];
    private final byte[] decoded = new byte[64];
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
        elements(bytes, start, start + length, found);
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

    private void elements(byte[] bytes, int start, int end, WsDiscoveryFacts found) {
        int at = Bytes.indexOf(bytes, start, end, '<');
        boolean endpoint = false;
        while (at >= 0) {
            int name = Texts.localName(bytes, at + 1, end);
            int next = Bytes.indexOf(bytes, at + 1, end, '<');
            int stop = next < 0 ? end : next;
            int close = Bytes.indexOf(bytes, name, stop, '>');
            int text = close < 0 ? stop : close + 1;
            if (Texts.isElement(bytes, name, end, "EndpointReference")) {
                endpoint = true;
            } else if (endpoint && Texts.isElement(bytes, name, end, "Address")) {
                endpoint(bytes, text, stop, found);
                endpoint = false;
            } else if (Texts.isElement(bytes, name, end, "Types")) {
                found.isMedicalDevice |=
                        Texts.find(bytes, text, stop, WsDiscovery.MEDICAL_DEVICE) >= 0;
            } else if (Texts.isElement(bytes, name, end, "Scopes")) {
                scopes(bytes, text, stop, found);
            } else if (Texts.isElement(bytes, name, end, "XAddrs")) {
                addresses(bytes, text, stop, found);
            }
            at = next;
        }
    }

    private void endpoint(byte[] bytes, int from, int to, WsDiscoveryFacts found) {
        int start = from;
        int end = to;
        while (start < end && Texts.isBlank(Bytes.u8(bytes, start))) {
            start++;
        }
        while (end > start && Texts.isBlank(Bytes.u8(bytes, end - 1))) {
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
        int length = 0;
        int at = starts[i];
        while (at < ends[i] && length < decoded.length) {
            int b = Bytes.u8(bytes, at);
            int high = b == '%' && at + 2 < ends[i] ? Character.digit(bytes[at + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(bytes[at + 2], 16) : -1;
            decoded[length++] = (byte) (low >= 0 ? high << 4 | low : b == '+' ? ' ' : b);
            at += low >= 0 ? 3 : 1;
        }
        // a bed without a digit may be named after who lies in it
        boolean bed = i != BED || length == 0 || MedicalNames.hasDigit(decoded, 0, length);
        if (!bed || at < ends[i] || patients.occurIn(starts[i], ends[i])) {
            found.maskedNames++;
            return "";
        }
        return names.label(decoded, 0, length, found);
    }

    private static int wordEnd(byte[] bytes, int at, int to) {
        int end = at;
        while (end < to && !Texts.isBlank(Bytes.u8(bytes, end))) {
            end++;
        }
        return end;
    }
}
