package io.wardtap.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

class WatchedFileTest {
    @TempDir private Path folder;

    @Test
    void tellsAChangeOnceAndOnlyWhenItHasComeToRest() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a");
        WatchedFile watched = new WatchedFile(file);
        assertThat(watched.hasChanged()).isFalse();

        Files.writeString(file, "ab");
        assertThat(watched.hasChanged()).as("perhaps it is still being written").isFalse();
        Files.writeString(file, "abc");
        assertThat(watched.hasChanged()).as("it was").isFalse();
        assertThat(watched.hasChanged()).isTrue();
        assertThat(watched.hasChanged()).isFalse();
    }

    @Test
    void aFileThatIsReplacedHasChangedAndOneThatIsGoneNotUntilItIsBack() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a");
        WatchedFile watched = new WatchedFile(file);

        Files.delete(file);
        assertThat(watched.hasChanged()).isFalse();
        assertThat(watched.hasChanged()).isFalse();
        Path other = Files.writeString(folder.resolve("g"), "other");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(watched.hasChanged()).isFalse();
        assertThat(watched.hasChanged()).isTrue();
    }

    @Test
    void whatIsBeingReadAnywayIsKnown() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a");
        WatchedFile watched = new WatchedFile(file);

        Files.writeString(file, "ab");
        watched.known();

        assertThat(watched.hasChanged()).isFalse();
        assertThat(watched.hasChanged()).isFalse();
    }
}
