package io.wardtap.protocol.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Builds data sets for tests in one of the three syntaxes (PS3.5 section 7).
final class DataSets {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TransferSyntax syntax;

    DataSets(TransferSyntax syntax) {
        this.syntax = syntax;
    }

    DataSets text(int tag, String vr, String value) {
        String pad = vr.equals("UI") ? "\0" : " ";
        String even = value.length() % 2 == 0 ? value : value + pad;
        return bytes(tag, vr, even.getBytes(StandardCharsets.ISO_8859_1));
    }

    DataSets bytes(int tag, String vr, byte[] value) {
        header(tag, vr, value.length);
        out.writeBytes(value);
        return this;
    }

    /// A sequence whose items hold these data sets.
    DataSets sequence(int tag, boolean defined, DataSets... items) {
        DataSets inside = new DataSets(syntax);
        for (DataSets item : items) {
            byte[] content = item.toBytes();
            inside.mark(0xFFFE_E000, defined ? content.length : -1);
            inside.out.writeBytes(content);
            if (!defined) {
                inside.mark(0xFFFE_E00D, 0);
            }
        }
        byte[] content = inside.toBytes();
        header(tag, "SQ", defined ? content.length : -1);
        out.writeBytes(content);
        if (!defined) {
            mark(0xFFFE_E0DD, 0);
        }
        return this;
    }

    /// Element header alone, with any length.
    DataSets header(int tag, String vr, int length) {
        int letters = vr.charAt(0) << 8 | vr.charAt(1);
        boolean isLong = ValueRepresentation.hasLongLength(letters);
        ByteBuffer header = ByteBuffer.allocate(12).order(order());
        header.putShort((short) (tag >>> 16)).putShort((short) tag);
        if (syntax == TransferSyntax.IMPLICIT_LE) {
            header.putInt(length);
        } else {
            header.put((byte) vr.charAt(0)).put((byte) vr.charAt(1));
            if (isLong) {
                header.putShort((short) 0).putInt(length);
            } else {
                header.putShort((short) length);
            }
        }
        out.write(header.array(), 0, header.position());
        return this;
    }

    /// Item or delimiter.
    DataSets mark(int tag, int length) {
        ByteBuffer mark = ByteBuffer.allocate(8).order(order());
        mark.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
        out.writeBytes(mark.array());
        return this;
    }

    DataSets raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private ByteOrder order() {
        return syntax == TransferSyntax.EXPLICIT_BE
                ? ByteOrder.BIG_ENDIAN
                : ByteOrder.LITTLE_ENDIAN;
    }
}
