package io.wardtap.protocol.pcap;

import static io.wardtap.protocol.fuzz.FuzzInput.check;

import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.testkit.PcapngBuilder;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/// Fuzz target: the input is a capture file. It is read to an end or to damage that lies in it,
/// packets lie in it and behind one another, and a window as small as can be gives the same.
public final class CaptureReaderFuzz {
    private CaptureReaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] capture) {
        int step = capture.length % 41;
        CaptureReader whole = CaptureReader.of(ByteWindow.of(capture));
        CaptureReader small = CaptureReader.of(new SlidingWindow(capture, step));
        PacketRecord packet = new PacketRecord();
        PacketRecord other = new PacketRecord();
        long end = 0;
        while (whole.next(packet)) {
            check(small.next(other), "the small window ends early");
            checkPacket(packet, capture, whole, end);
            checkSame(packet, other);
            check(small.packetOffset(), whole.packetOffset(), "the small window's place");
            end = whole.offset();
        }
        check(!small.next(other), "the small window ends late");
        check(!whole.next(packet), "a packet behind the end");
        checkEnd(whole, capture);
        check(
                Objects.equals(small.damage(), whole.damage()),
                "damage " + small.damage() + " and " + whole.damage());
        check(small.offset(), whole.offset(), "the small window's end");
        check(small.dropped(), whole.dropped(), "dropped");
        check(small.interfaces(), whole.interfaces(), "interfaces");
        for (int i = 0; i < whole.interfaces(); i++) {
            checkName(whole.interfaceName(i));
            check(small.linkType(i), whole.linkType(i), "link type");
        }
    }

    private static void checkPacket(
            PacketRecord packet, byte[] capture, CaptureReader reader, long end) {
        check(packet.bytes == capture, "the packet lies elsewhere");
        check(packet.capturedLength >= 0, "negative length");
        check(packet.start >= reader.packetOffset(), "the packet begins before its record");
        long packetEnd = (long) packet.start + packet.capturedLength;
        if (isPcapng(capture)) {
            check(packetEnd + 4 <= reader.offset(), "the packet ends in its block's trailer");
        } else {
            check(packetEnd, reader.offset(), "the packet's end");
        }
        check(reader.packetOffset() >= end, "records overlap");
        check(reader.offset() <= capture.length, "a record ends behind the capture");
        check(packet.wireLength >= packet.capturedLength, "shorter on the wire than captured");
        check(packet.timeNs >= 0 && packet.timeNs <= CaptureReader.MAX_TIME_NS, "time");
        check(
                packet.interfaceIndex >= 0 && packet.interfaceIndex < reader.interfaces(),
                "no such interface");
        check(packet.linkType, reader.linkType(packet.interfaceIndex), "link type");
    }

    private static boolean isPcapng(byte[] capture) {
        return capture[0] == 0x0A;
    }

    private static void checkSame(PacketRecord packet, PacketRecord other) {
        check(
                java.util.Arrays.equals(
                        packet.bytes,
                        packet.start,
                        packet.start + packet.capturedLength,
                        other.bytes,
                        other.start,
                        other.start + other.capturedLength),
                "other bytes in the small window");
        check(other.wireLength, packet.wireLength, "wire length");
        check(other.timeNs, packet.timeNs, "time");
        check(other.interfaceIndex, packet.interfaceIndex, "interface");
    }

    private static void checkEnd(CaptureReader reader, byte[] capture) {
        CaptureDamage damage = reader.damage();
        if (damage == null) {
            check(reader.offset(), capture.length, "the end");
        } else {
            check(damage.offset() >= 0 && damage.offset() <= capture.length, "damage elsewhere");
            check(reader.offset(), damage.offset(), "where reading ends");
        }
    }

    private static void checkName(String name) {
        if (name != null) {
            check(name.length() <= InterfaceDescription.MAX_NAME_BYTES, "a long name");
            check(name.chars().noneMatch(Character::isISOControl), "controls in a name");
        }
    }

    public static List<byte[]> seeds() {
        byte[] packet = new byte[20];
        packet[12] = 8;
        return List.of(
                new PcapBuilder().packet(1_000_000, packet).packet(2_000_000, packet, 99).bytes(),
                new PcapBuilder()
                        .byteOrder(ByteOrder.BIG_ENDIAN)
                        .nanoseconds()
                        .packet(5, packet)
                        .packet(6, packet)
                        .bytes(),
                new PcapBuilder().modified().packet(1_000_000, packet).bytes(),
                new PcapBuilder().version(2, 2).originalLengthFirst().packet(7, packet).bytes(),
                new PcapBuilder().version(2, 3).packet(7, packet, 60).bytes(),
                new PcapBuilder().rawRecord(0, 0, 0, 0, packet).bytes(),
                new PcapBuilder().rawRecord(1, 0, 2 << 20, 60, packet).bytes(),
                sections(ByteOrder.LITTLE_ENDIAN, packet),
                sections(ByteOrder.BIG_ENDIAN, packet),
                statistics(packet),
                manyResolutions(packet));
    }

    private static byte[] sections(ByteOrder order, byte[] packet) {
        return new PcapngBuilder()
                .section(order)
                .interfaceDescription(1, 18, o -> o.name("eth0").timeResolution(9).end())
                .enhancedPacket(0, 1_000, packet)
                .block(4, new byte[24])
                .simplePacket(packet, 61)
                .section(ByteOrder.BIG_ENDIAN)
                .interfaceDescription(113, 0, o -> o.timeOffset(7))
                .obsoletePacket(0, 2_000, packet)
                .enhancedPacket(0, 3_000, packet)
                .bytes();
    }

    private static byte[] statistics(byte[] packet) {
        return new PcapngBuilder()
                .section(ByteOrder.LITTLE_ENDIAN)
                .interfaceDescription(1, 0, o -> o.name("a").end())
                .interfaceDescription(101, 0, o -> o.name("b\u0007\u00e9").end())
                .enhancedPacket(1, 9, packet)
                .interfaceStatistics(0, o -> o.count(5, 3).count(7, -1).end())
                .interfaceStatistics(1, o -> o.count(7, Long.MAX_VALUE).end())
                .interfaceStatistics(9, o -> o.count(5, 1))
                .section(ByteOrder.LITTLE_ENDIAN)
                .interfaceDescription(1, 0, o -> o.name("a").end())
                .interfaceStatistics(0, o -> o.count(5, 4).end())
                .bytes();
    }

    private static byte[] manyResolutions(byte[] packet) {
        PcapngBuilder capture = new PcapngBuilder().section(ByteOrder.LITTLE_ENDIAN);
        int[] resolutions = {0, 3, 12, 19, 20, 127, 128, 0x80 | 10, 0x80 | 63, 0x80 | 64, 255};
        for (int i = 0; i < resolutions.length; i++) {
            int resolution = resolutions[i];
            capture.interfaceDescription(
                    1, 0, o -> o.timeResolution(resolution).timeOffset(Long.MIN_VALUE / 3));
            capture.enhancedPacket(i, 0x7FFF_0000_1234_5678L, packet);
        }
        return capture.bytes();
    }
}
