package io.wardtap.appliance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// How a replay or a live run ended. Output files are valid whatever the exit code.
///
/// @param exitCode one of [ExitCode]
/// @param messages one line a problem, for standard error, e.g. `FILE: damaged at byte 24: reason`
/// @param summary makes the summary as a table, lines ended by `\n`; "" when nothing was read
/// @param summaryJson the summary.json that was written, or null
public record RunResult(
        int exitCode, List<String> messages, Supplier<String> summary, Path summaryJson) {
    public RunResult {
        messages = List.copyOf(messages);
    }

    /// It did not begin, or not get to its end.
    ///
    /// @param before what was to be said already
    /// @param message may have several lines
    static RunResult refused(int code, List<String> before, String message) {
        List<String> all = new ArrayList<>(before);
        all.addAll(message.lines().toList());
        return new RunResult(code, all, () -> "", null);
    }

    RunResult withExitCode(int code) {
        return new RunResult(code, messages, summary, summaryJson);
    }

    /// The summary as a table; made when somebody wants to see it.
    public String summaryText() {
        return summary.get();
    }
}
