package io.wardtap.appliance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The page of commands says what the commands say of themselves. With `-Dwardtap.regenerate=true`
/// it is written anew.
final class CommandsPageTest {
    private static final Path PAGE =
            Path.of(System.getProperty("wardtap.root"), "appliance", "docs", "commands.md");
    private static final String HEAD =
            """
            # Commands

            Generated from the commands themselves; a test says when it is stale. `wardtap COMMAND --help` shows the same.

            | exit code | means |
            | --- | --- |
            | 0 | done |
            | 1 | internal error: one line that says where; `-v` shows the whole way, never what was being read |
            | 2 | wrong usage or configuration |
            | 3 | an input was damaged; all up to the damage was analysed and written, the message names file, offset and reason |
            | 4 | a source could not be opened: missing, a folder, no permission |
            | 130 | Ctrl-C, after a clean flush (143 after SIGTERM) |

            Results go to standard output, everything else to standard error. Colours and the progress bar are for terminals only; `NO_COLOR` turns colours off.
            """;

    @Test
    void isUpToDate() throws IOException {
        String page = page();

        if (Boolean.getBoolean("wardtap.regenerate")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as("stale: run this test with -Dwardtap.regenerate=true").hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        Main main = new Main(new Context(null, null, null, null, null, null));
        for (Verb verb : Verb.values()) {
            page.append("\n## ").append(verb.label()).append('\n');
            if (verb.missing() != null) {
                page.append("\nNot in this version: ").append(verb.missing()).append(".\n");
                continue;
            }
            append(page, Options.line(main.make(verb).spec().name("wardtap " + verb.label())));
        }
        return page.toString();
    }

    private static void append(StringBuilder page, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.parser().unmatchedArgumentsAllowed()) {
            return;
        }
        page.append("\n```\n")
                .append(line.getUsageMessage(Ansi.OFF).stripTrailing())
                .append("\n```\n");
        spec.subcommands().values().forEach(sub -> append(page, sub));
    }
}
