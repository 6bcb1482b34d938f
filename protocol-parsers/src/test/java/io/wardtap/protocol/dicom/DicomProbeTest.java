package io.wardtap.protocol.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardtap.protocol.flow.Direction;
import io.wardtap.protocol.identify.ProtocolProbe;
import io.wardtap.protocol.identify.Verdict;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.Random;

class DicomProbeTest {
    private static final byte[] ACCEPT = Pdus.accept("PACS", "CT1", Pdus.EXPLICIT_LE);
    private static final byte[] REJECT = Hex.of("03 00 00 00 00 04 00 01 01 07");
    private static final byte[] ABORT = Hex.of("07 00 00 00 00 04 00 00 02 02");

    private final ProtocolProbe probe = new DicomProbe();

    private Verdict probe(byte[] bytes, boolean midstream) {
        return probe.probe(Direction.ORIGINATOR, bytes, 0, bytes.length, 12345, midstream);
    }

    private int findStart(byte[] bytes) {
        return probe.findStart(Direction.ORIGINATOR, bytes, 0, bytes.length);
    }

    @Test
    void knowsAnAssociationByItsFirstPdu() {
        assertThat(probe(Vectors.ECHO_REQUEST, false)).isEqualTo(Verdict.MATCH);
        assertThat(probe(ACCEPT, false)).isEqualTo(Verdict.MATCH);
        assertThat(probe(REJECT, false)).isEqualTo(Verdict.MATCH);
        assertThat(probe(ABORT, false)).isEqualTo(Verdict.MATCH);
    }

    @Test
    void needsMoreOnEveryShorterPrefix() {
        for (byte[] whole : new byte[][] {Vectors.ECHO_REQUEST, ACCEPT, REJECT, ABORT}) {
            int enough = Math.min(whole.length, 99);
            for (int n = 1; n < enough; n++) {
                assertThat(probe(Arrays.copyOf(whole, n), false))
                        .as("%d bytes of type %d", n, whole[0])
                        .isEqualTo(Verdict.NEED_MORE);
            }
            assertThat(probe(Arrays.copyOf(whole, enough), false)).isEqualTo(Verdict.MATCH);
        }
    }

    @Test
    void anAcceptorMayLeaveTheAeTitlesBlank() {
        byte[] accept = Pdus.accept("", "", Pdus.IMPLICIT_LE);
        Arrays.fill(accept, 10, 42, (byte) 0);

        assertThat(probe(accept, false)).isEqualTo(Verdict.MATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01 00 00 00 00 06 01 03 00 00 00 01", // Modbus, transaction 256
                "01 00 00 03 00 00 00 00 00 00", // PDU-length over the limit
                "01 00 00 00 00 CD 00 02 00 00", // no version bit
                "01 00 00 00 00 CD 00 01 00 01", // reserved not zero
                "01 00 00 00 00 CD 00 01 00 00 01 02 03", // AE title that is no text
                "01 01 06 00", // DHCP, BOOTREQUEST
                "02 00 00 00 00 10", // too short for an association
                "03 00 00 13 0E E0 00 00 00 00", // TPKT
                "03 00 00 00 00 04 00 03 01 01", // result 3
                "07 00 00 00 00 04 00 00 09 00", // source 9
                "04 00 00 00 00 6E 00 00 00 6A C9 03", // P-DATA can not come first
                "05 00 00 00 00 04 00 00 00 00",
                "16 03 01 02 00 01", // TLS
                "47 45 54 20 2F", // HTTP
                "0B 4D 53 48 7C", // HL7
                "00",
            })
    void saysNoToOthers(String hex) {
        assertThat(probe(Hex.of(hex), false)).isEqualTo(Verdict.NO);
    }

    @Test
    void saysNoWithoutTheApplicationContextName() {
        byte[] other = Vectors.ECHO_REQUEST.clone();
        other[80] ^= 1;

        assertThat(probe(other, false)).isEqualTo(Verdict.NO);
    }

    @Test
    void findsACommandInMidstreamBehindTheRestOfAnother() {
        byte[] rest = Arrays.copyOfRange(Vectors.STORE_DATA, 50, Vectors.STORE_DATA.length);
        byte[] bytes = Pdus.concat(rest, Vectors.STORE_COMMAND);

        assertThat(findStart(bytes)).isEqualTo(rest.length);
        assertThat(findStart(Vectors.STORE_DATA)).isZero();
        assertThat(findStart(Pdus.RELEASE_RP)).isZero();
        assertThat(findStart(Vectors.ECHO_REQUEST)).isZero();
    }

    @Test
    void findsNothingInNoise() {
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[4096];
            random.nextBytes(noise);
            // pixel-like: small values, many zeros
            for (int j = i % 2; j < noise.length; j += 2) {
                noise[j] &= (byte) (i % 3 == 0 ? 7 : 0);
            }
            assertThat(findStart(noise)).isEqualTo(-1);
            assertThat(probe(noise, true)).isEqualTo(Verdict.NO);
        }
    }

    @Test
    void knowsAPduAtTheStartInMidstreamAndWaitsForTheRestOfIt() {
        byte[] stream = Pdus.concat(Vectors.STORE_COMMAND, Vectors.STORE_DATA);

        for (int n = 1; n < 20; n++) {
            assertThat(probe(Arrays.copyOf(stream, n), true))
                    .as("%d bytes", n)
                    .isEqualTo(Verdict.NEED_MORE);
        }
        assertThat(probe(stream, true)).isEqualTo(Verdict.MATCH);
        assertThat(probe(Pdus.RELEASE_RQ, true)).isEqualTo(Verdict.MATCH);
        assertThat(probe(Arrays.copyOfRange(stream, 30, stream.length), true))
                .isEqualTo(Verdict.NO);
    }

    @Test
    void waitsForTheNextHeaderOnlyWhileItCanCome() {
        byte[] small = Pdus.data(Pdus.pdv(1, 0, new byte[500]));
        byte[] large = Pdus.data(Pdus.pdv(1, 0, new byte[8000]));

        assertThat(probe(small, true)).isEqualTo(Verdict.NEED_MORE);
        assertThat(probe(Pdus.concat(small, small), true)).isEqualTo(Verdict.MATCH);
        assertThat(probe(Arrays.copyOf(large, 4096), true)).isEqualTo(Verdict.NO);
    }

    @Test
    void neverThrowsOnAnyPrefix() {
        Random random = new Random(5);
        byte[] start = Pdus.concat(Vectors.STORE_COMMAND, Vectors.STORE_DATA);
        for (int n = 1; n < start.length; n++) {
            byte[] bytes = Arrays.copyOf(start, n);
            bytes[random.nextInt(n)] = (byte) random.nextInt();
            assertThat(probe(bytes, true)).isNotNull();
            assertThat(findStart(bytes)).isBetween(-1, n);
        }
    }
}
