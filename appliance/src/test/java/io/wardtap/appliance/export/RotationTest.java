package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A live run's file that is moved away while it is written.
class RotationTest {
    @TempDir private Path folder;

    @Test
    void followsItsNameOnceItIsToldAndLosesNoLine() throws IOException, InterruptedException {
        Path name = folder.resolve("events.jsonl");
        Path kept = folder.resolve("events.jsonl.1");
        RecordFile file = new RecordFile(name, 256, 4, true);
        write(file, "one");
        await(name, "one\n");

        Files.move(name, kept);
        write(file, "two");
        await(kept, "one\ntwo\n");
        file.reopen();
        write(file, "three");
        await(name, "three\n");
        write(file, "four");
        file.close();

        assertThat(kept).hasContent("one\ntwo\n");
        assertThat(name).hasContent("three\nfour\n");
        assertThat(file.failure()).isNull();
    }

    @Test
    void goesOnWithAFileThatIsStillThere() throws IOException, InterruptedException {
        Path name = folder.resolve("events.jsonl");
        RecordFile file = new RecordFile(name, 256, 4, true);
        write(file, "one");
        await(name, "one\n");

        file.reopen();
        write(file, "two");
        file.close();

        assertThat(name).hasContent("one\ntwo\n");
    }

    private static void write(RecordFile file, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
        file.flush();
        file.handOver();
    }

    private static void await(Path file, String content) throws IOException, InterruptedException {
        for (int i = 0; i < 500; i++) {
            if (Files.exists(file) && Files.readString(file).equals(content)) {
                return;
            }
            Thread.sleep(10);
        }
        assertThat(file).hasContent(content);
    }
}
