package io.wardtap.appliance.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The commit a checkout stands at, as git describes it.
final class SourceCommit {
    private static final String UNKNOWN = "unknown";
    private static final long PATIENCE_S = 5;

    private SourceCommit() {}

    /// Abbreviated hash, with `-dirty` when files differ from it; `unknown` outside a checkout.
    static String of(Path home) {
        if (home == null || !Files.exists(home.resolve(".git"))) {
            return UNKNOWN;
        }
        try {
            Process git =
                    new ProcessBuilder(
                                    "git",
                                    "-C",
                                    home.toString(),
                                    "describe",
                                    "--always",
                                    "--dirty",
                                    "--abbrev=12",
                                    "--exclude=*")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            git.getOutputStream().close();
            String line =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean ended = git.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 && !line.isEmpty() ? line : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
