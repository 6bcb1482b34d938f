package io.wardtap.protocol.dicom;

import io.wardtap.protocol.dicom.FramerFeeder.Turn;

import java.util.List;

/// Conversations of the DCMTK 3.6.7 programs, recorded on loopback with made-up patients.
final class Vectors {
    /// PS3.8 section 9.3.2: `echoscu -aec PACS1`.
    static final byte[] ECHO_REQUEST =
            Hex.of(
                    """
                    01 00 | 00 00 00 CD             # A-ASSOCIATE-RQ, 205 bytes
                    00 01 | 00 00                   # protocol version 1
                    "PACS1" 11*20                   # called AE title
                    "ECHOSCU" 9*20                  # calling AE title
                    32*00
                    10 00 00 15 "1.2.840.10008.3.1.1.1"     # application context
                    20 00 00 2E 01 00 FF 00                 # presentation context 1
                    30 00 00 11 "1.2.840.10008.1.1"         #   abstract syntax: Verification
                    40 00 00 11 "1.2.840.10008.1.2"         #   transfer syntax: implicit VR LE
                    50 00 00 3A                             # user information
                    51 00 00 04 00 00 40 00                 #   maximum length 16384
                    52 00 00 1B "1.2.276.0.7230010.3.0.3.6.7"
                    55 00 00 0F "OFFIS_DCMTK_367"
                    """);

    /// PS3.7 Annex D.3.3.7: `storescu --user bob --password secret`.
    static final byte[] USER_IDENTITY =
            Hex.of(
                    """
                    58 00 00 0F | 02 | 00           # user name and passcode, no response wanted
                    00 03 "bob" | 00 06 "secret"
                    """);

    /// PS3.7 section 9.3.1.1: C-STORE-RQ on context C9H.
    static final byte[] STORE_COMMAND =
            Hex.of(
                    """
                    04 00 00 00 00 6E | 00 00 00 6A C9 03           # P-DATA-TF, command, last
                    00 00 00 00 04 00 00 00 5C 00 00 00             # (0000,0000) group length 92
                    00 00 02 00 1A 00 00 00 "1.2.840.10008.5.1.4.1.1.7" 00
                    00 00 00 01 02 00 00 00 01 00                   # (0000,0100) C-STORE-RQ
                    00 00 10 01 02 00 00 00 01 00                   # (0000,0110) message id 1
                    00 00 00 07 02 00 00 00 00 00                   # (0000,0700) medium
                    00 00 00 08 02 00 00 00 01 00                   # (0000,0800) a data set follows
                    00 00 00 10 0A 00 00 00 "1.2.3.4.5" 00          # (0000,1000)
                    """);

    /// Its data set, Explicit VR Little Endian.
    static final byte[] STORE_DATA =
            Hex.of(
                    """
                    04 00 00 00 00 80 | 00 00 00 7C C9 02           # P-DATA-TF, data set, last
                    08 00 05 00 "CS" 0A 00 "ISO_IR 100"
                    08 00 16 00 "UI" 1A 00 "1.2.840.10008.5.1.4.1.1.7" 00
                    08 00 18 00 "UI" 0A 00 "1.2.3.4.5" 00
                    08 00 60 00 "CS" 02 00 "OT"
                    08 00 70 00 "LO" 04 00 "ACME"
                    10 00 10 00 "PN" 08 00 "Doe^Jane"
                    10 00 20 00 "LO" 06 00 "12345 "
                    """);

    static final byte[] STORE_RESPONSE =
            Pdus.data(
                    Pdus.pdv(
                            0xC9,
                            3,
                            Pdus.command(
                                    Pdus.textElement(0x0002, "1.2.840.10008.5.1.4.1.1.7"),
                                    Pdus.us(0x0100, 0x8001),
                                    Pdus.us(0x0120, 1),
                                    Pdus.us(0x0800, 0x0101),
                                    Pdus.us(0x0900, 0))));

    private Vectors() {}

    /// An association of one context, C9H, one C-STORE, released.
    static List<Turn> store() {
        byte[] proposed =
                Pdus.item(
                        0x20,
                        Pdus.concat(
                                new byte[] {(byte) 0xC9, 0, (byte) 0xFF, 0},
                                Pdus.item(0x30, Pdus.text("1.2.840.10008.5.1.4.1.1.7")),
                                Pdus.item(0x40, Pdus.text(Pdus.EXPLICIT_LE)),
                                Pdus.item(0x40, Pdus.text(Pdus.IMPLICIT_LE))));
        byte[] accepted =
                Pdus.item(
                        0x21,
                        Pdus.concat(
                                new byte[] {(byte) 0xC9, 0, 0, 0},
                                Pdus.item(0x40, Pdus.text(Pdus.EXPLICIT_LE))));
        return List.of(
                FramerFeeder.client(
                        Pdus.associate(
                                1,
                                "STORESCP",
                                "STORESCU",
                                proposed,
                                Pdus.userInformation(USER_IDENTITY))),
                FramerFeeder.server(
                        Pdus.associate(
                                2, "STORESCP", "STORESCU", accepted, Pdus.userInformation())),
                FramerFeeder.client(Pdus.concat(STORE_COMMAND, STORE_DATA)),
                FramerFeeder.server(STORE_RESPONSE),
                FramerFeeder.client(Pdus.RELEASE_RQ),
                FramerFeeder.server(Pdus.RELEASE_RP));
    }

    /// One C-STORE of a data set, cut into fragments of `fragment` bytes, on context 1.
    static List<Turn> store(String transferSyntax, byte[] dataSet, int fragment) {
        byte[] data = new byte[0];
        for (int at = 0; at == 0 || at < dataSet.length; at += fragment) {
            int end = Math.min(dataSet.length, at + fragment);
            byte[] piece = java.util.Arrays.copyOfRange(dataSet, at, end);
            data = Pdus.concat(data, Pdus.data(Pdus.pdv(1, end == dataSet.length ? 2 : 0, piece)));
        }
        byte[] command = Pdus.data(Pdus.pdv(1, 3, Pdus.request(1, Pdus.CT, true)));
        byte[] response = Pdus.data(Pdus.pdv(1, 3, Pdus.response(0x8001, Pdus.CT, 0, false)));
        return List.of(
                FramerFeeder.client(Pdus.request("PACS", "CT1", Pdus.CT, transferSyntax)),
                FramerFeeder.server(Pdus.accept("PACS", "CT1", transferSyntax)),
                FramerFeeder.client(Pdus.concat(command, data)),
                FramerFeeder.server(response),
                FramerFeeder.client(Pdus.RELEASE_RQ),
                FramerFeeder.server(Pdus.RELEASE_RP));
    }
}
