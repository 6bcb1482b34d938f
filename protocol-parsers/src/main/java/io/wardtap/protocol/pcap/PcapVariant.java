package io.wardtap.protocol.pcap;

/// What the magic number of a pcap file says about its records (draft-ietf-opsawg-pcap, section 4).
///
/// @param fractionNs nanoseconds in one unit of a time's fraction
/// @param recordHeaderBytes 16; the records of Kuznetzov's modified format go on with an interface
///   index, a protocol and a packet type
record PcapVariant(boolean littleEndian, int fractionNs, int recordHeaderBytes) {
    /// The variant for the file's first four bytes, read as a big-endian number, or null.
    static PcapVariant of(long magic) {
        return switch ((int) magic) {
            case 0xA1B2C3D4 -> new PcapVariant(false, 1000, 16);
            case 0xD4C3B2A1 -> new PcapVariant(true, 1000, 16);
            case 0xA1B23C4D -> new PcapVariant(false, 1, 16);
            case 0x4D3CB2A1 -> new PcapVariant(true, 1, 16);
            case 0xA1B2CD34 -> new PcapVariant(false, 1000, 24);
            case 0x34CDB2A1 -> new PcapVariant(true, 1000, 24);
            default -> null;
        };
    }
}
