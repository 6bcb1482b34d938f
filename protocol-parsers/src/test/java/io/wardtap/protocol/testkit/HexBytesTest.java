package io.wardtap.protocol.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HexBytesTest {
    @Test
    void readsPairsTextAndComments() {
        byte[] bytes =
                HexBytes.bytes(
                        """
                        0B                 # start block, "not text"
                        "A#//" 0d1C        // text keeps what looks like a comment

                        FF
                        """);

        assertThat(bytes).isEqualTo(new byte[] {0x0B, 'A', '#', '/', '/', 0x0D, 0x1C, (byte) 0xFF});
    }

    @Test
    void givesAnArrayOfJustTheseBytes() {
        byte[] bytes = HexBytes.bytes("01 02");

        assertThat(bytes).containsExactly(1, 2);
    }

    @Test
    void refusesWhatIsNoHex() {
        assertThatThrownBy(() -> HexBytes.bytes("0 1")).hasMessageContaining("hex digits at 1");
        assertThatThrownBy(() -> HexBytes.bytes("012")).hasMessageContaining("hex digits at 3");
        assertThatThrownBy(() -> HexBytes.bytes("XY")).hasMessageContaining("hex digits");
        assertThatThrownBy(() -> HexBytes.bytes("\"open")).hasMessageContaining("closing quote");
    }
}
