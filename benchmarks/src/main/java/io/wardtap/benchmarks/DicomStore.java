package io.wardtap.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// One association of an image of 512 KiB as it lies on the wire: request, acceptance, C-STORE in
/// PDUs of 16 KiB, implicit VR.
final class DicomStore {
    static final int PDU_BYTES = 16_384;

    final byte[] request;
    final byte[] acceptance;
    final byte[] dataSet;
    final byte[] data;

    DicomStore() {
        request = associate(1);
        acceptance = associate(2);
        dataSet = dataSet();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdv(out, command(), 0, command().length, 3);
        int step = PDU_BYTES - 6;
        for (int at = 0; at < dataSet.length; at += step) {
            int length = Math.min(step, dataSet.length - at);
            pdv(out, dataSet, at, length, at + length == dataSet.length ? 2 : 0);
        }
        data = out.toByteArray();
    }

    private static byte[] associate(int type) {
        ByteBuffer body = ByteBuffer.allocate(512);
        body.putShort((short) 1).putShort((short) 0);
        body.put("ARCHIVE         CT1             ".getBytes(StandardCharsets.US_ASCII));
        body.put(new byte[32]);
        item(body, 0x10, "1.2.840.10008.3.1.1.1");
        String sop = "1.2.840.10008.5.1.4.1.1.2";
        String syntax = "1.2.840.10008.1.2";
        if (type == 1) {
            body.put((byte) 0x20).put((byte) 0);
            body.putShort((short) (4 + 4 + sop.length() + 4 + syntax.length()));
            body.put((byte) 1).put(new byte[3]);
            item(body, 0x30, sop);
        } else {
            body.put((byte) 0x21).put((byte) 0).putShort((short) (4 + 4 + syntax.length()));
            body.put((byte) 1).put(new byte[3]);
        }
        item(body, 0x40, syntax);
        body.put((byte) 0x50).put((byte) 0).putShort((short) 8);
        body.put((byte) 0x51).put((byte) 0).putShort((short) 4).putInt(PDU_BYTES);
        ByteBuffer pdu = ByteBuffer.allocate(6 + body.position());
        pdu.put((byte) type).put((byte) 0).putInt(body.position());
        pdu.put(body.array(), 0, body.position());
        return pdu.array();
    }

    private static void item(ByteBuffer out, int type, String text) {
        out.put((byte) type).put((byte) 0).putShort((short) text.length());
        out.put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void pdv(
            ByteArrayOutputStream out, byte[] from, int at, int length, int control) {
        ByteBuffer head = ByteBuffer.allocate(12);
        head.put((byte) 4).put((byte) 0).putInt(length + 6).putInt(length + 2);
        head.put((byte) 1).put((byte) control);
        out.writeBytes(head.array());
        out.write(from, at, length);
    }

    private static byte[] command() {
        ByteBuffer body = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        element(body, 0x0000, 0x0002, "1.2.840.10008.5.1.4.1.1.2\0");
        number(body, 0x0100, 1);
        number(body, 0x0110, 1);
        number(body, 0x0700, 0);
        number(body, 0x0800, 1);
        element(body, 0x0000, 0x1000, "1.2.3.4.5\0");
        ByteBuffer whole = ByteBuffer.allocate(12 + body.position()).order(ByteOrder.LITTLE_ENDIAN);
        whole.putInt(0).putInt(4).putInt(body.position()).put(body.array(), 0, body.position());
        return whole.array();
    }

    private static void number(ByteBuffer out, int element, int value) {
        out.putShort((short) 0).putShort((short) element).putInt(2).putShort((short) value);
    }

    private static void element(ByteBuffer out, int group, int element, String text) {
        byte[] value = text.getBytes(StandardCharsets.ISO_8859_1);
        out.putShort((short) group).putShort((short) element).putInt(value.length).put(value);
    }

    private static byte[] dataSet() {
        ByteBuffer out = ByteBuffer.allocate(600_000).order(ByteOrder.LITTLE_ENDIAN);
        element(out, 0x0008, 0x0005, "ISO_IR 100");
        element(out, 0x0008, 0x0016, "1.2.840.10008.5.1.4.1.1.2\0");
        element(out, 0x0008, 0x0020, "20260310");
        element(out, 0x0008, 0x0060, "CT");
        element(out, 0x0008, 0x0070, "ACME");
        element(out, 0x0008, 0x1090, "SCAN 64 ");
        element(out, 0x0010, 0x0010, "Beispiel^Nora ");
        element(out, 0x0010, 0x0020, "900001");
        element(out, 0x0010, 0x0030, "19700131");
        element(out, 0x0018, 0x1000, "SN4711");
        for (int i = 0; i < 90; i++) {
            element(out, 0x0018, 0x2000 + i, "value of no interest");
        }
        for (int i = 0; i < 40; i++) {
            element(out, 0x0028, 0x2000 + i, "12");
        }
        out.putShort((short) 0x7FE0).putShort((short) 0x0010).putInt(512 << 10);
        out.position(out.position() + (512 << 10));
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }
}
