package io.wardtap.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.net.IpProtocol;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.testkit.PacketBuilder;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

class PacketDecoderPropertyTest {
    private static final List<Supplier<PacketBuilder>> LINKS =
            List.of(
                    PacketBuilder::ethernet,
                    () -> PacketBuilder.ethernet().snap(),
                    () -> PacketBuilder.ethernet().vlan(0x88A8, 4095).vlan(1),
                    PacketBuilder::linuxCooked,
                    PacketBuilder::linuxCookedV2,
                    PacketBuilder::rawIp,
                    () -> PacketBuilder.nullLink(ByteOrder.BIG_ENDIAN),
                    PacketBuilder::loopback);
    private static final List<Integer> LINK_TYPES =
            List.of(0, 1, 12, 14, 101, 108, 113, 228, 229, 276, 147);

    /// Both words of an address, as the decoder gives them.
    record Address(long high, long low) {
        String text() {
            try {
                byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
                return InetAddress.getByAddress(bytes).getHostAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    /// What goes into a packet, and has to come out.
    record Segment(
            boolean six,
            Address source,
            Address destination,
            boolean tcp,
            int sourcePort,
            int destinationPort,
            int sequence,
            int flags,
            int optionWords,
            String payload) {

        PacketBuilder on(PacketBuilder link) {
            PacketBuilder ip =
                    six
                            ? link.ipv6(source.text(), destination.text())
                            : link.ipv4((int) source.low, (int) destination.low);
            return tcp
                    ? ip.tcp(sourcePort, destinationPort)
                            .sequence(sequence)
                            .acknowledgment(~sequence)
                            .flags(flags)
                            .tcpOptions(new byte[optionWords * 4])
                            .payload(payload)
                    : ip.udp(sourcePort, destinationPort).payload(payload);
        }
    }

    @Property(tries = 500)
    void findsWhatWasBuilt(
            @ForAll("segments") Segment segment, @ForAll @IntRange(max = 7) int link) {
        Decoding seen = Decoding.of(segment.on(LINKS.get(link).get()));

        seen.assertOk();
        PacketDecoder packet = seen.packet;
        assertThat(packet.hasTransport()).isTrue();
        assertThat(packet.ipVersion()).isEqualTo(segment.six ? 6 : 4);
        assertThat(packet.sourceHigh()).isEqualTo(segment.source.high);
        assertThat(packet.sourceLow()).isEqualTo(segment.source.low);
        assertThat(packet.destinationHigh()).isEqualTo(segment.destination.high);
        assertThat(packet.destinationLow()).isEqualTo(segment.destination.low);
        assertThat(packet.ipProtocol()).isEqualTo(segment.tcp ? IpProtocol.TCP : IpProtocol.UDP);
        assertThat(packet.sourcePort()).isEqualTo(segment.sourcePort);
        assertThat(packet.destinationPort()).isEqualTo(segment.destinationPort);
        if (segment.tcp) {
            assertThat(packet.tcpSequence()).isEqualTo(segment.sequence);
            assertThat(packet.tcpAcknowledgment()).isEqualTo(~segment.sequence);
            assertThat(packet.tcpFlags()).isEqualTo(segment.flags);
        }
        assertThat(seen.payloadText()).isEqualTo(segment.payload);
        assertThat(packet.payloadWireLength()).isEqualTo(segment.payload.length());
    }

    @Property(tries = 100)
    void neverTakesAPrefixForTheWhole(
            @ForAll("segments") Segment segment, @ForAll @IntRange(max = 7) int link) {
        PacketBuilder builder = segment.on(LINKS.get(link).get());
        byte[] bytes = builder.build();
        for (int length = 0; length < bytes.length; length++) {
            Decoding cut = Decoding.cut(builder.linkType(), bytes, length);
            Decoding shorter = Decoding.cutWithoutWireLength(builder.linkType(), bytes, length);

            assertThat(cut.status).as("%d bytes", length).isEqualTo(DecodeStatus.TRUNCATED);
            assertThat(cut.packet.event()).as("%d bytes", length).isNotNull();
            assertThat(shorter.status).as("%d bytes", length).isNotEqualTo(DecodeStatus.OK);
        }
    }

    @Property(tries = 2000)
    void survivesAChangedByte(
            @ForAll("segments") Segment segment,
            @ForAll @IntRange(max = 7) int link,
            @ForAll @IntRange(max = 120) int at,
            @ForAll byte value) {
        PacketBuilder builder = segment.on(LINKS.get(link).get());
        byte[] bytes = builder.build();
        bytes[at % bytes.length] = value;

        Decoding seen = Decoding.of(builder.linkType(), bytes);

        assertThat(seen.packet.event() == null || seen.status != DecodeStatus.OK).isTrue();
    }

    @Property(tries = 2000)
    void survivesAnyBytes(
            @ForAll("linkTypes") int linkType, @ForAll @Size(max = 100) byte[] bytes) {
        Decoding seen = Decoding.of(linkType, bytes);

        assertThat(seen.packet.hasTransport()).isIn(false, seen.packet.isIp());
    }

    @Property(tries = 1000)
    void survivesAnyBytesBehindAnEtherType(
            @ForAll("etherTypes") int type, @ForAll @Size(max = 100) byte[] bytes) {
        byte[] frame = PacketBuilder.ethernet().etherType(type).payload(bytes).build();

        Decoding seen = Decoding.of(LinkType.ETHERNET, frame);

        assertThat(seen.packet.sourceMac()).isNotZero();
    }

    @Provide
    static Arbitrary<Integer> linkTypes() {
        return Arbitraries.of(LINK_TYPES);
    }

    @Provide
    static Arbitrary<Integer> etherTypes() {
        return Arbitraries.of(
                0x0800, 0x0806, 0x86DD, 0x8100, 0x88A8, 0x9100, 0x8847, 0x8864, 0, 3, 8, 60, 1500,
                1501, 0xFFFF);
    }

    @Provide
    static Arbitrary<Segment> segments() {
        return Arbitraries.of(true, false).flatMap(PacketDecoderPropertyTest::segments);
    }

    private static Arbitrary<Segment> segments(boolean six) {
        Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65_535);
        Arbitrary<String> payloads = Arbitraries.strings().withCharRange('\0', 'ÿ').ofMaxLength(64);
        // jqwik combines at most eight: shape holds transport, flags and option words
        Arbitrary<Integer> shapes = Arbitraries.integers().between(0, (1 << 14) - 1);
        return Combinators.combine(
                        address(six),
                        address(six),
                        ports,
                        ports,
                        Arbitraries.integers(),
                        shapes,
                        payloads)
                .as(
                        (from, to, fromPort, toPort, sequence, shape, payload) ->
                                new Segment(
                                        six,
                                        from,
                                        to,
                                        (shape & 1) == 0,
                                        fromPort,
                                        toPort,
                                        sequence,
                                        shape >>> 1 & 0xFF,
                                        (shape >>> 9) % 11,
                                        payload));
    }

    private static Arbitrary<Address> address(boolean six) {
        if (!six) {
            return Arbitraries.integers()
                    .map(a -> new Address(0, 0xFFFF_0000_0000L | a & 0xFFFF_FFFFL));
        }
        // never a mapped one, which Java would turn into IPv4
        Arbitrary<Long> high = Arbitraries.longs().filter(word -> word != 0);
        return Combinators.combine(high, Arbitraries.longs()).as(Address::new);
    }
}
