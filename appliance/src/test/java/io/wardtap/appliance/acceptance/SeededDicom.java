package io.wardtap.appliance.acceptance;

import io.wardtap.protocol.dicom.DicomPhi;
import io.wardtap.protocol.phi.PhiField;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// DICOM associations with a patient in every attribute (PS3.8 9.3, PS3.7 Annex E, PS3.5 7).
final class SeededDicom {
    private static final String[] SYNTAXES = {
        "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"
    };
    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String WORKLIST = "1.2.840.10008.5.1.4.31";
    private static final String STEP = "1.2.840.10008.3.1.2.3.3";
    private static final int[] DEVICE_TAGS = {
        0x0008_0070,
        0x0008_1090,
        0x0018_1000,
        0x0018_1020,
        0x0008_1010,
        0x0008_0055,
        0x0040_0241,
        0x0040_0242,
        0x0008_0060
    };

    /// One direction's turn in a conversation.
    record Turn(boolean fromClient, byte[] bytes) {}

    private final Tokens tokens;
    private final List<Turn> turns = new ArrayList<>();
    private int syntax;

    SeededDicom(Tokens tokens) {
        this.tokens = tokens;
    }

    /// A whole association in one of three transfer syntaxes.
    List<Turn> association(int transferSyntax, int round) {
        turns.clear();
        syntax = transferSyntax;
        String person =
                tokens.word("AE title").substring(0, 6)
                        + "^"
                        + tokens.word("AE title").substring(0, 6);
        boolean odd = round == 1;
        String calling = odd ? remembered(person, "AE title, a person") : "CTROOM1";
        String called = odd ? remembered(person, "AE title, a person") : "ARCHIVE";
        String sop = round == 2 ? WORKLIST : round == 3 ? STEP : CT;
        turn(true, associate(1, called, calling, sop, person));
        turn(false, associate(2, called, calling, sop, person));
        Tokens.Patient patient = tokens.patient("patient of a data set");
        switch (round) {
            case 2 -> {
                exchange(0x0020, sop, dataSet(patient));
                message(false, response(0x8020, sop, 0xFF00, true), dataSet(patient));
                message(false, response(0x8020, sop, 0xA700, false), null);
            }
            case 3 -> {
                exchange(0x0140, sop, dataSet(patient));
                message(false, response(0x8140, sop, 0x0110, false), null);
                exchange(0x0120, sop, dataSet(patient));
            }
            default -> {
                exchange(0x0001, sop, dataSet(patient));
                message(false, response(0x8001, sop, 0xC123, false), null);
                for (int device = 0; device < 15; device++) {
                    exchange(0x0001, sop, ofDevice(device));
                }
                exchange(0x0021, sop, dataSet(tokens.patient("C-MOVE identifier")));
            }
        }
        if (round == 0) {
            // cut off in a data set
            byte[] cut = pdv(1, 2, dataSet(patient));
            turn(true, java.util.Arrays.copyOf(pdu(4, cut), cut.length / 2));
        } else {
            turn(true, new byte[] {5, 0, 0, 0, 0, 4, 0, 0, 0, 0});
            turn(false, new byte[] {6, 0, 0, 0, 0, 4, 0, 0, 0, 0});
            turn(true, text(tokens.mixture("behind a release")));
        }
        return List.copyOf(turns);
    }

    private String remembered(String value, String place) {
        tokens.whole(value, place);
        return value;
    }

    private void turn(boolean client, byte[] bytes) {
        turns.add(new Turn(client, bytes));
    }

    private void exchange(int command, String sop, byte[] dataSet) {
        message(true, command(command, sop, true), dataSet);
    }

    private void message(boolean client, byte[] command, byte[] dataSet) {
        turn(client, pdu(4, pdv(1, 3, command)));
        if (dataSet != null) {
            turn(client, pdu(4, pdv(1, 2, dataSet)));
        }
    }

    /// Device attributes that hold the patient of the same data set.
    private byte[] ofDevice(int which) {
        Tokens.Patient p = tokens.patient("device attribute, the patient's own");
        String[] own = {
            p.name(), p.family(), p.id(), p.given() + " " + p.family(), "WS-" + p.family()
        };
        Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);
        for (int tag : DEVICE_TAGS) {
            elements.put(tag, element(tag, "LO", text(own[which % own.length])));
        }
        elements.put(0x0010_0010, element(0x0010_0010, "PN", text(p.name())));
        elements.put(0x0010_0020, element(0x0010_0020, "LO", text(p.id())));
        return join(elements);
    }

    private byte[] dataSet(Tokens.Patient patient) {
        Map<Integer, byte[]> elements = new TreeMap<>(Integer::compareUnsigned);
        for (int i = 0; i < DicomPhi.CATALOGUE.size(); i++) {
            PhiField field = DicomPhi.CATALOGUE.get(i);
            int tag = DicomPhi.tag(i);
            elements.put(
                    tag,
                    DicomPhi.isSequence(i)
                            ? sequence(tag, field.name())
                            : element(tag, "LO", value(field)));
        }
        elements.put(0x0010_0010, element(0x0010_0010, "PN", text(patient.name())));
        elements.put(0x0010_0020, element(0x0010_0020, "LO", text(patient.id())));
        elements.put(0x0010_0030, element(0x0010_0030, "DA", text(patient.birthDate())));
        for (int tag :
                new int[] {0x0009_0010, 0x0009_1001, 0x0011_0010, 0x0011_1002, 0x0021_1010}) {
            elements.put(tag, element(tag, "LO", text(tokens.mixture("private attribute"))));
        }
        for (int tag :
                new int[] {
                    0x0008_0052,
                    0x0008_0054,
                    0x0028_0008,
                    0x0008_0008,
                    0x0020_0013,
                    0x0018_1400,
                    0x0008_2110,
                    0x0088_0140,
                    0x0012_0063,
                    0x4008_010B,
                    0x0032_000A
                }) {
            elements.put(
                    tag,
                    element(tag, "LO", text(tokens.word("attribute " + Integer.toHexString(tag)))));
        }
        elements.put(0x7FE0_0010, element(0x7FE0_0010, "OB", text(tokens.mixture("pixel data"))));
        return join(elements);
    }

    private byte[] value(PhiField field) {
        String place = field.name();
        return text(
                switch (field.category()) {
                    case NAME, STAFF -> tokens.word(place) + "^" + tokens.word(place);
                    case ID, ACCOUNT, INSURANCE -> tokens.number(place);
                    case DOB, DATE -> tokens.date(place);
                    case PHONE -> tokens.phone(place);
                    case FREE_TEXT, ADDRESS -> tokens.mixture(place);
                    default -> tokens.word(place);
                });
    }

    private byte[] sequence(int tag, String place) {
        byte[] inner =
                concat(
                        element(
                                0x0010_0010,
                                "PN",
                                text(tokens.word(place) + "^" + tokens.word(place))),
                        element(0x0010_0020, "LO", text(tokens.number(place))));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(mark(0xFFFE_E000, inner.length));
        out.writeBytes(inner);
        return element(tag, "SQ", out.toByteArray());
    }

    private ByteOrder order() {
        return syntax == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private byte[] mark(int tag, int length) {
        ByteBuffer mark = ByteBuffer.allocate(8).order(order());
        return mark.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length).array();
    }

    private byte[] element(int tag, String vr, byte[] value) {
        ByteBuffer out = ByteBuffer.allocate(14 + value.length).order(order());
        int length = value.length + value.length % 2;
        out.putShort((short) (tag >>> 16)).putShort((short) tag);
        if (syntax == 0) {
            out.putInt(length);
        } else {
            out.put(text(vr));
            if (vr.equals("SQ") || vr.equals("OB")) {
                out.putShort((short) 0).putInt(length);
            } else {
                out.putShort((short) length);
            }
        }
        out.put(value);
        if (value.length % 2 == 1) {
            out.put((byte) ' ');
        }
        return java.util.Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] join(Map<Integer, byte[]> elements) {
        return concat(elements.values().toArray(byte[][]::new));
    }

    // ---- command sets are implicit little-endian

    private byte[] command(int field, String sop, boolean dataSet) {
        return group(
                text(0x0002, sop),
                us(0x0100, field),
                us(0x0110, 7),
                text(0x0600, tokens.person("move destination")),
                us(0x0700, 0),
                us(0x0800, dataSet ? 1 : 0x0101),
                text(0x1000, "1.2.3." + tokens.number("affected SOP instance")),
                text(0x1030, tokens.person("move originator")));
    }

    private byte[] response(int field, String sop, int status, boolean dataSet) {
        return group(
                text(0x0002, sop),
                us(0x0100, field),
                us(0x0120, 7),
                us(0x0800, dataSet ? 1 : 0x0101),
                us(0x0900, status),
                text(0x0902, tokens.mixture("error comment")),
                text(0x1000, "1.2.3." + tokens.number("affected SOP instance")));
    }

    private static byte[] group(byte[]... elements) {
        byte[] rest = concat(elements);
        ByteBuffer length = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        return concat(
                length.putShort((short) 0)
                        .putShort((short) 0)
                        .putInt(4)
                        .putInt(rest.length)
                        .array(),
                rest);
    }

    private static byte[] us(int element, int value) {
        ByteBuffer out = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort((short) 0)
                .putShort((short) element)
                .putInt(2)
                .putShort((short) value)
                .array();
    }

    private static byte[] text(int element, String value) {
        byte[] even = text(value.length() % 2 == 0 ? value : value + "\0");
        ByteBuffer out = ByteBuffer.allocate(8 + even.length).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort((short) 0)
                .putShort((short) element)
                .putInt(even.length)
                .put(even)
                .array();
    }

    // ---- association

    private byte[] associate(int type, String called, String calling, String sop, String person) {
        byte[] head =
                concat(new byte[] {0, 1, 0, 0}, padded(called), padded(calling), new byte[32]);
        byte[] transfer = item(0x40, text(SYNTAXES[syntax]));
        byte[] context =
                type == 1
                        ? item(
                                0x20,
                                concat(new byte[] {1, 0, 0, 0}, item(0x30, text(sop)), transfer))
                        : item(0x21, concat(new byte[] {1, 0, 0, 0}, transfer));
        byte[] user = text(tokens.word("user name"));
        byte[] secret = text(tokens.word("passcode"));
        ByteBuffer identity = ByteBuffer.allocate(6 + user.length + secret.length);
        identity.put((byte) 2).put((byte) 0).putShort((short) user.length).put(user);
        identity.putShort((short) secret.length).put(secret);
        byte[] information =
                item(
                        0x50,
                        concat(
                                item(0x51, new byte[] {0, 0, 0x40, 0}),
                                item(0x52, text("1.2.3.4")),
                                item(0x55, text(remembered(person, "implementation version"))),
                                type == 1 ? item(0x58, identity.array()) : new byte[0]));
        return pdu(
                type,
                concat(head, item(0x10, text("1.2.840.10008.3.1.1.1")), context, information));
    }

    private static byte[] padded(String title) {
        return text(title + " ".repeat(16 - title.length()));
    }

    private static byte[] item(int type, byte[] value) {
        ByteBuffer item = ByteBuffer.allocate(4 + value.length);
        return item.put((byte) type)
                .put((byte) 0)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private static byte[] pdu(int type, byte[] body) {
        ByteBuffer pdu = ByteBuffer.allocate(6 + body.length);
        return pdu.put((byte) type).put((byte) 0).putInt(body.length).put(body).array();
    }

    private static byte[] pdv(int context, int control, byte[] fragment) {
        ByteBuffer pdv = ByteBuffer.allocate(6 + fragment.length);
        return pdv.putInt(fragment.length + 2)
                .put((byte) context)
                .put((byte) control)
                .put(fragment)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
