package io.wardtap.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.link.LinkType;
import io.wardtap.protocol.status.DecodeEvent;
import io.wardtap.protocol.status.DecodeStatus;
import io.wardtap.protocol.testkit.HexBytes;
import io.wardtap.protocol.testkit.PacketBuilder;

import java.nio.charset.StandardCharsets;

/// One packet decoded in a test: it lies at the end of a segment of its own, so that a read past
/// the capture throws.
final class Decoding {
    private static final int OFFSET = 7;
    final PacketDecoder packet = new PacketDecoder();
    final DecodeStatus status;
    private final byte[] segment;

    private Decoding(int linkType, byte[] bytes, int capturedLength, long wireLength) {
        segment = new byte[OFFSET + capturedLength];
        System.arraycopy(bytes, 0, segment, OFFSET, capturedLength);
        status = packet.decode(linkType, segment, OFFSET, capturedLength, wireLength);
        assertPayloadLiesInCapture(capturedLength);
    }

    static Decoding of(PacketBuilder builder) {
        return of(builder.linkType(), builder.build());
    }

    static Decoding of(int linkType, byte[] bytes) {
        return new Decoding(linkType, bytes, bytes.length, bytes.length);
    }

    static Decoding ofEthernet(String annotatedHex) {
        return of(LinkType.ETHERNET, HexBytes.bytes(annotatedHex));
    }

    /// The packet as a capture cuts it that keeps the first bytes only.
    static Decoding cut(int linkType, byte[] bytes, int capturedLength) {
        return new Decoding(linkType, bytes, capturedLength, bytes.length);
    }

    /// The same, by a tool that forgets how long the packet was.
    static Decoding cutWithoutWireLength(int linkType, byte[] bytes, int capturedLength) {
        return new Decoding(linkType, bytes, capturedLength, capturedLength);
    }

    /// The payload's bytes as characters 0 to 255.
    String payloadText() {
        return new String(
                segment,
                packet.payloadStart(),
                packet.payloadLength(),
                StandardCharsets.ISO_8859_1);
    }

    Decoding assertStops(DecodeStatus wanted, DecodeEvent event) {
        assertThat(status).isEqualTo(wanted);
        assertThat(packet.event()).isEqualTo(event);
        return this;
    }

    Decoding assertOk() {
        return assertStops(DecodeStatus.OK, null);
    }

    private void assertPayloadLiesInCapture(int capturedLength) {
        assertThat(packet.payloadLength()).isBetween(0, capturedLength);
        assertThat(packet.payloadWireLength()).isGreaterThanOrEqualTo(packet.payloadLength());
        if (packet.payloadLength() > 0) {
            assertThat(packet.payloadStart()).isGreaterThanOrEqualTo(OFFSET);
            assertThat(packet.payloadStart() + packet.payloadLength())
                    .isLessThanOrEqualTo(OFFSET + capturedLength);
        }
        assertThat(packet.hasTransport()).isIn(false, packet.isIp());
    }
}
