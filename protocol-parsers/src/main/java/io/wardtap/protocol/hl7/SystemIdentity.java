package io.wardtap.protocol.hl7;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.phi.SystemNames;
import io.wardtap.protocol.unit.KeyedHash;
import io.wardtap.protocol.unit.NameInterner;

/// Collects the names of systems and devices in one message: applications and facilities (MSH-3 to
/// 6), software (SFT), equipment (OBX-18, PRT, EQU). A name becomes a string only at the message's
/// end, when it is known not to be one of its patients', and only if it has the shape of a system's
/// name. Confined to one parser; allocates nothing once the names are known.
final class SystemIdentity {
    private static final int SENDING_APPLICATION = 0;
    private static final int SENDING_FACILITY = 1;
    private static final int RECEIVING_APPLICATION = 2;
    private static final int RECEIVING_FACILITY = 3;
    private static final int SOFTWARE_VENDOR = 4;
    private static final int SOFTWARE_VERSION = 5;
    private static final int SOFTWARE_PRODUCT = 6;
    private static final int EQUIPMENT = 7;
    private static final int SERIAL = 8;
    private static final int NAMES = 9;

    private static final int LONGEST_DEVICE_NAME = 32;

    /// Longer MSH-3 to 6 are read anew every time.
    private static final int LONGEST_HEADER = 256;

    private final Hl7Segments segments;
    private final DirectValues direct;
    private final NameInterner names;
    private final KeyedHash hash;
    private final HeaderNames headers = new HeaderNames();
    private final byte[] resolved = new byte[SystemNames.MAX_LENGTH];
    private final int[] starts = new int[NAMES];
    private final int[] lengths = new int[NAMES];
    private long equipmentMac;
    private long applicationMac;
    private int headerStart; // of MSH-3
    private long headerHash; // of MSH-3 to 6, 0 when they are not worth it
    private int knownHeader; // place among the headers, or -1

    SystemIdentity(Hl7Segments segments, DirectValues direct, NameInterner names, KeyedHash hash) {
        this.segments = segments;
        this.direct = direct;
        this.names = names;
        this.hash = hash;
    }

    void begin() {
        java.util.Arrays.fill(lengths, 0);
        equipmentMac = 0;
        applicationMac = 0;
        headerHash = 0;
        knownHeader = -1;
    }

    void onMsh() {
        if (segments.fields() > 6) {
            headerStart = segments.start(3);
            int length = segments.end(6) - headerStart;
            if (length <= LONGEST_HEADER) {
                headerHash =
                        hash.hash(segments.delimiters(), segments.bytes(), headerStart, length);
                knownHeader = headers.find(headerHash);
            }
        }
        if (knownHeader >= 0) {
            applicationMac = headers.mac(knownHeader);
            for (int i = 0; i < HeaderNames.FIELDS; i++) {
                starts[i] = headerStart + headers.offset(knownHeader, i);
                lengths[i] = headers.length(knownHeader, i);
            }
            return;
        }
        for (int i = 0; i < HeaderNames.FIELDS; i++) {
            firstComponent(SENDING_APPLICATION + i, 3 + i);
        }
        if (segments.has(3)) {
            // HD: namespace, universal id, its type; some put the EUI-64 first
            applicationMac = anyEui64(segments.start(3), segments.end(3));
        }
    }

    void onSoftware() {
        if (lengths[SOFTWARE_VENDOR] == 0 && lengths[SOFTWARE_PRODUCT] == 0) {
            firstComponent(SOFTWARE_VENDOR, 1);
            firstComponent(SOFTWARE_VERSION, 2);
            firstComponent(SOFTWARE_PRODUCT, 3);
        }
    }

    /// OBX-18, PRT-10, EQU-1: an EI, possibly repeated; the first that names a device counts.
    void onEquipment(int field) {
        if (!segments.has(field)) {
            return;
        }
        int to = segments.end(field);
        for (int at = segments.start(field); at < to; ) {
            int end = segments.repetitionEnd(at, to);
            if (equipmentMac == 0) {
                equipmentMac = anyEui64(at, end);
            }
            int namespace = segments.component(2, at, end);
            if (lengths[EQUIPMENT] == 0 && namespace >= 0) {
                int namespaceEnd = segments.componentEnd(namespace, end);
                if (isDeviceName(namespace, namespaceEnd)) {
                    note(EQUIPMENT, namespace, namespaceEnd);
                }
            }
            at = end + 1;
        }
    }

    /// PRT-20 is a serial number only where the same segment proves to be about a device: an EUI-64
    /// in PRT-10 or a UDI device identifier in PRT-16.
    void onParticipation() {
        onEquipment(10);
        if (lengths[SERIAL] == 0 && segments.has(20)) {
            boolean device =
                    (segments.has(10) && anyEui64(segments.start(10), segments.end(10)) != 0)
                            || (segments.has(16) && isUdi(segments.start(16), segments.end(16)));
            if (device) {
                firstComponent(SERIAL, 20);
            }
        }
    }

    /// Hands the names on, after all of the message has been seen.
    void resolve(Hl7Facts facts) {
        facts.sendingApplication = headerName(SENDING_APPLICATION, facts);
        facts.sendingFacility = headerName(SENDING_FACILITY, facts);
        facts.receivingApplication = headerName(RECEIVING_APPLICATION, facts);
        facts.receivingFacility = headerName(RECEIVING_FACILITY, facts);
        if (knownHeader >= 0) {
            facts.maskedNames += headers.maskedNames(knownHeader);
        } else if (headerHash != 0 && !isPatientInHeader()) {
            remember(facts);
        }
        facts.softwareVendor = name(SOFTWARE_VENDOR, facts);
        facts.softwareVersion = name(SOFTWARE_VERSION, facts);
        facts.softwareProduct = name(SOFTWARE_PRODUCT, facts);
        facts.equipmentName = name(EQUIPMENT, facts);
        facts.deviceSerial = name(SERIAL, facts);
        facts.equipmentMac = equipmentMac != 0 ? equipmentMac : applicationMac;
    }

    private String headerName(int which, Hl7Facts facts) {
        if (knownHeader < 0) {
            return name(which, facts);
        }
        String name = headers.name(knownHeader, which);
        if (name.isEmpty() || !isPatient(which)) {
            return name;
        }
        facts.maskedNames++;
        return "";
    }

    private boolean isPatient(int which) {
        return direct.occurIn(starts[which], starts[which] + lengths[which]);
    }

    private boolean isPatientInHeader() {
        boolean patient = false;
        for (int i = 0; i < HeaderNames.FIELDS; i++) {
            patient |= lengths[i] > 0 && isPatient(i);
        }
        return patient;
    }

    private void remember(Hl7Facts facts) {
        int place = headers.claim(headerHash, applicationMac, facts.maskedNames);
        remember(place, SENDING_APPLICATION, facts.sendingApplication);
        remember(place, SENDING_FACILITY, facts.sendingFacility);
        remember(place, RECEIVING_APPLICATION, facts.receivingApplication);
        remember(place, RECEIVING_FACILITY, facts.receivingFacility);
    }

    private void remember(int place, int which, String name) {
        headers.set(place, which, name, starts[which] - headerStart, lengths[which]);
    }

    private String name(int which, Hl7Facts facts) {
        int length = lengths[which];
        if (length == 0) {
            return "";
        }
        int start = starts[which];
        if (isPatient(which)) {
            facts.maskedNames++;
            return "";
        }
        byte[] bytes = segments.bytes();
        for (int i = 0; i < length; i++) {
            if (Bytes.u8(bytes, start + i) == segments.escapeCharacter()) {
                return escapedName(which, facts);
            }
        }
        boolean shape =
                switch (which) {
                    case SERIAL -> isSerial(start, length);
                    case SOFTWARE_VERSION ->
                            hasDigit(start, start + length)
                                    && SystemNames.isCredible(bytes, start, length);
                    default -> SystemNames.isCredible(bytes, start, length);
                };
        if (!shape) {
            facts.maskedNames++;
            return "";
        }
        return names.intern(bytes, start, length);
    }

    /// Names with escape sequences: `Wards A \T\ B`. Serial numbers and versions have none.
    private String escapedName(int which, Hl7Facts facts) {
        int from = starts[which];
        boolean hexadecimal = false;
        for (int at = from; at + 1 < from + lengths[which]; at++) {
            hexadecimal |=
                    Bytes.u8(segments.bytes(), at) == segments.escapeCharacter()
                            && Bytes.u8(segments.bytes(), at + 1) == 'X';
        }
        int length =
                EscapeSequences.resolve(
                        segments, from, from + lengths[which], resolved, 0, resolved.length);
        if (hexadecimal // not held against the patient's values
                || which == SERIAL
                || which == SOFTWARE_VERSION
                || !SystemNames.isCredible(resolved, 0, length)) {
            facts.maskedNames++;
            return "";
        }
        return names.intern(resolved, 0, length);
    }

    private void firstComponent(int which, int field) {
        if (segments.has(field)) {
            int start = segments.start(field);
            int repetition = segments.repetitionEnd(start, segments.end(field));
            int end = segments.componentEnd(start, repetition);
            note(which, start, segments.subcomponentEnd(start, end));
        }
    }

    /// Remembers where a name lies, without blanks around it; `""` is none.
    private void note(int which, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Bytes.u8(segments.bytes(), start) <= ' ') {
            start++;
        }
        while (end > start && Bytes.u8(segments.bytes(), end - 1) <= ' ') {
            end--;
        }
        boolean isNull = end - start == 2 && Bytes.u16(segments.bytes(), start) == 0x2222;
        starts[which] = start;
        lengths[which] = isNull ? 0 : end - start;
    }

    /// The MAC address of the first component that is an EUI-64, or 0.
    private long anyEui64(int from, int to) {
        int at = from;
        while (at < to) {
            int end = segments.componentEnd(at, to);
            long mac = end - at < 16 ? 0 : Eui64.mac(segments.bytes(), at, end);
            if (mac != 0) {
                return mac;
            }
            at = end + 1;
        }
        return 0;
    }

    /// Letters with digits, as `B40_GE`: neither a word nor a number.
    private boolean isDeviceName(int from, int to) {
        if (to - from < 3 || to - from > LONGEST_DEVICE_NAME) {
            return false;
        }
        boolean letter = false;
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(segments.bytes(), at);
            boolean digit = b >= '0' && b <= '9';
            letter |= Hl7Header.isAlphanumeric(b) && !digit;
            if (!Hl7Header.isAlphanumeric(b) && b != '_' && b != '-' && b != '.') {
                return false;
            }
        }
        return letter && hasDigit(from, to);
    }

    private boolean isSerial(int start, int length) {
        if (length < 4 || length > LONGEST_DEVICE_NAME) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int b = Bytes.u8(segments.bytes(), start + i);
            if (!Hl7Header.isAlphanumeric(b) && b != '_' && b != '-' && b != '.' && b != '/') {
                return false;
            }
        }
        return hasDigit(start, start + length);
    }

    private boolean hasDigit(int from, int to) {
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(segments.bytes(), at);
            if (b >= '0' && b <= '9') {
                return true;
            }
        }
        return false;
    }

    /// A GS1 device identifier: 14 digits of which the last is the check digit (GS1 General
    /// Specifications 7.9).
    private boolean isUdi(int from, int to) {
        int end = segments.componentEnd(from, to);
        if (end - from != 14) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 14; i++) {
            int digit = Bytes.u8(segments.bytes(), from + i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            sum += i % 2 == 0 ? digit * 3 : digit;
        }
        return sum % 10 == 0;
    }
}
