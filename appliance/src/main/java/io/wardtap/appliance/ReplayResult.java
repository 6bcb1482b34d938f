package io.wardtap.appliance;

import java.nio.file.Path;
import java.util.List;

/// How a replay ended. Output files are valid whatever the exit code.
///
/// @param exitCode one of [ExitCode]
/// @param messages one line a problem, for standard error, e.g. `FILE: damaged at byte 24: reason`
/// @param summaryText the summary as a table, lines ended by `\n`; "" when nothing was read
/// @param summaryJson the summary.json that was written, or null
public record ReplayResult(
        int exitCode, List<String> messages, String summaryText, Path summaryJson) {
    public ReplayResult {
        messages = List.copyOf(messages);
    }
}
