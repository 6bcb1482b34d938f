package io.wardtap.appliance.cli;

import io.wardtap.appliance.RunResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Prints how a replay ended.
final class ReplayReport {
    private ReplayReport() {}

    /// @return the replay's exit code
    static int print(RunResult result, Terminal terminal, boolean json, boolean quiet, Path folder)
            throws IOException {
        for (String message : result.messages()) {
            terminal.problem(message);
        }
        if (json) {
            if (result.summaryJson() != null) {
                Files.copy(result.summaryJson(), terminal.out());
            }
        } else if (!quiet && !result.summaryText().isEmpty()) {
            terminal.out().print(result.summaryText());
            terminal.out().println("Written to " + Terminal.printable(folder.toString()));
        }
        terminal.out().flush();
        return result.exitCode();
    }
}
