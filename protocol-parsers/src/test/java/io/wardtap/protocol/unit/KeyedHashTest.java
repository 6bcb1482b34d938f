package io.wardtap.protocol.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyedHashTest {
    /// The reference vectors of SipHash-2-4 (Aumasson and Bernstein, Appendix A and vectors.h): key
    /// 00..0f, message 00..n-1. The first eight bytes of the message are our domain.
    @Test
    void agreesWithReferenceVectors() {
        KeyedHash hash = new KeyedHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 64; i++) {
            bytes[i] = (byte) (i + 8);
        }

        assertThat(hash.hash(0x0706050403020100L, bytes, 0, 7)).isEqualTo(0xa129ca6149be45e5L);
        assertThat(hash.hash(0x0706050403020100L, bytes, 0, 0)).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.hash(0x0706050403020100L, bytes, 0, 8)).isEqualTo(0x3f2acc7f57c29bdbL);
        assertThat(hash.hash(0x0706050403020100L, bytes, 0, 15)).isEqualTo(0xa80c038ccd5ccec8L);
    }

    @Test
    void keepsDomainsApart() {
        KeyedHash hash = new KeyedHash(1, 2);
        byte[] bytes = new byte[16];

        assertThat(hash.hash(1, bytes, 0, 16)).isNotEqualTo(hash.hash(2, bytes, 0, 16));
    }
}
