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

    private static final long SNOOP = 0x736E6F6FL; // RFC 1761 2
    private static final long BTSNOOP = 0x6274736EL;
    private static final long NETWORK_MONITOR_1 = 0x52545353L;
    private static final long NETWORK_MONITOR_2 = 0x474D4255L;
    private static final long SNIFFER = 0x5452534EL;
    private static final long NETXRAY = 0x58435000L;
    private static final long IPTRACE = 0x69707472L;

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

    private static String otherKind(long magic) {
        if (magic == SNOOP) {
            return "snoop";
        }
        if (magic == BTSNOOP) {
            return "btsnoop";
        }
        if (magic == NETWORK_MONITOR_1 || magic == NETWORK_MONITOR_2) {
            return "Microsoft Network Monitor";
        }
        if (magic == SNIFFER || magic == NETXRAY) {
            return "Sniffer";
        }
        return magic == IPTRACE ? "iptrace" : null;
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
        String kind = otherKind(magic);
        if (kind != null) {
            return "a capture in the format of " + kind + ", which is not read: convert it to pcap";
        }
        return "not a capture: neither a pcap nor a pcapng header";
    }
}
