package io.wardtap.protocol.pcap;

import io.wardtap.protocol.bytes.Bytes;

/// Tells captures by their first bytes.
final class CaptureFormat {
    private static final long XZ = 0xFD377A58L;
    private static final long BZIP2 = 0x425A68L;
    private static final long LZ4 = 0x04224D18L;
    private static final long ZIP = 0x504B0304L;
    private static final long GZIP = 0x1F8BL;
    private static final long ZSTD = 0x28B52FFDL;

    private CaptureFormat() {}

    static CaptureReader open(ByteWindow window) {
        if (!window.require(0, 4)) {
            return new NoCapture(
                    window,
                    window.require(0, 1)
                            ? "not a capture: too short for a pcap or pcapng header"
                            : "empty: not a capture");
        }
        byte[] bytes = window.segment();
        long magic = Bytes.u32(bytes, window.position(0));
        if (magic == PcapngFileReader.SECTION_HEADER) {
            return new PcapngFileReader(window);
        }
        PcapVariant variant = PcapVariant.of(magic);
        if (variant == null) {
            return new NoCapture(window, reason(magic));
        }
        if (!window.require(0, PcapFileReader.HEADER_BYTES)) {
            return new NoCapture(window, "cut in the middle of the capture header");
        }
        return new PcapFileReader(window, variant);
    }

    private static String reason(long magic) {
        if (magic == XZ) {
            return "compressed with xz, which is not read: unpack it first";
        }
        if (magic >>> 8 == BZIP2) {
            return "compressed with bzip2, which is not read: unpack it first";
        }
        if (magic == LZ4) {
            return "compressed with lz4, which is not read: unpack it first";
        }
        if (magic == ZIP) {
            return "a zip archive: unpack it first";
        }
        if (magic >>> 16 == GZIP || magic == ZSTD) {
            return "compressed twice: unpack it first";
        }
        return "not a capture: neither a pcap nor a pcapng header";
    }
}
