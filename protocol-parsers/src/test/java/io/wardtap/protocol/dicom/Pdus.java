package io.wardtap.protocol.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Builds PDUs and command sets for tests (PS3.8 section 9.3, PS3.7 Annex E).
final class Pdus {
    static final String IMPLICIT_LE = "1.2.840.10008.1.2";
    static final String EXPLICIT_LE = "1.2.840.10008.1.2.1";
    static final String EXPLICIT_BE = "1.2.840.10008.1.2.2";
    static final String DEFLATED = "1.2.840.10008.1.2.1.99";
    static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    static final String STUDY_FIND = "1.2.840.10008.5.1.4.1.2.2.1";

    static final byte[] RELEASE_RQ = Hex.of("05 00 00 00 00 04 00 00 00 00");
    static final byte[] RELEASE_RP = Hex.of("06 00 00 00 00 04 00 00 00 00");

    private Pdus() {}

    /// A-ASSOCIATE-RQ with one context of id 1.
    static byte[] request(
            String called, String calling, String abstractSyntax, String... transferSyntaxes) {
        byte[] context = concat(new byte[] {1, 0, 0, 0}, item(0x30, text(abstractSyntax)));
        for (String uid : transferSyntaxes) {
            context = concat(context, item(0x40, text(uid)));
        }
        return associate(1, called, calling, item(0x20, context), userInformation());
    }

    /// A-ASSOCIATE-AC that accepts context 1.
    static byte[] accept(String called, String calling, String transferSyntax) {
        byte[] context = concat(new byte[] {1, 0, 0, 0}, item(0x40, text(transferSyntax)));
        return associate(2, called, calling, item(0x21, context), userInformation());
    }

    static byte[] associate(int type, String called, String calling, byte[]... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 1, 0, 0});
        out.writeBytes(padded(called, 16));
        out.writeBytes(padded(calling, 16));
        out.writeBytes(new byte[32]);
        out.writeBytes(item(0x10, text("1.2.840.10008.3.1.1.1")));
        for (byte[] item : items) {
            out.writeBytes(item);
        }
        return pdu(type, out.toByteArray());
    }

    static byte[] userInformation(byte[]... more) {
        return item(
                0x50,
                concat(
                        item(0x51, new byte[] {0, 0, 0x40, 0}),
                        item(0x52, text("1.2.3.4")),
                        item(0x55, text("WARDTAP_TEST")),
                        concat(more)));
    }

    static byte[] item(int type, byte[] value) {
        ByteBuffer item = ByteBuffer.allocate(4 + value.length);
        item.put((byte) type).put((byte) 0).putShort((short) value.length).put(value);
        return item.array();
    }

    static byte[] pdu(int type, byte[] body) {
        ByteBuffer pdu = ByteBuffer.allocate(6 + body.length);
        pdu.put((byte) type).put((byte) 0).putInt(body.length).put(body);
        return pdu.array();
    }

    /// P-DATA-TF of these PDVs.
    static byte[] data(byte[]... pdvs) {
        return pdu(4, concat(pdvs));
    }

    static byte[] pdv(int contextId, int control, byte[] fragment) {
        ByteBuffer pdv = ByteBuffer.allocate(6 + fragment.length);
        pdv.putInt(fragment.length + 2).put((byte) contextId).put((byte) control).put(fragment);
        return pdv.array();
    }

    /// A command set; the group length is put before it.
    static byte[] command(byte[]... elements) {
        byte[] rest = concat(elements);
        ByteBuffer length = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        length.putShort((short) 0).putShort((short) 0).putInt(4).putInt(rest.length);
        return concat(length.array(), rest);
    }

    static byte[] us(int element, int value) {
        ByteBuffer out = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) element).putInt(2).putShort((short) value);
        return out.array();
    }

    static byte[] textElement(int element, String value) {
        byte[] even = text(value.length() % 2 == 0 ? value : value + "\0");
        ByteBuffer out = ByteBuffer.allocate(8 + even.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) 0).putShort((short) element).putInt(even.length).put(even);
        return out.array();
    }

    /// A request with message id 7.
    static byte[] request(int commandField, String sopClass, boolean dataSet) {
        return command(
                textElement(0x0002, sopClass),
                us(0x0100, commandField),
                us(0x0110, 7),
                us(0x0700, 0),
                us(0x0800, dataSet ? 1 : 0x0101));
    }

    /// A response to message 7.
    static byte[] response(int commandField, String sopClass, int status, boolean dataSet) {
        return command(
                textElement(0x0002, sopClass),
                us(0x0100, commandField),
                us(0x0120, 7),
                us(0x0800, dataSet ? 1 : 0x0101),
                us(0x0900, status));
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] padded(String text, int length) {
        return text(text + " ".repeat(length - text.length()));
    }
}
