package io.wardtap.protocol.poct1;

import io.wardtap.protocol.bytes.Bytes;
import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.medical.MedicalNames;
import io.wardtap.protocol.medical.PatientValues;
import io.wardtap.protocol.unit.Facts;
import io.wardtap.protocol.unit.NameInterner;
import io.wardtap.protocol.unit.ParserContext;
import io.wardtap.protocol.unit.ProtocolParser;
import io.wardtap.protocol.xml.XmlTags;

/// Reads POCT1-A messages: kind, the device's description of itself (HEL), which elements carry
/// patient data. Keeps no state of a conversation. Confined to one parser thread.
public final class Poct1Parser implements ProtocolParser {
    private static final int VENDOR = 0;
    private static final int MODEL = 1;
    private static final int SERIAL = 2;
    private static final int SOFTWARE = 3;
    private static final int DEVICE_NAME = 4;
    private static final int VALUES = 5;

    private static final int HEL = code('H', 'E', 'L');
    private static final int LONGEST_CODE = 24;

    /// A root that is none of the standard's: letters of anybody's choice are not shown.
    private static final String OTHER = "other";

    /// Attribute `V` has all of POCT1-A's data.
    private final XmlTags elements = new XmlTags("V");

    private final PatientValues patients;
    private final MedicalNames names;
    private final NameInterner interner;
    private final int[] starts = new int[VALUES];
    private final int[] ends = new int[VALUES];
    private final byte[] kind = {0, 0, 0, '.', 'R', 0, 0};
    // of the patient at hand
    private boolean inPatient;
    private boolean inName;
    private boolean inOperatorName;
    private boolean identified;
    private int nameStart;
    private int nameEnd;
    private int givenStart;
    private int givenEnd;

    public Poct1Parser(ParserContext context) {
        interner = context.names();
        patients = new PatientValues(context.patientHash());
        names = new MedicalNames(interner, patients);
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
        if (!(facts instanceof Poct1Facts found)) {
            return;
        }
        begin(bytes, start, length, detail, found);
        while (elements.next()) {
            onTag(bytes, found);
        }
        endPatient(found);
        identity(bytes, found);
        classify(Poct1.letters(detail), found);
    }

    @Override
    public void onFlowEnd(long flow) {
        // no state is kept
    }

    private void begin(byte[] bytes, int start, int length, long detail, Poct1Facts found) {
        int letters = Poct1.letters(detail);
        int digits = Poct1.digits(detail);
        kind[0] = (byte) (letters >>> 16);
        kind[1] = (byte) (letters >>> 8);
        kind[2] = (byte) letters;
        kind[5] = (byte) (digits >>> 8);
        kind[6] = (byte) digits;
        found.kind = RootElement.isKnown(letters) ? interner.intern(kind, 0, kind.length) : OTHER;
        found.bytes = length;
        found.isContinuation = (detail & Poct1.CONTINUES) != 0;
        found.isContinued = (detail & Poct1.CONTINUED) != 0;
        found.malformed = (detail & Poct1.CUT) != 0;
        elements.wrap(bytes, start, length);
        patients.begin(bytes);
        java.util.Arrays.fill(starts, 0);
        java.util.Arrays.fill(ends, 0);
        inOperatorName = false;
        inPatient = false;
        inName = false;
        forgetPatient();
    }

    private void onTag(byte[] bytes, Poct1Facts found) {
        if (elements.isEnd()) {
            onEndTag(found);
        } else if (elements.isOf("PT.")) {
            onPatient(found);
        } else if (inName) {
            addName();
        } else if (elements.isOf("DEV.")) {
            onDevice(bytes, found);
        } else if (elements.isOf("OPR.")) {
            onOperator(found);
        } else if (elements.isNamed("PT")) {
            endPatient(found);
            found.patients++;
            inPatient = true;
        } else if (elements.isNamed("OBS")) {
            found.observations++;
        } else if (elements.isNamed("OPR")) {
            found.operators++;
        } else if (inOperatorName && elements.hasValue()) {
            found.phi.mark(Poct1Phi.OPERATOR_NAME);
        } else if (elements.hasValue()) {
            onOther(bytes, found);
        }
    }

    private void onEndTag(Poct1Facts found) {
        if (elements.isNamed("PT")) {
            endPatient(found);
        } else if (elements.isNamed("PT.name")) {
            inName = false;
        } else if (elements.isNamed("OPR.name")) {
            inOperatorName = false;
        }
    }

    private void onPatient(Poct1Facts found) {
        inPatient = true;
        if (elements.isNamed("PT.name")) {
            inName = !elements.isEmpty();
            if (elements.hasValue()) {
                addName();
            }
        }
        if (!elements.hasValue()) {
            return;
        }
        int from = elements.valueStart();
        int to = elements.valueEnd();
        if (elements.isNamed("PT.patient_id")) {
            found.phi.mark(Poct1Phi.PATIENT_ID);
            patients.add(from, to);
            patients.identifier(from, to, found.phi);
            identified = true;
        } else if (elements.isNamed("PT.birth_date")) {
            found.phi.mark(Poct1Phi.BIRTH_DATE);
            patients.add(from, to);
        } else if (elements.isNamed("PT.gender_cd")) {
            found.phi.mark(Poct1Phi.GENDER);
        } else if (!elements.isNamed("PT.name")) {
            found.phi.mark(Poct1Phi.OTHER);
            patients.add(from, to);
        }
    }

    /// A name is one value, or stands in parts inside the element.
    private void addName() {
        if (!elements.hasValue()) {
            return;
        }
        int from = elements.valueStart();
        int to = elements.valueEnd();
        patients.add(from, to);
        if (elements.isNamed("GIV")) {
            givenStart = from;
            givenEnd = to;
        } else if (nameStart == nameEnd || elements.isNamed("FAM")) {
            nameStart = from;
            nameEnd = to;
        }
    }

    private void endPatient(Poct1Facts found) {
        if (inPatient && (nameEnd > nameStart || givenEnd > givenStart)) {
            found.phi.mark(Poct1Phi.NAME);
            if (!identified) {
                patients.name(nameStart, nameEnd, givenStart, givenEnd, found.phi);
            }
        }
        forgetPatient();
        inPatient = false;
        inName = false;
    }

    private void forgetPatient() {
        identified = false;
        nameStart = 0;
        nameEnd = 0;
        givenStart = 0;
        givenEnd = 0;
    }

    private void onOperator(Poct1Facts found) {
        boolean name = elements.isNamed("OPR.name");
        inOperatorName = name && !elements.isEmpty();
        if (elements.hasValue()) {
            patients.add(elements.valueStart(), elements.valueEnd());
            if (name) {
                found.phi.mark(Poct1Phi.OPERATOR_NAME);
            } else if (elements.isNamed("OPR.operator_id")) {
                found.phi.mark(Poct1Phi.OPERATOR_ID);
            }
        }
    }

    private void onDevice(byte[] bytes, Poct1Facts found) {
        if (elements.isNamed("DEV.vendor_id") || elements.isNamed("DEV.manufacturer_name")) {
            note(VENDOR);
        } else if (elements.isNamed("DEV.model_id")) {
            note(MODEL);
        } else if (elements.isNamed("DEV.serial_id")) {
            note(SERIAL);
        } else if (elements.isNamed("DEV.sw_version")) {
            note(SOFTWARE);
        } else if (elements.isNamed("DEV.device_name")) {
            note(DEVICE_NAME);
        } else if (elements.isNamed("DEV.device_id") && found.mac == 0) {
            found.mac = HardwareAddress.of(bytes, elements.valueStart(), elements.valueEnd());
        }
    }

    private void note(int value) {
        if (elements.hasValue()) {
            starts[value] = elements.valueStart();
            ends[value] = elements.valueEnd();
        }
    }

    private void onOther(byte[] bytes, Poct1Facts found) {
        if (elements.isNamed("NTE.text") || elements.isNamed("NTE.comment")) {
            found.phi.mark(Poct1Phi.NOTE);
        } else if (elements.isNamed("ORD.order_id")) {
            found.phi.mark(Poct1Phi.ORDER);
        } else if (elements.isNamed("ACK.type_cd")) {
            found.acknowledgmentCode = code(bytes);
        } else if (elements.isNamed("DTV.command_cd")) {
            found.command = code(bytes);
        }
    }

    private void identity(byte[] bytes, Poct1Facts found) {
        found.vendor = names.name(bytes, starts[VENDOR], ends[VENDOR], found);
        found.model = names.name(bytes, starts[MODEL], ends[MODEL], found);
        found.serial = names.serial(bytes, starts[SERIAL], ends[SERIAL], found);
        found.software = names.version(bytes, starts[SOFTWARE], ends[SOFTWARE], found);
        found.deviceName = names.name(bytes, starts[DEVICE_NAME], ends[DEVICE_NAME], found);
    }

    /// Who sends what: devices say hello, tell their status and send observations and events;
    /// managers request, direct, and send lists.
    private static void classify(int letters, Poct1Facts found) {
        boolean device =
                letters == HEL
                        || letters == code('D', 'S', 'T')
                        || letters == code('O', 'B', 'S')
                        || letters == code('E', 'V', 'S');
        boolean manager =
                letters == code('R', 'E', 'Q')
                        || letters == code('O', 'P', 'L')
                        || letters == code('P', 'T', 'L')
                        || letters == code('D', 'T', 'V');
        if (device) {
            found.senderClass = "poct.device";
            found.receiverClass = "poct.manager";
        } else if (manager) {
            found.senderClass = "poct.manager";
            found.receiverClass = "poct.device";
        }
    }

    /// The value when it has a code's shape: capitals and `_.`; digits of a number are none.
    private String code(byte[] bytes) {
        int from = elements.valueStart();
        int to = elements.valueEnd();
        for (int at = from; at < to; at++) {
            int b = Bytes.u8(bytes, at);
            if (!(b >= 'A' && b <= 'Z') && b != '_' && b != '.') {
                return "";
            }
        }
        boolean shown = to - from <= LONGEST_CODE && !patients.occurIn(from, to);
        return shown ? interner.intern(bytes, from, to - from) : "";
    }

    private static int code(int a, int b, int c) {
        return a << 16 | b << 8 | c;
    }
}
