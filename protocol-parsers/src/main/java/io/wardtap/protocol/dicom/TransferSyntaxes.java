package io.wardtap.protocol.dicom;

import java.util.Map;

/// Transfer syntaxes by UID (PS3.5 Annex A, PS3.6 Annex A): short names for people. Any thread.
public final class TransferSyntaxes {
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("1.2.840.10008.1.2", "Implicit VR Little Endian"),
                    Map.entry("1.2.840.10008.1.2.1", "Explicit VR Little Endian"),
                    Map.entry(
                            "1.2.840.10008.1.2.1.98",
                            "Encapsulated Uncompressed Explicit VR Little Endian"),
                    Map.entry("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"),
                    Map.entry("1.2.840.10008.1.2.2", "Explicit VR Big Endian"),
                    Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
                    Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"),
                    Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless"),
                    Map.entry("1.2.840.10008.1.2.4.70", "JPEG Lossless SV1"),
                    Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
                    Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-lossless"),
                    Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
                    Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"),
                    Map.entry("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless"),
                    Map.entry("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2"),
                    Map.entry("1.2.840.10008.1.2.4.94", "JPIP Referenced"),
                    Map.entry("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate"),
                    Map.entry("1.2.840.10008.1.2.4.107", "HEVC Main"),
                    Map.entry("1.2.840.10008.1.2.4.108", "HEVC Main 10"),
                    Map.entry("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
                    Map.entry("1.2.840.10008.1.2.4.111", "JPEG XL Recompression"),
                    Map.entry("1.2.840.10008.1.2.4.112", "JPEG XL"),
                    Map.entry("1.2.840.10008.1.2.4.201", "HTJ2K Lossless"),
                    Map.entry("1.2.840.10008.1.2.4.202", "HTJ2K Lossless RPCL"),
                    Map.entry("1.2.840.10008.1.2.4.203", "HTJ2K"),
                    Map.entry("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced"),
                    Map.entry("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate"),
                    Map.entry("1.2.840.10008.1.2.5", "RLE Lossless"),
                    Map.entry("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"),
                    Map.entry("1.2.840.113619.5.2", "GE Private Implicit VR"));

    private TransferSyntaxes() {}

    /// A short name, or "" for one that is not known here.
    public static String name(String uid) {
        return NAMES.getOrDefault(uid, "");
    }
}
