package io.wardtap.appliance.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardtap.protocol.testkit.PcapBuilder;
import io.wardtap.protocol.testkit.PcapngBuilder;
import io.wardtap.protocol.testkit.SharedFiles;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

final class CaptureFilesTest {
    private static final byte[] CAPTURE = Inputs.pcap(500);
    private static final List<Inputs.Packet> PACKETS = packetsOf(CAPTURE);

    @TempDir Path folder;

    private static List<Inputs.Packet> packetsOf(byte[] capture) {
        try (CaptureSource source = onStandardInput(capture)) {
            return Inputs.packets(source);
        } catch (CaptureOpenException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CaptureSource onStandardInput(byte[] capture) throws CaptureOpenException {
        return CaptureFiles.open(List.of("-"), new ByteArrayInputStream(capture));
    }

    private CaptureSource open(String name, byte[] capture) throws Exception {
        return CaptureFiles.open(List.of(Files.write(folder.resolve(name), capture).toString()));
    }

    private CaptureReport read(String name, byte[] capture) throws Exception {
        try (CaptureSource source = open(name, capture)) {
            Inputs.packets(source);
            return source.reports().getFirst();
        }
    }

    @Test
    void refusesAnInterfaceOfAnUnknownLinkTypeAndReadsTheRest() throws Exception {
        byte[] frame = {1, 2, 3};
        PcapngBuilder capture = new PcapngBuilder().section(ByteOrder.LITTLE_ENDIAN);
        capture.interfaceDescription(1, 0, o -> o.name("eth0"));
        capture.interfaceDescription(127, 0, o -> o.name("wlan0mon"));
        capture.enhancedPacket(1, 1, frame).enhancedPacket(0, 2, frame).enhancedPacket(1, 3, frame);
        capture.interfaceStatistics(0, o -> o.count(7, 12));

        CaptureReport report = read("a.pcapng", capture.bytes());

        assertThat(report.packets()).isEqualTo(3);
        assertThat(report.damage()).isNull();
        assertThat(report.dropped()).isEqualTo(12);
        assertThat(report.refused())
                .containsExactly(new CaptureReport.Refused("wlan0mon", "ieee802-11-radio", 2));
    }

    @Test
    void fileGivesTheSamePacketsAsAStream() throws Exception {
        assertThat(PACKETS).hasSize(500);
        try (CaptureSource source = open("morning.pcap", CAPTURE)) {
            assertThat(Inputs.packets(source)).isEqualTo(PACKETS);
            assertThat(source.interfaceNames()).containsExactly("morning");
            assertThat(source.bytesRead()).isEqualTo(CAPTURE.length);
            assertThat(source.bytesTotal()).isEqualTo(CAPTURE.length);
        }
    }

    @Test
    void reportSaysWhatWasRead() throws Exception {
        CaptureReport report = read("a.pcap", CAPTURE);
        long bytes = CAPTURE.length - 24L - 500 * 16;
        assertThat(report)
                .isEqualTo(
                        new CaptureReport(
                                folder.resolve("a.pcap").toString(),
                                "ethernet",
                                500,
                                bytes,
                                Inputs.T,
                                Inputs.T + 499 * Inputs.STEP_NS,
                                null));
    }

    @Test
    void reportOfACaptureWithoutPacketsHasNoTimes() throws Exception {
        CaptureReport report = read("a.pcap", new PcapBuilder().linkType(276).bytes());
        assertThat(report.firstNs()).isZero();
        assertThat(report.lastNs()).isZero();
        assertThat(report.linkType()).isEqualTo("linux-sll2");
        assertThat(report.damage()).isNull();
    }

    @Test
    void firstAndLastTimeAreTheEarliestAndTheLatest() throws Exception {
        CaptureReport report =
                read(
                        "a.pcap",
                        new PcapBuilder()
                                .packet(5_000, new byte[1])
                                .packet(9_000, new byte[1])
                                .packet(2_000, new byte[1])
                                .bytes());
        assertThat(report.firstNs()).isEqualTo(2_000);
        assertThat(report.lastNs()).isEqualTo(9_000);
    }

    @Test
    void packetsWithoutATimeAreNotTheFirst() throws Exception {
        byte[] capture =
                new PcapngBuilder()
                        .section(ByteOrder.LITTLE_ENDIAN)
                        .interfaceDescription(1, 0)
                        .simplePacket(new byte[4], 4)
                        .enhancedPacket(0, 7, new byte[4])
                        .bytes();
        CaptureReport report = read("a.pcapng", capture);
        assertThat(report.packets()).isEqualTo(2);
        assertThat(report.firstNs()).isEqualTo(7000);
        assertThat(report.lastNs()).isEqualTo(7000);
    }

    @Test
    void compressionIsKnownByContentNotByName() throws Exception {
        for (byte[] compressed : List.of(Inputs.gzip(CAPTURE), Inputs.zstd(CAPTURE))) {
            try (CaptureSource source = open("evening.x.pcap", compressed)) {
                assertThat(source.bytesTotal()).isEqualTo(compressed.length);
                assertThat(Inputs.packets(source)).isEqualTo(PACKETS);
                assertThat(source.reports().getFirst().damage()).isNull();
                assertThat(source.bytesRead()).isEqualTo(compressed.length);
            }
        }
        assertThat(read("plain.pcap.gz", CAPTURE).packets()).isEqualTo(500);
    }

    @Test
    void membersAndFramesFollowOneAnother() throws Exception {
        byte[] head = Arrays.copyOf(CAPTURE, 777);
        byte[] tail = Arrays.copyOfRange(CAPTURE, 777, CAPTURE.length);
        byte[] none = new byte[0];
        byte[] gzip =
                Inputs.joined(
                        Inputs.gzip(none),
                        Inputs.gzip(head),
                        Inputs.gzip(none),
                        Inputs.gzip(tail),
                        new byte[512]);
        byte[] zstd = Inputs.joined(Inputs.zstd(head), Inputs.zstd(none), Inputs.zstd(tail));
        for (byte[] compressed : List.of(gzip, zstd)) {
            try (CaptureSource source = open("a", compressed)) {
                assertThat(Inputs.packets(source)).isEqualTo(PACKETS);
                assertThat(source.reports().getFirst().damage()).isNull();
            }
        }
    }

    @Test
    void tensOfThousandsOfEmptyMembersAreSteppedOver() throws Exception {
        byte[] none = Inputs.gzip(new byte[0]);
        byte[][] members = new byte[50_001][];
        Arrays.fill(members, none);
        members[50_000] = Inputs.gzip(CAPTURE);
        assertThat(read("a.gz", Inputs.joined(members)).packets()).isEqualTo(500);
    }

    @Test
    void standardInputMayBeCompressed() throws Exception {
        for (byte[] input : List.of(CAPTURE, Inputs.gzip(CAPTURE), Inputs.zstd(CAPTURE))) {
            try (CaptureSource source = onStandardInput(input)) {
                assertThat(Inputs.packets(source)).isEqualTo(PACKETS);
                assertThat(source.interfaceNames()).containsExactly("stdin");
                assertThat(source.reports().getFirst().file()).isEqualTo("-");
                assertThat(source.bytesTotal()).isEqualTo(-1);
                assertThat(source.bytesRead()).isEqualTo(input.length);
            }
        }
    }

    @Test
    void streamThatDribblesIsReadAll() throws Exception {
        for (byte[] input : List.of(CAPTURE, Inputs.gzip(CAPTURE), Inputs.zstd(CAPTURE))) {
            InputStream dribble =
                    new ByteArrayInputStream(input) {
                        @Override
                        public synchronized int read(byte[] into, int offset, int length) {
                            return super.read(into, offset, Math.min(length, 1 + pos % 7));
                        }

                        @Override
                        public synchronized int available() {
                            return 0;
                        }
                    };
            try (CaptureSource source = CaptureFiles.open(List.of("-"), dribble)) {
                assertThat(Inputs.packets(source)).isEqualTo(PACKETS);
                assertThat(source.reports().getFirst().damage()).isNull();
            }
        }
    }

    @Test
    @Timeout(60)
    void namedPipeIsReadAsAStream() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process mkfifo;
        try {
            mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
        } catch (IOException e) {
            assumeFalse(true, "no mkfifo here");
            return;
        }
        assertThat(mkfifo.waitFor()).isZero();
        Thread writer =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (OutputStream out = Files.newOutputStream(pipe)) {
                                        out.write(Inputs.gzip(CAPTURE));
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        try (CaptureSource source = CaptureFiles.open(List.of(pipe.toString()))) {
            assertThat(Inputs.packets(source)).isEqualTo(PACKETS);
            assertThat(source.bytesTotal()).isEqualTo(-1);
        }
        writer.join(TimeUnit.SECONDS.toMillis(10));
    }

    @Test
    void everyCutOfACompressedCaptureIsDamageBehindWholePackets() throws Exception {
        byte[] capture = Inputs.pcap(12);
        List<Inputs.Packet> all = packetsOf(capture);
        for (byte[] whole : List.of(Inputs.gzip(capture), Inputs.zstd(capture))) {
            for (int length = 4; length < whole.length; length += 1 + length / 100) {
                try (CaptureSource source = onStandardInput(Arrays.copyOf(whole, length))) {
                    List<Inputs.Packet> packets = Inputs.packets(source);
                    CaptureReport report = source.reports().getFirst();
                    assertThat(packets).isEqualTo(all.subList(0, packets.size()));
                    assertThat(report.damage()).as("cut at %d", length).isNotNull();
                    assertThat(report.damage().offset()).isBetween(0L, (long) capture.length);
                }
            }
        }
    }

    @Test
    void damageInCompressedDataLeavesWhatIsBeforeIt() throws Exception {
        // bytes of few kinds: noise would be stored as it is, where damage does not show
        Random random = new Random(4);
        PcapBuilder builder = new PcapBuilder();
        for (int i = 0; i < 4000; i++) {
            byte[] packet = new byte[1000];
            for (int j = 0; j < packet.length; j++) {
                packet[j] = (byte) random.nextInt(16);
            }
            builder.packet(Inputs.T + i, packet);
        }
        byte[] capture = builder.bytes();
        for (byte[] compressed : List.of(Inputs.gzip(capture), Inputs.zstd(capture))) {
            int middle = compressed.length / 2;
            Arrays.fill(compressed, middle, middle + 3000, (byte) 0xA5);
            CaptureReport report = read("a", compressed);
            // found by the decoder, by the nonsense it makes of the data, or by the checksum
            assertThat(report.damage()).isNotNull();
            assertThat(report.damage().offset()).isGreaterThan(capture.length / 3L);
            assertThat(report.packets()).isBetween(1300L, 4000L);
        }
    }

    @Test
    void allThatWasDecodedBeforeTheDamageIsRead() throws Exception {
        int length = 24 + 3 * (16 + 100);
        byte[] capture =
                new PcapBuilder()
                        .packet(1000, new byte[100])
                        .packet(2000, new byte[100])
                        .packet(3000, new byte[100])
                        .bytes();
        byte[] header = Arrays.copyOf(Inputs.gzip(capture), 10);
        byte[] stored = {
            0, (byte) length, (byte) (length >> 8), (byte) ~length, (byte) (~length >> 8)
        };
        byte[] blockOfReservedType = {7, 0, 0, 0, 0, 0, 0, 0, 0};
        CaptureReport report =
                read("a", Inputs.joined(header, stored, capture, blockOfReservedType));
        assertThat(report.packets()).isEqualTo(3);
        assertThat(report.damage().offset()).isEqualTo(length);
        assertThat(report.damage().reason()).isEqualTo("the gzip data are damaged");
    }

    @Test
    void wrongChecksumIsDamageBehindThePackets() throws Exception {
        byte[] gzip = Inputs.gzip(CAPTURE);
        gzip[gzip.length - 6] ^= 1;
        byte[] longer = Inputs.gzip(CAPTURE);
        longer[longer.length - 1] ^= 1;
        for (byte[] compressed : List.of(gzip, longer)) {
            CaptureReport report = read("a", compressed);
            assertThat(report.packets()).isEqualTo(500);
            assertThat(report.damage().offset()).isEqualTo(CAPTURE.length);
            assertThat(report.damage().reason()).contains("checksum");
        }
        byte[] zstd = Inputs.zstd(CAPTURE);
        zstd[zstd.length - 1] ^= 1;
        CaptureReport report = read("a", zstd);
        assertThat(report.damage().reason()).contains("zstd data are damaged");
    }

    @Test
    void somethingElseBehindCompressedDataIsDamage() throws Exception {
        for (byte[] compressed : List.of(Inputs.gzip(CAPTURE), Inputs.zstd(CAPTURE))) {
            CaptureReport report = read("a", Inputs.joined(compressed, new byte[] {7, 7, 7, 7, 7}));
            assertThat(report.packets()).isEqualTo(500);
            assertThat(report.damage().offset()).isEqualTo(CAPTURE.length);
        }
    }

    @Test
    void gzipHeaderWithAllItsPartsIsRead() throws Exception {
        byte[] plain = Inputs.gzip(CAPTURE);
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 2 + 4 + 8 + 16;
        byte[] parts = {3, 0, 9, 9, 9, 'n', 'a', 0, 'c', 0, 1, 2};
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read("a", Inputs.joined(header, parts, rest)).packets()).isEqualTo(500);
        header[3] = (byte) 0x80;
        assertThat(read("a", Inputs.joined(header, rest)).damage().reason()).contains("damaged");
    }

    @Test
    void compressedZeroesAreDamageAtOnceWhateverTheirSize() throws Exception {
        byte[] head = Inputs.joined(new PcapBuilder().packet(1000, new byte[9]).bytes());
        byte[] bomb = Inputs.zstd(Inputs.joined(head, new byte[64 << 20]));
        CaptureReport report = read("bomb.zst", bomb);
        assertThat(report.packets()).isEqualTo(1);
        assertThat(report.damage().offset()).isEqualTo(head.length);
        assertThat(report.damage().reason()).contains("zeroes");
    }

    @Test
    void whatIsNoCaptureIsDamageAtItsBeginning() throws Exception {
        byte[] noise = new byte[10_000];
        new Random(3).nextBytes(noise);
        CaptureReport random = read("noise.pcap", noise);
        assertThat(random.damage().reason()).startsWith("not a capture");
        assertThat(random.damage().offset()).isZero();
        assertThat(random.linkType()).isEqualTo("none");
        assertThat(read("empty.pcap", new byte[0]).damage().reason()).startsWith("empty");
        assertThat(read("empty.gz", Inputs.gzip(new byte[0])).damage().reason())
                .startsWith("empty");
        assertThat(read("short", new byte[] {1, 2}).damage().reason()).contains("too short");
        assertThat(read("noise.gz", Inputs.gzip(noise)).damage().reason())
                .startsWith("not a capture");
    }

    @Test
    void cutInTheMiddleOfAPacketIsDamageAtThatPacket() throws Exception {
        byte[] cut = Arrays.copyOf(CAPTURE, CAPTURE.length - 3);
        for (byte[] input : List.of(cut, Inputs.gzip(cut), Inputs.zstd(cut))) {
            CaptureReport report = read("cut.pcap", input);
            assertThat(report.packets()).isEqualTo(499);
            assertThat(report.damage().reason()).contains("middle of a packet");
            int lastLength = PACKETS.getLast().bytes().length() / 2;
            assertThat(report.damage().offset()).isEqualTo(CAPTURE.length - lastLength - 16);
        }
    }

    @Test
    void interfacesAreNamedByTheCaptureElseByTheFile() throws Exception {
        byte[] capture =
                new PcapngBuilder()
                        .section(ByteOrder.BIG_ENDIAN)
                        .interfaceDescription(1, 0)
                        .interfaceDescription(1, 0, o -> o.name("eth7"))
                        .enhancedPacket(1, 1, new byte[4])
                        .interfaceDescription(1, 0)
                        .enhancedPacket(2, 1, new byte[4])
                        .bytes();
        try (CaptureSource source = open("tap.2.pcapng.GZ", Inputs.gzip(capture))) {
            assertThat(source.interfaceNames()).isEmpty();
            assertThat(Inputs.packets(source))
                    .extracting(Inputs.Packet::interfaceIndex)
                    .containsExactly(1, 2);
            assertThat(source.interfaceNames()).containsExactly("tap.2", "eth7", "tap.2-3");
        }
    }

    @Test
    void missingFileFolderAndBadNameCannotBeOpened() {
        assertThatThrownBy(() -> CaptureFiles.open(List.of(folder.resolve("no.pcap").toString())))
                .isInstanceOf(CaptureOpenException.class)
                .hasMessage(folder.resolve("no.pcap") + ": no such file");
        assertThatThrownBy(() -> CaptureFiles.open(List.of(folder.toString())))
                .isInstanceOf(CaptureOpenException.class)
                .hasMessage(folder + ": is a folder, not a capture");
        assertThatThrownBy(() -> CaptureFiles.open(List.of("a\0b")))
                .isInstanceOf(CaptureOpenException.class);
    }

    @Test
    void pathThroughAFileCannotBeOpened() throws Exception {
        Path file = Files.write(folder.resolve("a.pcap"), CAPTURE);
        assertThatThrownBy(() -> CaptureFiles.open(List.of(file.resolve("b.pcap").toString())))
                .isInstanceOf(CaptureOpenException.class)
                .hasMessageStartingWith(file + "/b.pcap: ");
    }

    @Test
    void unreadableFileCannotBeOpened() throws Exception {
        Path file = Files.write(folder.resolve("secret.pcap"), CAPTURE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user reads everything");
        assertThatThrownBy(() -> CaptureFiles.open(List.of(file.toString())))
                .isInstanceOf(CaptureOpenException.class)
                .hasMessage(file + ": no permission to read it");
    }

    @Test
    void standardInputCanBeGivenOnlyOnce() {
        assertThatThrownBy(
                        () ->
                                CaptureFiles.open(
                                        List.of("-", "-"), new ByteArrayInputStream(CAPTURE)))
                .isInstanceOf(CaptureOpenException.class)
                .hasMessageContaining("only once");
    }

    @Test
    void capturesBesideTheProjectAreTheSamePlainAndCompressed() throws Exception {
        Optional<Path> shared = SharedFiles.folder("captures");
        assumeTrue(shared.isPresent(), "no captures beside the project");
        List<Path> captures;
        try (Stream<Path> files = Files.walk(shared.get())) {
            captures = files.filter(f -> f.toString().matches(".*[.]pcap(ng)?")).sorted().toList();
        }
        assertThat(captures).isNotEmpty();
        for (Path file : captures) {
            byte[] bytes = Files.readAllBytes(file);
            List<Inputs.Packet> plain;
            try (CaptureSource source = CaptureFiles.open(List.of(file.toString()))) {
                plain = Inputs.packets(source);
            }
            assertThat(plain).as(file.toString()).isNotEmpty();
            for (byte[] compressed : List.of(Inputs.gzip(bytes), Inputs.zstd(bytes))) {
                try (CaptureSource source = onStandardInput(compressed)) {
                    assertThat(Inputs.packets(source)).as(file.toString()).isEqualTo(plain);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0:null", "1:ethernet", "101:raw", "12:raw", "108:loop", "147:linktype-147"})
    void linkTypesHaveNames(String pair) throws Exception {
        String[] parts = pair.split(":", 2);
        byte[] capture = new PcapBuilder().linkType(Long.parseLong(parts[0])).bytes();
        assertThat(read("a.pcap", capture).linkType()).isEqualTo(parts[1]);
    }
}
