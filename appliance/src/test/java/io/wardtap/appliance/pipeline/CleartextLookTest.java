package io.wardtap.appliance.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.cleartext.PersonSign;
import io.wardtap.protocol.cleartext.PersonSigns;
import io.wardtap.protocol.testkit.PacketBuilder;
import io.wardtap.protocol.transport.TcpSegment;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Signs of patients' data in flows that no framer reads, as the lane finds them.
class CleartextLookTest {
    private static final long T0 = 1_700_000_000L * 1_000_000_000L;
    private static final String CLIENT = "10.1.0.1";
    private static final String SERVER = "10.1.0.2";
    private static final String NAME = "lastname=Beispiel\r\n";
    private static final String BIRTH = "dob=1970-01-31\r\n";
    private static final int BOTH = PersonSign.NAME.bit() | PersonSign.BIRTH.bit();

    private final PacketListSource source = new PacketListSource();
    private int sequence = 101;
    private long now = T0;

    @Test
    void tellsASuspicionWithTheSegmentThatMakesIt() throws InterruptedException {
        handshake();
        client("hello, here is " + NAME);
        client(BIRTH);
        client("mrn: 445566\r\n" + NAME);

        assertThat(signs())
                .containsExactly("5 " + BOTH, "6 " + (BOTH | PersonSign.RECORD_NUMBER.bit()));
    }

    @Test
    void addsUpBothDirections() throws InterruptedException {
        handshake();
        client("ask " + NAME);
        server("answer " + BIRTH);

        assertThat(signs()).containsExactly("5 " + BOTH);
    }

    @Test
    void tellsNothingOfOneKind() throws InterruptedException {
        handshake();
        client("hello, here is " + NAME.repeat(50));

        assertThat(signs()).isEmpty();
    }

    @Test
    void looksNoFartherThanItsBound() throws InterruptedException {
        handshake();
        for (int i = 0; i < PersonSigns.LOOKED_AT_BYTES / 64; i++) {
            client("x".repeat(64));
        }
        client(NAME + BIRTH);
        assertThat(signs()).isEmpty();
    }

    @Test
    void looksWithinItsBound() throws InterruptedException {
        handshake();
        for (int i = 0; i < PersonSigns.LOOKED_AT_BYTES / 64 - 1; i++) {
            client("x".repeat(64));
        }
        client(NAME + BIRTH);
        assertThat(signs()).hasSize(1);
    }

    @Test
    void looksAtAFlowPickedUpInItsMiddle() throws InterruptedException {
        client("..., " + NAME + BIRTH);
        server("thanks for it");
        client("and more of it");

        assertThat(signs()).hasSize(1);
    }

    @Test
    void looksAtWhatIsLeftWhenAFlowEndsUndecided() throws InterruptedException {
        handshake();
        // begins like a keep-alive of HL7: probes wait for more
        client("\u000B");
        server(NAME + BIRTH);

        assertThat(signs()).hasSize(1);
    }

    @Test
    void goesOnBehindAGap() throws InterruptedException {
        handshake();
        client("hello, here is " + NAME);
        sequence += 100;
        client(BIRTH);
        server("yes");
        now += 2_000_000_000L;
        server("yes");

        assertThat(signs()).hasSize(1);
    }

    @Test
    void leavesKnownProtocolsAlone() throws InterruptedException {
        handshake();
        client(
                "\u000BMSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5\rPID|||7||Beispiel^Nora||19700131\r"
                        + "\u001C\r");

        assertThat(signs()).isEmpty();
    }

    private void handshake() {
        add(true, 100, TcpSegment.SYN, "");
        add(false, 500, TcpSegment.SYN | TcpSegment.ACK, "");
        add(true, 101, TcpSegment.ACK, "");
        answered = 501;
    }

    private int answered = 501;

    private void client(String text) {
        add(true, sequence, TcpSegment.ACK, text);
        sequence += text.length();
    }

    private void server(String text) {
        add(false, answered, TcpSegment.ACK, text);
        answered += text.length();
    }

    private void add(boolean client, int at, int flags, String text) {
        now += 1_000_000;
        source.add(
                now,
                PacketBuilder.ethernet()
                        .ipv4(client ? CLIENT : SERVER, client ? SERVER : CLIENT)
                        .tcp(client ? 4000 : 9999, client ? 9999 : 4000)
                        .sequence(at)
                        .acknowledgment(client ? answered : sequence)
                        .flags(flags)
                        .payload(text));
    }

    private List<String> signs() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        Pipelines.of(
                        source,
                        LaneSettings.defaults(),
                        1,
                        event -> {
                            if (event.kind == UnitKind.SIGNS) {
                                lines.add(event.packetNumber + " " + event.detail);
                            }
                        })
                .run(() -> false);
        return lines;
    }
}
