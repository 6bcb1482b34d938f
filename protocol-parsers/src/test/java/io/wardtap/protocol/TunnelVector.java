package io.wardtap.protocol;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.tunnel.TunnelKind;

import java.util.Arrays;
import java.util.List;

/// One packet of each encapsulation, byte by byte. Inside each is UDP with the payload "abc": from
/// 10.9.0.1:1024 to 10.9.0.2:53, or over IPv6 from fd00::1 to fd00::2.
record TunnelVector(String name, int linkType, byte[] bytes, List<TunnelKind> kinds) {
    private static final String MACS = "02 00 00 00 00 02  02 00 00 00 00 01 ";

    private static final String INNER_4 =
            """
            45 00 00 1F 00 01 00 00 40 11 00 00  0A 09 00 01  0A 09 00 02
            04 00 00 35 00 0B 00 00  "abc"
            """;

    private static final String INNER_6 =
            """
            60 00 00 00 00 0B 11 40
            FD 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01
            FD 00 00 00 00 00 00 00 00 00 00 00 00 00 00 02
            04 00 00 35 00 0B 00 00  "abc"
            """;

    private static final String FRAME = "02 00 00 00 01 02  02 00 00 00 01 01  08 00 " + INNER_4;

    static final List<TunnelVector> ALL =
            List.of(
                    link(
                            "mpls",
                            "88 47"
                                    + " 00 01 00 40" // label 16, bottom bit clear (RFC 3032 2.1)
                                    + " 00 02 01 40" // label 32, bottom of stack
                                    + INNER_4,
                            TunnelKind.MPLS),
                    link("mpls with IPv6", "88 47 00 00 21 40" + INNER_6, TunnelKind.MPLS),
                    link("mpls, upstream label", "88 48 00 02 01 40" + INNER_4, TunnelKind.MPLS),
                    link(
                            "pseudowire with control word",
                            "88 47 00 02 01 40 00 00 00 07" // RFC 4448 4.6, sequence 7
                                    + FRAME,
                            TunnelKind.MPLS),
                    link("pseudowire", "88 47 00 02 01 40" + FRAME, TunnelKind.MPLS),
                    link(
                            "pseudowire, address like IPv4",
                            "88 47 00 02 01 40 45 00 00 00 01 02 02 00 00 00 01 01 08 00" + INNER_4,
                            TunnelKind.MPLS),
                    link(
                            "pseudowire, address like IPv6",
                            "88 47 00 02 01 40 60 00 00 00 FF 02 02 00 00 00 01 01 08 00" + INNER_4,
                            TunnelKind.MPLS),
                    link(
                            "pppoe",
                            "88 64 11 00 00 2A" // RFC 2516 4: session 42
                                    + " 00 21" // length: protocol and 31 bytes
                                    + " 00 21" // PPP: IPv4
                                    + INNER_4,
                            TunnelKind.PPPOE),
                    link(
                            "pppoe with IPv6 in two VLANs",
                            "88 A8 00 05 81 00 00 06 88 64 11 00 00 2A 00 35 00 57" + INNER_6,
                            TunnelKind.PPPOE),
                    ip("gre", 47, "00 00 08 00" /* RFC 2784 2 */ + INNER_4, TunnelKind.GRE),
                    ip(
                            "gre with checksum, key and sequence",
                            47,
                            "B0 00 86 DD" // RFC 2890 2
                                    + " 12 34 00 00" // checksum
                                    + " 00 00 00 63" // key
                                    + " 00 00 00 01" // sequence
                                    + INNER_6,
                            TunnelKind.GRE),
                    ip("gre bridging", 47, "00 00 65 58" + FRAME, TunnelKind.GRE),
                    ip(
                            "gre with mpls",
                            47,
                            "00 00 88 47 00 02 01 40" + INNER_4,
                            TunnelKind.GRE,
                            TunnelKind.MPLS),
                    ip(
                            "nvgre",
                            47,
                            "20 00 65 58 01 23 45 06" // RFC 7637 3.2: subnet 0x012345, flow 6
                                    + FRAME,
                            TunnelKind.NVGRE),
                    ip("erspan I", 47, "00 00 88 BE" + FRAME, TunnelKind.ERSPAN),
                    ip(
                            "erspan II",
                            47,
                            "10 00 88 BE 00 00 00 09" // sequence 9
                                    + " 10 05 18 64 00 00 00 01" // version 1, VLAN 5, session 100
                                    + FRAME,
                            TunnelKind.ERSPAN),
                    ip(
                            "erspan III",
                            47,
                            "10 00 22 EB 00 00 00 09"
                                    + " 20 05 00 64 00 00 00 00" // version 2, VLAN 5; timestamp
                                    + " 00 00 80 00" // no group; frame type 0
                                    + FRAME,
                            TunnelKind.ERSPAN),
                    ip(
                            "erspan III with a platform's header, IP",
                            47,
                            "10 00 22 EB 00 00 00 09 20 05 00 64 00 00 00 00"
                                    + " 00 00 08 01" // frame type 2, O
                                    + " 00 00 00 00 00 00 00 00"
                                    + INNER_6,
                            TunnelKind.ERSPAN),
                    udp(
                            "vxlan",
                            4789,
                            "08 00 00 00 00 00 2A 00" /* RFC 7348 5: VNI 42 */ + FRAME,
                            TunnelKind.VXLAN),
                    udp(
                            "vxlan with policy",
                            4789,
                            "88 00 00 07 00 00 2A 00" + FRAME,
                            TunnelKind.VXLAN),
                    udp(
                            "geneve",
                            6081,
                            "02 40 65 58 00 00 2A 00" // RFC 8926 3.4: two words of options,
                                    // critical
                                    + " 01 02 80 01 DE AD BE EF"
                                    + FRAME,
                            TunnelKind.GENEVE),
                    udp(
                            "geneve with IP",
                            6081,
                            "00 00 08 00 00 00 2A 00" + INNER_4,
                            TunnelKind.GENEVE),
                    ip("ipip", 4, INNER_4 /* RFC 2003 3 */, TunnelKind.IPIP),
                    ip("6in4", 41, INNER_6 /* RFC 4213 3.5 */, TunnelKind.SIX_IN_FOUR),
                    ip(
                            "mpls in IP",
                            137,
                            "00 02 01 40" /* RFC 4023 3 */ + INNER_4,
                            TunnelKind.MPLS),
                    udp(
                            "gtp",
                            2152,
                            "30 FF 00 1F 00 00 00 63" /* TS 29.281 5.1: G-PDU */ + INNER_4,
                            TunnelKind.GTP),
                    udp(
                            "gtp with sequence and extensions",
                            2152,
                            "36 FF 00 2B 00 00 00 63" // E, S; 12 bytes of headers and 31
                                    + " 00 07 00 C0" // sequence 7; a PDCP number follows
                                    + " 01 00 01 85" // one word; PDU session container follows
                                    + " 01 00 09 00" // one word; none follows
                                    + INNER_4,
                            TunnelKind.GTP),
                    udp("teredo", 3544, INNER_6 /* RFC 4380 5.1.1 */, TunnelKind.TEREDO),
                    udp(
                            "teredo with authentication and origin",
                            3544,
                            "00 01 02 01 AA BB CC 11 22 33 44 55 66 77 88 00"
                                    + " 00 00 AF FF F5 FE FF FE"
                                    + INNER_6,
                            TunnelKind.TEREDO),
                    udp(
                            "vxlan in gre in ipip",
                            4789,
                            "08 00 00 00 00 00 2A 00 02 00 00 00 01 02 02 00 00 00 01 01 08 00"
                                    + " 45 00 00 4B 00 01 00 00 40 2F 00 00 0A 08 00 01 0A 08 00 02"
                                    + " 00 00 08 00"
                                    + " 45 00 00 33 00 01 00 00 40 04 00 00 0A 08 00 03 0A 08 00 04"
                                    + INNER_4,
                            TunnelKind.VXLAN,
                            TunnelKind.GRE,
                            TunnelKind.IPIP));

    private static TunnelVector link(String name, String typeAndRest, TunnelKind... kinds) {
        return new TunnelVector(
                name, LinkType.ETHERNET, HexBytes.bytes(MACS + typeAndRest), List.of(kinds));
    }

    /// In IPv4 from 192.0.2.1 to 192.0.2.2.
    private static TunnelVector ip(String name, int protocol, String rest, TunnelKind... kinds) {
        int length = 20 + HexBytes.bytes(rest).length;
        String header =
                "08 00 45 00 %02X %02X 00 01 00 00 40 %02X 00 00 C0 00 02 01 C0 00 02 02 "
                        .formatted(length >>> 8, length & 0xFF, protocol);
        return link(name, header + rest, kinds);
    }

    private static TunnelVector udp(String name, int port, String rest, TunnelKind... kinds) {
        int length = 8 + HexBytes.bytes(rest).length;
        String header =
                "30 39 %02X %02X %02X %02X 00 00 "
                        .formatted(port >>> 8, port & 0xFF, length >>> 8, length & 0xFF);
        return ip(name, 17, header + rest, kinds);
    }

    int kindBits() {
        return kinds.stream().mapToInt(TunnelKind::bit).sum();
    }

    boolean isInIp() {
        return bytes[12] == 8 && bytes[13] == 0;
    }

    /// The same with one byte set.
    byte[] with(int at, int value) {
        byte[] changed = Arrays.copyOf(bytes, bytes.length);
        changed[at] = (byte) value;
        return changed;
    }

    @Override
    public String toString() {
        return name;
    }
}
