package io.wardtap.protocol.pcap;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.testkit.PcapBuilder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteOrder;
import java.util.stream.Stream;

final class PcapFileReaderTest {
    private static final long T = 1_700_000_000_123_456_789L;
    private static final byte[] THREE = {1, 2, 3};
    private static final byte[] NONE = {};

    record Variant(ByteOrder order, boolean nanoseconds, boolean modified) {
        PcapBuilder builder() {
            PcapBuilder builder = new PcapBuilder().byteOrder(order);
            if (nanoseconds) {
                builder.nanoseconds();
            }
            return modified ? builder.modified() : builder;
        }
    }

    static Stream<Variant> variants() {
        return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)
                .flatMap(
                        o ->
                                Stream.of(
                                        new Variant(o, false, false),
                                        new Variant(o, true, false),
                                        new Variant(o, false, true)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void readsEveryVariant(Variant variant) {
        PcapBuilder capture = variant.builder().packet(T, THREE, 1500);
        int second = capture.size();
        ReadCapture read = ReadCapture.of(capture.packet(T + 5_000, NONE, 60).bytes());

        long time = variant.nanoseconds() ? T : T - T % 1000;
        assertThat(read.damage()).isNull();
        assertThat(read.packets())
                .containsExactly(
                        new ReadCapture.Packet("010203", 1500, time, 1, 0, 24),
                        new ReadCapture.Packet("", 60, time + 5_000, 1, 0, second));
        assertThat(read.reader().interfaces()).isEqualTo(1);
        assertThat(read.reader().interfaceName(0)).isNull();
        assertThat(read.reader().offset()).isEqualTo(capture.size());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyPrefixDeliversItsWholePacketsAndNothingElse(Variant variant) {
        PcapBuilder capture = variant.builder();
        int[] ends = new int[4];
        ends[0] = capture.size();
        for (int i = 1; i < ends.length; i++) {
            ends[i] = capture.packet(T + i, new byte[] {1, 2, 3, 4, 5}).size();
        }
        byte[] whole = capture.bytes();
        for (int length = 0; length <= whole.length; length++) {
            ReadCapture read = ReadCapture.of(java.util.Arrays.copyOf(whole, length));
            int packets = 0;
            while (packets < 3 && ends[packets + 1] <= length) {
                packets++;
            }
            assertThat(read.packets()).as("prefix of %d bytes", length).hasSize(packets);
            if (length >= 24 && length == ends[packets]) {
                assertThat(read.damage()).as("prefix of %d bytes", length).isNull();
            } else {
                assertThat(read.damage()).as("prefix of %d bytes", length).isNotNull();
                assertThat(read.damage().offset()).isEqualTo(length < 24 ? 0 : ends[packets]);
            }
        }
    }

    @Test
    void linkTypeIsReadWithoutTheBitsAboutFrameCheckSequences() {
        ReadCapture read =
                ReadCapture.of(new PcapBuilder().linkType(0x3400_0114L).packet(T, THREE).bytes());
        assertThat(read.reader().linkType(0)).isEqualTo(0x114);
        assertThat(read.packets().getFirst().linkType()).isEqualTo(0x114);
    }

    @Test
    void fractionOfASecondOrMoreIsCarriedOver() {
        ReadCapture read =
                ReadCapture.of(
                        new PcapBuilder()
                                .rawRecord(2, 1_500_000, 3, 3, THREE)
                                .rawRecord(0xFFFF_FFFFL, 0xFFFF_FFFFL, 3, 3, THREE)
                                .bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets().getFirst().timeNs()).isEqualTo(3_500_000_000L);
        assertThat(read.packets().getLast().timeNs())
                .isEqualTo(0xFFFF_FFFFL * 1_000_000_000L + 0xFFFF_FFFFL * 1000)
                .isLessThan(CaptureReader.MAX_TIME_NS);
    }

    @Test
    void originalLengthBelowTheCapturedOneIsRaised() {
        ReadCapture read = ReadCapture.of(new PcapBuilder().rawRecord(1, 0, 3, 2, THREE).bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets().getFirst().wireLength()).isEqualTo(3);
    }

    @Test
    void oldVersionsHaveTheLengthsTheOtherWayRound() {
        for (int[] version : new int[][] {{2, 2}, {543, 0}}) {
            ReadCapture read =
                    ReadCapture.of(
                            new PcapBuilder()
                                    .version(version[0], version[1])
                                    .originalLengthFirst()
                                    .packet(T, THREE, 1500)
                                    .packet(T, THREE)
                                    .bytes());
            assertThat(read.damage()).isNull();
            assertThat(read.packets()).hasSize(2);
            assertThat(read.packets().getFirst().wireLength()).isEqualTo(1500);
        }
    }

    @Test
    void versionTwoThreeMayHaveTheLengthsEitherWay() {
        ReadCapture read =
                ReadCapture.of(
                        new PcapBuilder()
                                .version(2, 3)
                                .rawRecord(1, 0, 1500, 3, THREE)
                                .rawRecord(1, 0, 3, 1500, THREE)
                                .bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets())
                .hasSize(2)
                .allMatch(p -> p.wireLength() == 1500 && p.bytes().equals("010203"));
    }

    @Test
    void unknownVersionsAreReadAsTheLatest() {
        ReadCapture read =
                ReadCapture.of(new PcapBuilder().version(9, 1).packet(T, THREE, 1500).bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets()).hasSize(1);
    }

    @Test
    void recordOfZeroesIsDamageAtOnce() {
        PcapBuilder capture = new PcapBuilder().packet(T, THREE);
        int hole = capture.size();
        ReadCapture read = ReadCapture.of(capture.raw(new byte[160]).packet(T, THREE).bytes());
        assertThat(read.packets()).hasSize(1);
        assertThat(read.damage()).isEqualTo(new CaptureDamage(hole, RecordReader.ZEROES));
    }

    @Test
    void packetOfNoBytesWithATimeIsAPacket() {
        ReadCapture read = ReadCapture.of(new PcapBuilder().rawRecord(5, 0, 0, 0, NONE).bytes());
        assertThat(read.damage()).isNull();
        assertThat(read.packets()).hasSize(1);
    }

    @Test
    void longestPacketIsReadAndALongerOneIsDamage() {
        byte[] longest = new byte[CaptureReader.MAX_PACKET_BYTES];
        PcapBuilder capture = new PcapBuilder().packet(T, longest);
        int at = capture.size();
        ReadCapture read = ReadCapture.of(capture.packet(T, new byte[longest.length + 1]).bytes());
        assertThat(read.packets()).hasSize(1);
        assertThat(read.damage().offset()).isEqualTo(at);
        assertThat(read.damage().reason()).contains("impossible");
    }

    @Test
    void impossibleLengthIsDamageEvenWhereTheFileEnds() {
        ReadCapture read =
                ReadCapture.of(
                        new PcapBuilder()
                                .packet(T, THREE)
                                .rawRecord(1, 0, 0xFFFF_FFFFL, 0xFFFF_FFFFL, THREE)
                                .bytes());
        assertThat(read.packets()).hasSize(1);
        assertThat(read.damage().reason()).contains("impossible");
    }

    @Test
    void readerStaysAtTheDamageWhenAskedAgain() {
        CaptureReader reader =
                CaptureReader.of(ByteWindow.of(new PcapBuilder().raw(new byte[64]).bytes()));
        PacketRecord packet = new PacketRecord();
        assertThat(reader.next(packet)).isFalse();
        CaptureDamage first = reader.damage();
        assertThat(reader.next(packet)).isFalse();
        assertThat(reader.damage()).isSameAs(first);
    }
}
