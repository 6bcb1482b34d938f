package io.wardtap.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

class ReplayFileProblemTest {
    @TempDir Path folder;

    private RunResult replayWithKey(Path key) {
        ReplayOptions options =
                ReplayOptions.of(List.of("unread.pcap"))
                        .output(folder.resolve("out"))
                        .tokenKey(key)
                        .build();
        return Appliance.replay(options, new ReplayListener() {}, () -> false);
    }

    @Test
    void callsAFileThatIsNoKeyAUsageError() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "not a key");

        RunResult result = replayWithKey(key);

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.messages()).last().asString().startsWith(key + ": not a key");
    }

    @Test
    void saysThatTheKeyIsMissing() {
        Path key = folder.resolve("none");

        RunResult result = replayWithKey(key);

        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.messages()).containsExactly(key + ": no such file or folder");
    }

    @Test
    void namesTheFileAndTheReason() {
        Path out = Path.of("out");

        assertThat(FileProblem.text(new IOException("No space left on device"), out))
                .isEqualTo("out: No space left on device");
        assertThat(FileProblem.text(new NoSuchFileException("a/b"), out))
                .isEqualTo("a/b: no such file or folder");
        assertThat(FileProblem.text(new AccessDeniedException("a/b"), out))
                .isEqualTo("a/b: no permission");
        assertThat(FileProblem.text(new FileSystemException("a", null, "Not a directory"), out))
                .isEqualTo("a: Not a directory");
    }
}
