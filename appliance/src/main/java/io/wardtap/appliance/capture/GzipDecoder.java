package io.wardtap.appliance.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// gzip (RFC 1952): any number of members one after the other, each held to its checksum and
/// length. Zeroes behind the last member are padding, as of tapes.
final class GzipDecoder implements StreamDecoder {
    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xE0;
    private static final String BROKEN = "the gzip data are damaged";
    private static final String CUT = "the gzip data end in the middle";

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private boolean inMember;
    private boolean anyMember;

    @Override
    public boolean decode(RawInput in, ByteBuffer out) throws IOException {
        int start = out.position();
        while (out.position() == start) {
            if (!inMember && !header(in)) {
                return false;
            }
            inflate(in, out);
            if (inflater.finished()) {
                trailer(in);
            }
        }
        return true;
    }

    private void inflate(RawInput in, ByteBuffer out) throws IOException {
        int start = out.position();
        boolean atEnd = inflater.needsInput() && !in.fill();
        inflater.setInput(in.buffer());
        long before = inflater.getBytesWritten();
        try {
            inflater.inflate(out);
        } catch (DataFormatException broken) {
            // the buffer's position does not tell what came out before the damage
            out.position(start + (int) (inflater.getBytesWritten() - before));
            throw new BrokenStreamException(BROKEN);
        }
        if (inflater.needsDictionary()) {
            throw new BrokenStreamException(BROKEN);
        }
        if (atEnd && out.position() == start && !inflater.finished()) {
            throw new BrokenStreamException(CUT);
        }
        crc.update(out.duplicate().flip().position(start));
    }

    /// Reads a member's header (RFC 1952, 2.3).
    ///
    /// @return false when there is no further member
    private boolean header(RawInput in) throws IOException {
        int first = in.u8();
        while (first == 0 && anyMember) {
            first = in.u8();
        }
        if (first < 0) {
            return false;
        }
        if (first != 0x1F || byteOf(in) != 0x8B) {
            throw new BrokenStreamException("something else stands behind the gzip data");
        }
        int method = byteOf(in);
        int flags = byteOf(in);
        if (method != DEFLATE || (flags & RESERVED_FLAGS) != 0) {
            throw new BrokenStreamException(BROKEN);
        }
        skip(in, 6);
        if ((flags & FLAG_EXTRA) != 0) {
            int low = byteOf(in);
            skip(in, low | byteOf(in) << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText(in);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText(in);
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            skip(in, 2);
        }
        inflater.reset();
        crc.reset();
        inMember = true;
        anyMember = true;
        return true;
    }

    private void trailer(RawInput in) throws IOException {
        long expectedCrc = u32(in);
        long expectedLength = u32(in);
        if (expectedCrc != crc.getValue()
                || expectedLength != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
            throw new BrokenStreamException("the gzip data do not match their checksum");
        }
        inMember = false;
    }

    private static long u32(RawInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            value |= (long) byteOf(in) << shift;
        }
        return value;
    }

    private static void skip(RawInput in, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byteOf(in);
        }
    }

    private static void skipText(RawInput in) throws IOException {
        while (byteOf(in) != 0) {}
    }

    private static int byteOf(RawInput in) throws IOException {
        int value = in.u8();
        if (value < 0) {
            throw new BrokenStreamException(CUT);
        }
        return value;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
