package io.wardtap.appliance.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class LastLineTest {
    @TempDir private Path folder;

    @Test
    void goesOnBehindTheLastWholeLine() throws IOException {
        assertThat(goneOn("one\ntwo\n")).isEqualTo("one\ntwo\nnext\n");
        assertThat(goneOn("one\ntwo\ncut in the mid")).isEqualTo("one\ntwo\nnext\n");
        assertThat(goneOn("cut in the first")).isEqualTo("next\n");
        assertThat(goneOn("")).isEqualTo("next\n");
        String longLine = "x".repeat(200_000);
        assertThat(goneOn("one\n" + longLine)).isEqualTo("one\nnext\n");
        assertThat(goneOn("one\n" + longLine + "\n")).isEqualTo("one\n" + longLine + "\nnext\n");
    }

    @Test
    void makesAFileThatIsNotThere() throws IOException {
        Path file = folder.resolve("new");

        LastLine.open(file).close();

        assertThat(file).isEmptyFile();
    }

    @Test
    void takesADeviceThatKeepsNothing() throws IOException {
        try (FileChannel channel = LastLine.open(Path.of("/dev/null"))) {
            assertThat(channel.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
        }
    }

    private String goneOn(String before) throws IOException {
        Path file = Files.writeString(folder.resolve("lines"), before);
        try (FileChannel channel = LastLine.open(file)) {
            ByteBuffer next = ByteBuffer.wrap("next\n".getBytes(StandardCharsets.UTF_8));
            assertThat(channel.write(next)).isEqualTo(5);
        }
        return Files.readString(file);
    }
}
