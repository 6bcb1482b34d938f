package io.wardtap.protocol.intellivue;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.medical.MedicalNames;
import io.wardtap.protocol.medical.PatientValues;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;

/// Reads IntelliVue datagrams: association, who the monitor is, which patient attributes passed.
/// Keeps no state of a conversation. Confined to one parser thread.
public final class IntellivueParser implements ProtocolParser {
    private static final int SERIAL_NUMBER = 1;
    private static final int SOFTWARE_REVISION = 4;
    private static final int SPEC_ENTRIES = 32;

    private static final int ID = 0;
    private static final int FAMILY = 1;
    private static final int GIVEN = 2;
    private static final int MAKER = 3;
    private static final int MODEL = 4;
    private static final int SERIAL = 5;
    private static final int SOFTWARE = 6;
    private static final int BED = 7;
    private static final int VALUES = 8;
    private static final int SCRATCH_BYTES = 1024;

    private final Attributes attributes = new Attributes();
    private final PatientValues patients;
    private final MedicalNames names;
    // texts of one datagram, narrowed to a byte a character
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final int[] starts = new int[VALUES];
    private final int[] ends = new int[VALUES];
    private int used;

    public IntellivueParser(ParserContext context) {
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
        if (!(facts instanceof IntellivueFacts found)) {
            return;
        }
        int kind = (int) detail;
        found.kind = Intellivue.KINDS.get(kind);
        found.bytes = length;
        boolean data = kind >= Intellivue.CONNECT_INDICATION;
        if (data) {
            readAttributes(bytes, start, length, found);
        }
        boolean byMonitor = data || kind == Intellivue.ACCEPT || kind == Intellivue.REFUSE;
        if (kind == Intellivue.RESULT || kind == Intellivue.LINKED_RESULT) {
            found.kind = found.phi.any() ? "patient" : "monitor";
        }
        if (byMonitor) {
            found.senderClass = "monitor.bedside";
        } else if (kind == Intellivue.ASSOCIATE) {
            found.receiverClass = "monitor.bedside";
        }
    }

    @Override
    public void onFlowEnd(long flow) {
        // no state is kept
    }

    private void readAttributes(byte[] bytes, int start, int length, IntellivueFacts found) {
        used = 0;
        java.util.Arrays.fill(starts, 0);
        java.util.Arrays.fill(ends, 0);
        patients.begin(scratch);
        attributes.wrap(bytes, start, length);
        while (attributes.next()) {
            onAttribute(bytes, found);
        }
        patient(found);
        found.vendor = names.name(scratch, starts[MAKER], ends[MAKER], found);
        found.model = names.name(scratch, starts[MODEL], ends[MODEL], found);
        found.serial = names.serial(scratch, starts[SERIAL], ends[SERIAL], found);
        found.software = names.version(scratch, starts[SOFTWARE], ends[SOFTWARE], found);
        found.bedLabel = names.bed(scratch, starts[BED], ends[BED], found);
        java.util.Arrays.fill(scratch, 0, used, (byte) 0);
    }

    private void onAttribute(byte[] bytes, IntellivueFacts found) {
        int at = attributes.valueStart();
        int length = attributes.valueLength();
        switch (attributes.id()) {
            case Attributes.MODEL -> {
                int maker = Bytes.u16(bytes, at);
                octets(MAKER, bytes, at + 2, maker);
                octets(MODEL, bytes, at + 4 + maker, Bytes.u16(bytes, at + 2 + maker));
            }
            case Attributes.PRODUCTION_SPECIFICATION -> production(bytes, at + 4, at + length);
            case Attributes.SYSTEM_ID -> found.mac = address(bytes, at + 2, length - 2);
            case Attributes.NETWORK_ADDRESS -> {
                if (found.mac == 0) {
                    found.mac = address(bytes, at, 6);
                }
            }
            case Attributes.BED_LABEL -> text(BED, bytes, at, length);
            case Attributes.PATIENT_ID -> mark(text(ID, bytes, at, length), 0, found);
            case Attributes.FAMILY_NAME -> mark(text(FAMILY, bytes, at, length), 1, found);
            case Attributes.GIVEN_NAME -> mark(text(GIVEN, bytes, at, length), 2, found);
            case Attributes.BIRTH_DATE -> found.phi.mark(IntellivuePhi.BIRTH_DATE);
            case Attributes.SEX -> mark(Bytes.u16(bytes, at) != 0, IntellivuePhi.SEX, found);
            default -> mark(isValued(bytes, at, length), IntellivuePhi.NOTES, found);
        }
    }

    private static void mark(boolean valued, int field, IntellivueFacts found) {
        if (valued) {
            found.phi.mark(field);
        }
    }

    private void patient(IntellivueFacts found) {
        for (int i = ID; i <= GIVEN; i++) {
            patients.add(starts[i], ends[i]);
        }
        if (ends[ID] > starts[ID]) {
            patients.identifier(starts[ID], ends[ID], found.phi);
        } else if (ends[FAMILY] > starts[FAMILY] || ends[GIVEN] > starts[GIVEN]) {
            patients.name(starts[FAMILY], ends[FAMILY], starts[GIVEN], ends[GIVEN], found.phi);
        }
    }

    /// Entries of type 16, component 16, and octets with their length.
    private void production(byte[] bytes, int start, int end) {
        int at = start;
        for (int i = 0; i < SPEC_ENTRIES && at + 6 <= end; i++) {
            int type = Bytes.u16(bytes, at);
            int length = Bytes.u16(bytes, at + 4);
            if (at + 6 + length > end) {
                return;
            }
            if (type == SERIAL_NUMBER && ends[SERIAL] == 0) {
                octets(SERIAL, bytes, at + 6, length);
            } else if (type == SOFTWARE_REVISION && ends[SOFTWARE] == 0) {
                octets(SOFTWARE, bytes, at + 6, length);
            }
            at += 6 + length;
        }
    }

    private void octets(int value, byte[] bytes, int start, int length) {
        int n = Math.min(length, SCRATCH_BYTES - used);
        starts[value] = used;
        for (int i = 0; i < n && Bytes.u8(bytes, start + i) != 0; i++) {
            scratch[used++] = bytes[start + i];
        }
        ends[value] = used;
    }

    /// A length of 16 bits, then characters of 16 bits; what is no ISO 8859-1 becomes `?`.
    ///
    /// @return whether anything but blanks stands in it
    private boolean text(int value, byte[] bytes, int start, int length) {
        starts[value] = used;
        for (int i = start + 2; i + 2 <= start + length && used < SCRATCH_BYTES; i += 2) {
            int character = Bytes.u16(bytes, i);
            if (character == 0) {
                break;
            }
            scratch[used++] = (byte) (character < 0x100 ? character : '?');
        }
        ends[value] = used;
        return isValued(bytes, start, length);
    }

    private static boolean isValued(byte[] bytes, int start, int length) {
        for (int i = start + 2; i + 2 <= start + length; i += 2) {
            if (Bytes.u16(bytes, i) > ' ') {
                return true;
            }
        }
        return false;
    }

    /// Six bytes, or eight of an EUI-64 made of them, as a hardware address; 0 when it is none.
    private static long address(byte[] bytes, int at, int length) {
        long value = 0;
        if (length == 6) {
            value = (long) Bytes.u16(bytes, at) << 32 | Bytes.u32(bytes, at + 2);
        } else if (length == 8 && Bytes.u16(bytes, at + 3) == 0xFFFE) {
            value = (Bytes.u32(bytes, at) >>> 8) << 24 | Bytes.u32(bytes, at + 4) & 0xFF_FFFFL;
        }
        return (value >>> 40 & 1) == 0 ? value : 0; // a group's address is nobody's
    }
}
