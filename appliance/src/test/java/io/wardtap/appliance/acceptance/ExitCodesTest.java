package io.wardtap.appliance.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/// What a replay's process says and leaves when its input is not what it should be.
@Timeout(180)
class ExitCodesTest {
    private static final long SPARSE_BYTES = 60L << 30;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    @TempDir Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private CommandProcess replay(Path... captures) throws IOException {
        CommandProcess process = new CommandProcess(folder).args("replay", "-o", out().toString());
        for (Path capture : captures) {
            process.args(capture.toString());
        }
        return process.start();
    }

    /// The first demo capture, unpacked.
    private Path plain() throws IOException {
        Path file = folder.resolve("plain.pcap");
        try (InputStream in =
                new GZIPInputStream(
                        Files.newInputStream(ReplayRun.DEMO.resolve("first-minutes.pcap.gz")))) {
            Files.copy(in, file);
        }
        return file;
    }

    private void assertDamaged(CommandProcess run, Path file, long offset) throws Exception {
        assertThat(run.await(Duration.ofSeconds(120))).as("%s", run.err()).isEqualTo(3);
        assertThat(run.err())
                .contains(file.toString())
                .containsPattern("damaged at byte " + offset + ": \\p{Alnum}+");
        assertThat(run.err().lines()).hasSize(1);
        JsonNode capture = assertValid().at("/captures/0");
        assertThat(capture.at("/damage/offset").asLong()).isEqualTo(offset);
    }

    /// @return the summary
    private JsonNode assertValid() throws IOException {
        ReplayRun.events(out());
        ReplayRun.json(out().resolve("inventory.json"));
        return ReplayRun.json(out().resolve("summary.json"));
    }

    /// Where the record starts in which `offset` lies.
    private static long recordAt(byte[] pcap, int offset) {
        long at = FILE_HEADER;
        while (true) {
            int length = 0;
            for (int i = 3; i >= 0; i--) {
                length = length << 8 | pcap[(int) at + 8 + i] & 0xFF;
            }
            if (at + RECORD_HEADER + length > offset) {
                return at;
            }
            at += RECORD_HEADER + length;
        }
    }

    @Test
    void aCaptureCutInAPacketIsAnalysedUpToThere() throws Exception {
        byte[] whole = Files.readAllBytes(plain());
        int cut = whole.length / 2;
        long record = recordAt(whole, cut);
        // in the packet's bytes, not in its header
        cut = (int) record + RECORD_HEADER + 20;
        Path file = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, cut));

        assertDamaged(replay(file), file, record);

        assertThat(assertValid().get("packets").asLong()).isGreaterThan(500);
        assertThat(ReplayRun.events(out())).isNotEmpty();
    }

    @Test
    void randomBytesAreNoCapture() throws Exception {
        byte[] random = new byte[4096];
        new Random(1).nextBytes(random);
        Path file = Files.write(folder.resolve("random.pcap"), random);

        assertDamaged(replay(file), file, 0);
    }

    @Test
    void anEmptyFileIsNoCapture() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.pcap"));

        assertDamaged(replay(file), file, 0);
    }

    @Test
    void sparseZeroesBehindAHeaderAreFoundAtOnce() throws Exception {
        Path file = folder.resolve("sparse.pcap");
        byte[] header = Arrays.copyOf(Files.readAllBytes(plain()), FILE_HEADER);
        Files.write(file, header);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SPARSE_BYTES);
        } catch (IOException e) {
            assumeTrue(false, "skipped: the file system refuses a sparse file: " + e.getMessage());
        }

        long started = System.nanoTime();
        CommandProcess run = replay(file);
        assertThat(run.await(Duration.ofSeconds(60))).as("%s", run.err()).isEqualTo(3);

        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isLessThan(Duration.ofSeconds(30));
        assertThat(run.err()).contains(file.toString()).containsPattern("damaged at byte \\d+: ");
        assertThat(assertValid().at("/captures/0/damage").isNull()).isFalse();
    }

    @Test
    void oneDamagedCaptureDoesNotKeepFromTheOthers() throws Exception {
        Path whole = plain();
        Path empty = Files.createFile(folder.resolve("empty.pcap"));

        CommandProcess run = replay(empty, whole);

        assertThat(run.await(Duration.ofSeconds(60))).isEqualTo(3);
        assertThat(run.err()).contains(empty.toString());
        assertThat(assertValid().get("packets").asLong()).isEqualTo(2946);
    }

    @Test
    void aFileThatShrinksWhileItIsReadIsDamaged() throws Exception {
        Path file = plain();
        long size = Files.size(file);
        CommandProcess run =
                new CommandProcess(folder)
                        .args("replay", "--speed", "200x", "-o", out().toString(), file.toString())
                        .start();
        run.awaitFile(out().resolve("events.jsonl"));
        Thread.sleep(1500);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size / 2);
        }

        assertThat(run.await(Duration.ofSeconds(60))).as("%s", run.err()).isEqualTo(3);
        assertThat(run.err())
                .contains(file.toString())
                .containsPattern("damaged at byte \\d+: the file became shorter while it was read");
        assertThat(assertValid().get("packets").asLong()).isBetween(1L, 2945L);
    }

    @Test
    void whatCannotBeOpenedIsASourceProblem() throws Exception {
        Path missing = folder.resolve("missing.pcap");
        for (Path source : new Path[] {missing, folder}) {
            CommandProcess run = replay(source);

            assertThat(run.await(Duration.ofSeconds(60))).as("%s", run.err()).isEqualTo(4);
            assertThat(run.err()).contains(source.toString());
            assertThat(run.err().lines()).hasSize(1);
        }
    }

    @Test
    void wrongUsageIsTold() throws Exception {
        CommandProcess run =
                new CommandProcess(folder).args("replay", "--wrkers", "2", "x.pcap").start();

        assertThat(run.await(Duration.ofSeconds(60))).isEqualTo(2);
        assertThat(run.err()).contains("--wrkers").contains("--workers");
        assertThat(folder.resolve("wardtap-out")).doesNotExist();
    }

    @Test
    void aFaultyConfigurationIsToldByFileLineAndKey() throws Exception {
        Path config = folder.resolve("wardtap.yaml");
        Files.writeString(config, "site:\n  sensr: a\n");
        CommandProcess run =
                new CommandProcess(folder)
                        .args("replay", "-c", config.toString(), "-o", out().toString())
                        .args(plain().toString())
                        .start();

        assertThat(run.await(Duration.ofSeconds(60))).as("%s", run.err()).isEqualTo(2);
        assertThat(run.err()).contains(config + ":2").contains("sensr").contains("sensor");
        assertThat(out().resolve("events.jsonl")).doesNotExist();
    }

    @Test
    void anInterruptLeavesWholeFiles() throws Exception {
        CommandProcess run =
                new CommandProcess(folder)
                        .args("replay", "--speed", "real", "-o", out().toString())
                        .args(ReplayRun.DEMO.resolve("first-minutes.pcap.gz").toString())
                        .start();
        run.awaitFile(out().resolve("events.jsonl"));
        Thread.sleep(1500);

        new ProcessBuilder("kill", "-INT", Long.toString(run.pid()))
                .start()
                .waitFor(10, TimeUnit.SECONDS);

        assertThat(run.await(Duration.ofSeconds(30))).as("%s", run.err()).isEqualTo(130);
        assertThat(assertValid().get("packets").asLong()).isBetween(1L, 2945L);
    }
}
