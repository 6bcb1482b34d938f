package io.wardtap.protocol.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Makes datagrams of Philips IntelliVue Data Export, as far as their layout is known to us: what
/// stands between a reply's header and its attributes is made up, and no parser reads it.
public final class MonitorDatagrams {
    /// A request to associate: its known beginning, padded, with the OID in it.
    public static final byte[] ASSOCIATE =
            HexBytes.bytes(
                    """
                    0D 2E                          # CN, 46 bytes follow (ISO 8327)
                    05 08 13 01 00 16 01 02 80 00  # connect item: protocol options, version
                    14 02 00 02                    # session requirements
                    C1 20 31 80 A0 80 80 01 01 00 00 A2 80 30 80
                    06 07 2A 86 48 CE 14 02 01     # 1.2.840.10004.2.1
                    02 00 00 00 00 00 00 00
                    """);

    public static final byte[] ACCEPT =
            HexBytes.bytes(
                    """
                    0E 16                          # AC, 22 bytes follow
                    05 08 13 01 00 16 01 02 80 00
                    C1 0A 06 07 2A 86 48 CE 14 02 01 00
                    """);

    /// A single poll of the MDS object.
    public static final byte[] POLL =
            HexBytes.bytes(
                    """
                    E1 00 00 02                    # session id, presentation context
                    00 01 00 1C                    # ROIV, 28 bytes
                    00 00 00 07 00 16              # invoke id, confirmed action, 22 bytes
                    00 21 00 00 00 00              # object: MDS, context, handle
                    00 00 00 00                    # scope
                    0C 16 00 08                    # single poll, 8 bytes
                    00 01 00 01 00 21 00 00        # poll number, polled object
                    """);

    /// The host's answer to an MDS create event.
    public static final byte[] CREATE_RESULT =
            HexBytes.bytes(
                    """
                    E1 00 00 02 00 02 00 14        # RORS, 20 bytes
                    00 01 00 01 00 0E              # invoke id, confirmed event, 14 bytes
                    00 21 00 00 00 00 00 0A BD 00 0D 06 00 00
                    """);

    private static final int EVENT_REPORT = 0;
    private static final int CONFIRMED_EVENT_REPORT = 1;
    private static final int CONFIRMED_ACTION = 7;

    private MonitorDatagrams() {}

    public static byte[] mdsCreate(byte[]... attributes) {
        return event(0xE100_0002, CONFIRMED_EVENT_REPORT, 0x0D06, list(attributes));
    }

    /// What a monitor broadcasts: another four bytes stand in front.
    public static byte[] connectIndication(byte[]... attributes) {
        return event(0, EVENT_REPORT, 0x0D17, list(attributes));
    }

    /// A poll's result.
    public static byte[] result(byte[]... attributes) {
        return reply(2, attributes);
    }

    public static byte[] linkedResult(byte[]... attributes) {
        return reply(5, attributes);
    }

    private static byte[] reply(int type, byte[]... attributes) {
        byte[] rest = join(HexBytes.bytes("00 21 00 00 00 00 0C 16"), list(attributes));
        byte[] body = join(u16(1), u16(CONFIRMED_ACTION), u16(rest.length), rest);
        return join(u32(0xE100_0002), u16(type), u16(body.length), body);
    }

    private static byte[] event(int session, int command, int type, byte[] list) {
        byte[] rest =
                join(
                        HexBytes.bytes("00 21 00 00 00 00 00 0A BD 00"),
                        u16(type),
                        u16(list.length),
                        list);
        byte[] body = join(u16(1), u16(command), u16(rest.length), rest);
        return join(u32(session), u16(1), u16(body.length), body);
    }

    /// An attribute list: count, length, and the attributes.
    private static byte[] list(byte[]... attributes) {
        byte[] all = join(attributes);
        return join(u16(attributes.length), u16(all.length), all);
    }

    public static byte[] attribute(int id, byte[] value) {
        return join(u16(id), u16(value.length), value);
    }

    /// A text: its length, characters of 16 bits, a NUL.
    public static byte[] text(int id, String text) {
        byte[] characters = (text + "\0").getBytes(StandardCharsets.UTF_16BE);
        return attribute(id, join(u16(characters.length), characters));
    }

    /// 0928H: maker and model.
    public static byte[] model(String maker, String model) {
        return attribute(0x0928, join(octets(maker), octets(model)));
    }

    /// 092DH: serial number and software revision.
    public static byte[] production(String serial, String software) {
        byte[] entries = join(u16(1), u16(0), octets(serial), u16(4), u16(0), octets(software));
        return attribute(0x092D, join(u16(2), u16(entries.length), entries));
    }

    /// 0984H: the hardware address.
    public static byte[] systemId(String hex) {
        byte[] address = HexBytes.bytes(hex);
        return attribute(0x0984, join(u16(address.length), address));
    }

    /// 0958H: `YYYYMMDD` in BCD.
    public static byte[] birthDate(String date) {
        return attribute(0x0958, join(HexBytes.bytes(date), new byte[4]));
    }

    private static byte[] octets(String text) {
        String even = (text.length() & 1) == 0 ? text : text + "\0";
        return join(u16(even.length()), even.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] u16(int value) {
        return new byte[] {(byte) (value >>> 8), (byte) value};
    }

    private static byte[] u32(int value) {
        return join(u16(value >>> 16), u16(value));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
