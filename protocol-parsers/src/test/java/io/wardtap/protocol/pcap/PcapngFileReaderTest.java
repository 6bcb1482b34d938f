package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.wardtap.protocol.testkit.PcapngBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;

final class PcapngFileReaderTest {
    private static final long T_US = 1_700_000_000_123_456L;
    private static final long T_NS = T_US * 1000;
    private static final byte[] FIVE = {1, 2, 3, 4, 5};
    private static final String FIVE_HEX = "0102030405";

    static Stream<ByteOrder> orders() {
        return Stream.of(BIG_ENDIAN, LITTLE_ENDIAN);
    }

    private static PcapngBuilder section(ByteOrder order) {
        return new PcapngBuilder().section(order);
    }

    private static PcapngBuilder ethernet() {
        return section(LITTLE_ENDIAN).interfaceDescription(1, 0);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void readsEveryPacketBlockInFileOrder(ByteOrder order) {
        PcapngBuilder capture = section(order).interfaceDescription(1, 0);
        int first = capture.size();
        int second = capture.enhancedPacket(0, T_US, FIVE, 5, 900).size();
        int third = capture.simplePacket(FIVE, 5).size();
        ReadCapture read = ReadCapture.of(capture.obsoletePacket(0, T_US + 7, FIVE).bytes());

        assertThat(read.damage()).isNull();
        assertThat(read.packets())
                .containsExactly(
                        new ReadCapture.Packet(FIVE_HEX, 900, T_NS, 1, 0, first),
                        new ReadCapture.Packet(FIVE_HEX, 5, T_NS, 1, 0, second),
                        new ReadCapture.Packet(FIVE_HEX, 5, T_NS + 7000, 1, 0, third));
    }

    private static long dropped(PcapngBuilder capture) {
        CaptureReader reader = CaptureReader.of(ByteWindow.of(capture.bytes()));
        PacketRecord packet = new PacketRecord();
        while (reader.next(packet)) {
            assertThat(packet.capturedLength).isEqualTo(FIVE.length);
        }
        assertThat(reader.damage()).isNull();
        return reader.dropped();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void takesDropsFromTheLatestStatisticsOfEachInterfaceAndSection(ByteOrder order) {
        PcapngBuilder capture = section(order).interfaceDescription(1, 0);
        capture.interfaceDescription(1, 0).interfaceDescription(1, 0);
        capture.interfaceStatistics(0, o -> o.count(4, 900).count(5, 7).count(7, 1));
        capture.enhancedPacket(0, T_US, FIVE);
        capture.interfaceStatistics(0, o -> o.count(5, 10).count(7, 2).end().count(7, 500));
        capture.interfaceStatistics(2, o -> o.count(5, 100).count(7, -1));
        capture.section(order).interfaceDescription(1, 0);
        capture.interfaceStatistics(0, o -> o.count(7, 1000));

        assertThat(dropped(capture)).isEqualTo(12 + 100 + 1000);
    }

    @Test
    void dropsAreUnknownWithoutStatisticsThatTell() {
        PcapngBuilder capture = ethernet().enhancedPacket(0, T_US, FIVE);
        capture.interfaceStatistics(0, o -> o.count(4, 900)).interfaceStatistics(0, o -> {});
        capture.interfaceStatistics(7, o -> o.count(5, 3)); // nobody's
        capture.interfaceStatistics(0, o -> o.option(5, FIVE)); // no count
        capture.block(5, new byte[4]);

        assertThat(dropped(capture)).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void stepsOverNamesSecretsAndBlocksOfOthers(ByteOrder order) {
        PcapngBuilder capture = section(order).interfaceDescription(1, 0);
        for (int type : new int[] {4, 9, 10, 0x0BAD, 0x4000_0BAD, 0x8000_0001}) {
            capture.block(type, "CLIENT_RANDOM 00 11 ".getBytes(UTF_8));
        }
        int first = capture.size();
        ReadCapture read = ReadCapture.of(capture.enhancedPacket(0, T_US, FIVE).bytes());

        assertThat(read.damage()).isNull();
        assertThat(read.packets())
                .containsExactly(new ReadCapture.Packet(FIVE_HEX, 5, T_NS, 1, 0, first));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void everyPrefixDeliversItsWholePacketsAndNothingElse(ByteOrder order) {
        PcapngBuilder capture = section(order);
        int[] wholeBlocks = new int[8];
        int[] packetsBefore = new int[8];
        int blocks = 0;
        wholeBlocks[blocks++] = capture.size();
        wholeBlocks[blocks++] = capture.interfaceDescription(1, 0, o -> o.name("eth0")).size();
        packetsBefore[blocks] = 1;
        wholeBlocks[blocks++] = capture.enhancedPacket(0, T_US, FIVE).size();
        packetsBefore[blocks] = 1;
        wholeBlocks[blocks++] = capture.block(0x0BAD, new byte[20]).size();
        packetsBefore[blocks] = 2;
        wholeBlocks[blocks++] = capture.simplePacket(FIVE, 5).size();
        packetsBefore[blocks] = 2;
        wholeBlocks[blocks++] = capture.section(order == BIG_ENDIAN ? LITTLE_ENDIAN : order).size();
        packetsBefore[blocks] = 2;
        wholeBlocks[blocks++] = capture.interfaceDescription(1, 0).size();
        packetsBefore[blocks] = 3;
        wholeBlocks[blocks] = capture.obsoletePacket(0, T_US, FIVE).size();

        byte[] whole = capture.bytes();
        for (int length = 0; length <= whole.length; length++) {
            int last = -1;
            while (last < blocks && wholeBlocks[last + 1] <= length) {
                last++;
            }
            ReadCapture read = ReadCapture.of(Arrays.copyOf(whole, length));
            assertThat(read.packets())
                    .as("prefix of %d bytes", length)
                    .hasSize(last < 0 ? 0 : packetsBefore[last]);
            if (last >= 0 && wholeBlocks[last] == length) {
                assertThat(read.damage()).as("prefix of %d bytes", length).isNull();
            } else {
                assertThat(read.damage()).as("prefix of %d bytes", length).isNotNull();
                assertThat(read.damage().offset()).isEqualTo(last < 0 ? 0 : wholeBlocks[last]);
            }
        }
    }

    @Test
    void sectionsOfBothByteOrdersFollowOneAnother() {
        ReadCapture read =
                ReadCapture.of(
                        section(BIG_ENDIAN)
                                .interfaceDescription(1, 0, o -> o.name("a"))
                                .enhancedPacket(0, T_US, FIVE)
                                .section(LITTLE_ENDIAN, 1, 2)
                                .interfaceDescription(113, 0, o -> o.name("b"))
                                .interfaceDescription(1, 0, o -> o.name("a"))
                                .enhancedPacket(0, T_US, FIVE)
                                .enhancedPacket(1, T_US, FIVE)
                                .bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets()).extracting("linkType").containsExactly(1, 113, 1);
        assertThat(read.packets()).extracting("interfaceIndex").containsExactly(0, 1, 0);
        assertThat(read.reader().interfaces()).isEqualTo(2);
        assertThat(read.reader().interfaceName(1)).isEqualTo("b");
        assertThat(read.reader().linkType(1)).isEqualTo(113);
    }

    @Test
    void unnamedInterfacesAreKnownAgainByTheirNumber() {
        ReadCapture read =
                ReadCapture.of(
                        ethernet()
                                .interfaceDescription(1, 0)
                                .section(LITTLE_ENDIAN)
                                .interfaceDescription(1, 0)
                                .interfaceDescription(1, 0)
                                .enhancedPacket(1, T_US, FIVE)
                                .bytes());
        assertThat(read.reader().interfaces()).isEqualTo(2);
        assertThat(read.reader().interfaceName(0)).isNull();
        assertThat(read.packets().getFirst().interfaceIndex()).isEqualTo(1);
    }

    @Test
    void timesFollowTheInterfacesResolutionAndOffset() {
        ReadCapture read =
                ReadCapture.of(
                        section(BIG_ENDIAN)
                                .interfaceDescription(1, 0, o -> o.timeResolution(9).end())
                                .interfaceDescription(
                                        1, 0, o -> o.timeResolution(0x8A).timeOffset(-10).end())
                                .enhancedPacket(0, T_NS + 1, FIVE)
                                .enhancedPacket(1, (1000L << 10) + 512, FIVE)
                                .bytes());
        assertThat(read.packets()).extracting("timeNs").containsExactly(T_NS + 1, 990_500_000_000L);
    }

    @Test
    void simplePacketIsNoLongerThanTheSnapLength() {
        ReadCapture read =
                ReadCapture.of(
                        section(LITTLE_ENDIAN)
                                .interfaceDescription(1, 3)
                                .simplePacket(new byte[] {1, 2, 3}, 1500)
                                .bytes());
        assertThat(read.packets())
                .containsExactly(new ReadCapture.Packet("010203", 1500, 0, 1, 0, 48));
    }

    @Test
    void simplePacketWithoutSnapLengthEndsWithItsBlock() {
        ReadCapture read = ReadCapture.of(ethernet().simplePacket(FIVE, 1500).bytes());
        assertThat(read.packets().getFirst().bytes()).isEqualTo(FIVE_HEX + "000000");
        assertThat(read.packets().getFirst().wireLength()).isEqualTo(1500);
    }

    @Test
    void otherBlocksAreSteppedOver() {
        ReadCapture read =
                ReadCapture.of(
                        ethernet()
                                .block(4, new byte[400])
                                .block(5, new byte[8])
                                .block(0x40000BAD, new byte[3 << 20])
                                .enhancedPacket(0, T_US, FIVE)
                                .block(0x0A, new byte[0])
                                .bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets()).hasSize(1);
    }

    @Test
    void interfaceNamesLoseControlCharactersAndExcess() {
        ReadCapture read =
                ReadCapture.of(
                        section(LITTLE_ENDIAN)
                                .interfaceDescription(1, 0, o -> o.name("eth\r\n0\0"))
                                .interfaceDescription(1, 0, o -> o.name("x".repeat(2000)))
                                .interfaceDescription(1, 0, o -> o.name("\0\0"))
                                .bytes());
        assertThat(read.reader().interfaceName(0)).isEqualTo("eth__0");
        assertThat(read.reader().interfaceName(1)).hasSize(InterfaceDescription.MAX_NAME_BYTES);
        assertThat(read.reader().interfaceName(2)).isNull();
    }

    /// One broken block behind a good packet: the packet is delivered, the damage is at the block.
    private static void assertDamage(String reason, byte[] block) {
        PcapngBuilder capture = ethernet().enhancedPacket(0, T_US, FIVE);
        int at = capture.size();
        ReadCapture read = ReadCapture.of(capture.raw(block).enhancedPacket(0, T_US, FIVE).bytes());
        assertThat(read.packets()).hasSize(1);
        assertThat(read.damage()).isNotNull();
        assertThat(read.damage().reason()).contains(reason);
        assertThat(read.damage().offset()).isEqualTo(at);
        assertThat(read.reader().offset()).isEqualTo(at);
    }

    private static PcapngBuilder broken() {
        return new PcapngBuilder();
    }

    @Test
    void impossibleBlockLengthsAreDamage() {
        byte[] body = new byte[40];
        for (long length : new long[] {4, 11, 13, 54, 0x7FFF_FFFCL, 0xFFFF_FFFCL}) {
            for (int type : new int[] {6, 1, 5, 0x0BAD}) {
                assertDamage("impossible", broken().block(type, length, body, length).bytes());
            }
        }
    }

    @Test
    void packetBlockOfMoreThanCanBeReadAtOnceIsDamage() {
        byte[] body = new byte[PcapngFileReader.MAX_READ_BYTES];
        assertDamage("impossible", broken().block(6, body).bytes());
        assertDamage(
                "impossible",
                broken().enhancedPacket(0, 1, new byte[CaptureReader.MAX_PACKET_BYTES + 1])
                        .bytes());
    }

    @Test
    void blockBeyondTheEndIsDamage() {
        assertDamage("middle of a block", broken().block(5, 1 << 20, new byte[8], 20).bytes());
        assertDamage("middle of a packet", broken().block(6, 1 << 20, new byte[8], 20).bytes());
    }

    @Test
    void lengthsThatDifferAreDamage() {
        assertDamage("lengths differ", broken().block(5, 20, new byte[8], 24).bytes());
        assertDamage("lengths differ", broken().block(6, 32, new byte[20], 36).bytes());
    }

    @Test
    void zeroesAreDamage() {
        assertDamage("zeroes", new byte[64]);
    }

    @Test
    void packetLongerThanItsBlockIsDamage() {
        assertDamage("longer than its block", broken().enhancedPacket(0, 1, FIVE, 9, 9).bytes());
        assertDamage(
                "longer than its block",
                broken().enhancedPacket(0, 1, FIVE, 0xFFFF_FFFFL, 9).bytes());
    }

    @Test
    void packetOfAnInterfaceNotDescribedIsDamage() {
        assertDamage("not described", broken().enhancedPacket(1, 1, FIVE).bytes());
        assertDamage("not described", broken().enhancedPacket(-1, 1, FIVE).bytes());
        assertDamage("not described", broken().obsoletePacket(1, 1, FIVE).bytes());
        ReadCapture read = ReadCapture.of(section(BIG_ENDIAN).simplePacket(FIVE, 5).bytes());
        assertThat(read.damage().reason()).contains("not described");
    }

    @Test
    void blocksTooShortForTheirContentsAreDamage() {
        assertDamage("impossible", broken().block(6, new byte[16]).bytes());
        assertDamage("impossible", broken().block(2, new byte[16]).bytes());
        assertDamage("impossible", broken().block(3, new byte[0]).bytes());
        assertDamage("impossible", broken().block(1, new byte[4]).bytes());
    }

    @Test
    void optionLongerThanItsBlockIsDamage() {
        byte[] body = new byte[12];
        body[8] = 2;
        body[10] = 9;
        assertDamage("option", broken().block(1, body).bytes());
    }

    @Test
    void sectionOfAnUnknownVersionIsDamage() {
        assertDamage("unknown version", broken().section(LITTLE_ENDIAN, 2, 0).bytes());
    }

    @Test
    void sectionHeaderOfImpossibleLengthIsDamage() {
        byte[] body = new byte[16];
        body[0] = 0x4D;
        body[1] = 0x3C;
        body[2] = 0x2B;
        body[3] = 0x1A;
        assertDamage("impossible", broken().block(0x0A0D0D0A, 24, body, 24).bytes());
        assertDamage("impossible", broken().block(0x0A0D0D0A, 30, body, 30).bytes());
        assertDamage("lengths differ", broken().block(0x0A0D0D0A, 28, body, 32).bytes());
    }

    @Test
    void interfacesWithoutEndAreDamage() {
        PcapngBuilder capture = section(LITTLE_ENDIAN);
        for (int i = 0; i <= InterfaceTable.MAX_INTERFACES; i++) {
            capture.interfaceDescription(1, 0);
        }
        ReadCapture inOneSection = ReadCapture.of(capture.bytes());
        assertThat(inOneSection.damage().reason()).contains("too many interfaces");
        assertThat(inOneSection.reader().interfaces()).isEqualTo(InterfaceTable.MAX_INTERFACES);

        PcapngBuilder sections = new PcapngBuilder();
        for (int i = 0; i <= InterfaceTable.MAX_INTERFACES; i++) {
            String name = "eth" + i;
            sections.section(BIG_ENDIAN).interfaceDescription(1, 0, o -> o.name(name));
        }
        ReadCapture inMany = ReadCapture.of(sections.bytes());
        assertThat(inMany.damage().reason()).contains("too many interfaces");
    }
}
