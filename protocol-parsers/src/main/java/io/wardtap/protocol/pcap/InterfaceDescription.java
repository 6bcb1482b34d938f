package io.wardtap.protocol.pcap;

import io.wardtap.protocol.bytes.Bytes;

import java.nio.charset.StandardCharsets;

/// An interface that a pcapng section describes (draft-ietf-opsawg-pcapng, section 4.2). Immutable.
///
/// @param index within the capture, over all its sections
/// @param name as the capture has it, without control characters, or null
/// @param snapLength most bytes kept of a packet; 0 for no limit
record InterfaceDescription(
        int index, int linkType, long snapLength, String name, TimeResolution time) {
    /// Longer names are cut here: Linux has 15 characters, Windows' device paths about 50.
    static final int MAX_NAME_BYTES = 128;

    /// Block header, link type, reserved, snapshot length, trailer.
    static final int MIN_BLOCK_BYTES = 20;

    private static final int LINK_TYPE = 8;
    private static final int SNAP_LENGTH = 12;
    private static final int OPTIONS = 16;
    private static final int OPTION_END = 0;
    private static final int OPTION_NAME = 2;
    private static final int OPTION_TIME_RESOLUTION = 9;
    private static final int OPTION_TIME_OFFSET = 14;

    InterfaceDescription withIndex(int newIndex) {
        return new InterfaceDescription(newIndex, linkType, snapLength, name, time);
    }

    /// Reads the block in `[block, block + length)`.
    ///
    /// @return null when an option does not fit into the block
    static InterfaceDescription read(byte[] bytes, int block, int length, boolean littleEndian) {
        int resolution = TimeResolution.DEFAULT;
        long offsetSeconds = 0;
        String name = null;
        int at = block + OPTIONS;
        int end = block + length - 4;
        while (at + 4 <= end) {
            int code = u16(bytes, at, littleEndian);
            int size = u16(bytes, at + 2, littleEndian);
            int value = at + 4;
            if (code == OPTION_END) {
                break;
            }
            if (value + size > end) {
                return null;
            }
            if (code == OPTION_NAME && name == null) {
                name = name(bytes, value, size);
            } else if (code == OPTION_TIME_RESOLUTION && size >= 1) {
                resolution = Bytes.u8(bytes, value);
            } else if (code == OPTION_TIME_OFFSET && size >= 8) {
                offsetSeconds = littleEndian ? Bytes.u64Le(bytes, value) : Bytes.u64(bytes, value);
            }
            at = value + ((size + 3) & ~3);
        }
        return new InterfaceDescription(
                -1,
                u16(bytes, block + LINK_TYPE, littleEndian),
                littleEndian
                        ? Bytes.u32Le(bytes, block + SNAP_LENGTH)
                        : Bytes.u32(bytes, block + SNAP_LENGTH),
                name,
                new TimeResolution(resolution, offsetSeconds));
    }

    private static int u16(byte[] bytes, int at, boolean littleEndian) {
        return littleEndian ? Bytes.u16Le(bytes, at) : Bytes.u16(bytes, at);
    }

    private static String name(byte[] bytes, int start, int size) {
        byte[] text = new byte[Math.min(size, MAX_NAME_BYTES)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) Bytes.u8(bytes, start + i);
        }
        StringBuilder name = new StringBuilder(text.length);
        new String(text, StandardCharsets.UTF_8)
                .codePoints()
                .filter(c -> c != 0)
                .map(c -> Character.isISOControl(c) || c == 0xFFFD ? '_' : c)
                .forEach(name::appendCodePoint);
        return name.toString().isBlank() ? null : name.toString().strip();
    }
}
